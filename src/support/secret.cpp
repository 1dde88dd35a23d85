#include "support/secret.h"

#include <cstddef>
#include <optional>

#include "support/secret_parts.h"

namespace lockstep {
namespace {

std::optional<Secret> secret_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '-': {
      const auto key = secrets::private_key_at(text, at);
      return key ? key : secrets::user_option_at(text, at);
    }
    case ':': {
      if (auto password = secrets::url_password_at(text, at)) return password;
      const auto member = secrets::member_at(text, at);
      return member ? member : secrets::bot_token_at(text, at);
    }
    case '=': return secrets::connection_password_at(text, at);
    case 'B': return secrets::header_at(text, at);
    default: return secrets::shape_at(text, at);
  }
}

void mask(const std::vector<Secret>& found, std::string& text) {
  for (const Secret& secret : found)
    text.replace(secret.span.begin, secret.span.size(), secret.span.size(), '*');
}

}  // namespace

std::vector<Secret> find_secrets(std::string_view text) {
  std::vector<Secret> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::optional<Secret> secret = secret_at(text, at);
    if (!secret) continue;
    found.push_back(*secret);
    at = secret->span.end - 1;
  }
  return found;
}

std::vector<Secret> find_named_secrets(std::string_view prose) {
  std::vector<Secret> found;
  for (std::size_t at = prose.find_first_of("=:"); at < prose.size();
       at = prose.find_first_of("=:", at + 1)) {
    if (const auto known = secret_at(prose, at)) {
      at = known->span.end - 1;
    } else if (const auto named = secrets::named_value_at(prose, at)) {
      found.push_back(*named);
      at = named->span.end - 1;
    }
  }
  return found;
}

std::string without_secrets(std::string prose) {
  mask(find_secrets(prose), prose);
  mask(find_named_secrets(prose), prose);
  return prose;
}

}  // namespace lockstep
