#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "support/secret_parts.h"

namespace lockstep {
namespace {

// "client_secret" and "clientSecret" as "clientsecret".
std::string letters_of(std::string_view name) {
  std::string result = ascii::lower(name);
  std::erase_if(result, [](char c) { return c == '_' || c == '-'; });
  return result;
}

}  // namespace

namespace secrets {

bool names_password(std::string_view name) {
  const std::string letters = letters_of(name);
  return letters.ends_with("password") || letters.ends_with("passwd");
}

bool is_placeholder(std::string_view value) {
  constexpr std::string_view kParts[] = {"example", "changeme", "change_me", "change-me", "placeholder",
                                         "dummy",   "redacted", "xxxx",      "your_",     "your-",
                                         "${",      "{{",       "<",         "***",       "env("};
  const std::string text = ascii::lower(value);
  return text.empty() ||
         std::ranges::any_of(kParts, [&](std::string_view part) { return text.contains(part); });
}

bool is_harmless_password(std::string_view user, std::string_view password) {
  constexpr std::string_view kWords[] = {"password", "pass", "pwd", "secret"};
  constexpr std::string_view kOfTemplates = "$[%:{|(";
  return is_placeholder(password) || password == user || kOfTemplates.contains(password.front()) ||
         std::ranges::find(kWords, ascii::lower(password)) != std::end(kWords);
}

bool is_random_run(std::string_view value) {
  constexpr std::size_t kShortest = 16;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find_first_of("_-.~/"), value.size());
    const std::string_view run = value.substr(0, end);
    if (end >= kShortest && std::ranges::count_if(run, ascii::is_digit) > 1) return true;
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return false;
}

}  // namespace secrets

namespace {

using secrets::is_hex;

// Bits of a character, as the text's own characters are distributed (Shannon).
double entropy(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool is_uuid(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

// Ids that Prisma makes by cuid().
bool is_cuid(std::string_view text) {
  return text.size() == 25 && text.front() == 'c' &&
         std::ranges::all_of(text, [](char c) { return ascii::is_lower(c) || ascii::is_digit(c); });
}

bool is_hash(std::string_view text) {
  constexpr std::size_t kShortest = 32;  // md5
  return text.contains('$') || text.contains(':') || text.starts_with('{') ||
         (text.size() >= kShortest && std::ranges::all_of(text, is_hex));
}

bool is_random(std::string_view text) {
  constexpr std::size_t kShortest = 16;
  constexpr double kBits = 3.3;  // words and dotted names have less, random hexadecimal digits more
  constexpr std::string_view kOthers = "+/=_-.~";
  return text.size() >= kShortest && entropy(text) >= kBits && std::ranges::all_of(text, [&](char c) {
           return ascii::is_letter(c) || ascii::is_digit(c) || kOthers.contains(c);
         });
}

}  // namespace

bool names_secret(std::string_view name) {
  constexpr std::string_view kEnds[] = {"password",  "passwd",    "secret",     "token",        "apikey",
                                        "secretkey", "accesskey", "privatekey", "encryptionkey"};
  const std::string letters = letters_of(name);
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return letters.ends_with(end); });
}

bool is_secret_value(std::string_view name, std::string_view value) {
  if (!names_secret(name) || secrets::is_placeholder(value) || is_uuid(value) || is_cuid(value)) return false;
  if (!std::ranges::any_of(value, ascii::is_digit) || !std::ranges::any_of(value, ascii::is_letter))
    return false;
  constexpr std::size_t kShortestPassword = 8;
  if (secrets::names_password(name))
    return value.size() >= kShortestPassword && !value.contains(' ') && !is_hash(value);
  return is_random(value);
}

bool is_plain_password(std::string_view value) {
  constexpr std::size_t kMd5 = 35;
  const bool md5 =
      value.size() == kMd5 && value.starts_with("md5") && std::ranges::all_of(value.substr(3), is_hex);
  return !md5 && !value.starts_with("SCRAM-SHA-256$") && !secrets::is_placeholder(value) &&
         !value.starts_with('$') && !value.starts_with(':') && !value.starts_with('%');
}

}  // namespace lockstep
