#include <algorithm>

#include "support/secret_parts.h"

namespace lockstep::secrets {
namespace {

constexpr std::string_view kQuotes = "'\"`\\";
constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kLongestName = 64;

bool is_one_of(std::string_view characters, std::string_view text, std::size_t at) {
  return at < text.size() && characters.contains(text[at]);
}

std::size_t behind(std::string_view characters, std::string_view text, std::size_t at) {
  while (is_one_of(characters, text, at)) ++at;
  return at;
}

std::size_t before(std::string_view characters, std::string_view text, std::size_t at) {
  while (at > 0 && characters.contains(text[at - 1])) --at;
  return at;
}

// What is told by its own shape is told once.
std::optional<Secret> unless_known(std::string_view what, std::string_view text, std::size_t begin,
                                   std::size_t end) {
  if (shape_at(text, begin)) return std::nullopt;
  return secret(what, begin, end);
}

bool has(std::string_view text, bool (*is_kind)(char)) { return std::ranges::any_of(text, is_kind); }

// Prose says what a password is like, too: `password: bcrypt12`, `password: Base64Text`.
bool describes_password(std::string_view value) {
  constexpr std::string_view kWords[] = {"sha",   "md5",  "base64",  "argon",  "bcrypt", "scrypt",
                                         "pbkdf", "utf8", "varchar", "string", "hash"};
  const std::string text = ascii::lower(value);
  return std::ranges::any_of(kWords, [&](std::string_view word) { return text.contains(word); });
}

}  // namespace

// curl -u user:password, --user 'user:password', --user=...
std::optional<Secret> user_option_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kShortest = 6;
  const std::string_view rest = text.substr(at);
  const std::size_t option = rest.starts_with("--user") ? 6 : rest.starts_with("-u") ? 2 : 0;
  if (option == 0 || (at > 0 && !ascii::is_space(text[at - 1])) || !is_one_of(" =", rest, option))
    return std::nullopt;
  const std::size_t user = behind(kQuotes, text, behind(" =", text, at + option));
  const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"`", user), text.size());
  const std::string_view both = text.substr(user, end - user);
  const std::size_t colon = both.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view password = both.substr(colon + 1);
  if (password.size() < kShortest || is_harmless_password(both.substr(0, colon), password) ||
      !has(password, ascii::is_digit) || !has(password, ascii::is_letter))
    return std::nullopt;
  return unless_known("a password", text, user + colon + 1, end);
}

// Authorization: Bearer ..., Basic ... https://datatracker.ietf.org/doc/html/rfc9110#section-11.6.2
std::optional<Secret> header_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const std::size_t scheme = rest.starts_with("Bearer ") ? 7 : rest.starts_with("Basic ") ? 6 : 0;
  if (scheme == 0 || (at > 0 && is_word(text[at - 1]))) return std::nullopt;
  const std::size_t begin = at + scheme;
  const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"`,;)", begin), text.size());
  const std::string_view value = text.substr(begin, end - begin);
  if (!is_secret_value("token", value) || !is_random_run(value)) return std::nullopt;
  return unless_known("the credential of an Authorization header", text, begin, end);
}

// "client_secret": "..."
std::optional<Secret> member_at(std::string_view text, std::size_t at) {
  const std::size_t name_end = before(kBlanks, text, at);
  const std::size_t quote = behind(kBlanks, text, at + 1);
  if (name_end < 2 || text[name_end - 1] != '"' || !is_one_of("\"", text, quote)) return std::nullopt;
  const std::size_t first = name_end - std::min(name_end, kLongestName);
  const std::string_view near = text.substr(first, name_end - 1 - first);
  const std::string_view name = near.substr(near.rfind('"') + 1);
  const std::size_t begin = quote + 1;
  const std::size_t end = text.find_first_of("\"\n", begin);
  if (end == std::string_view::npos || !is_secret_value(name, text.substr(begin, end - begin)))
    return std::nullopt;
  return unless_known("a secret value in JSON", text, begin, end);
}

// API_KEY=..., password: ...
std::optional<Secret> named_value_at(std::string_view prose, std::size_t at) {
  const std::size_t name_end = before("'\"` \t:", prose, at);
  std::size_t name_begin = name_end;
  while (name_begin > 0 && name_end - name_begin < kLongestName &&
         (is_word(prose[name_begin - 1]) || prose[name_begin - 1] == '-'))
    --name_begin;
  const std::string_view name = prose.substr(name_begin, name_end - name_begin);
  if (!names_secret(name) || is_connection_parameter(prose, at)) return std::nullopt;
  const std::size_t begin = behind(kQuotes, prose, behind(kBlanks, prose, at + 1));
  std::size_t end = std::min(prose.find_first_of(" \t\r\n'\"`,;()<>", begin), prose.size());
  end = std::max(begin, before(".", prose, end));
  const std::string_view value = prose.substr(begin, end - begin);
  if (!is_secret_value(name, value)) return std::nullopt;
  if (!names_password(name)) {
    if (!is_random_run(value)) return std::nullopt;
    return unless_known("a secret value", prose, begin, end);
  }
  const bool assigned = prose[at] == '=' && begin == at + 1;
  const bool typed = has(value, ascii::is_upper) && has(value, ascii::is_lower);
  if (!(assigned || typed) || describes_password(value)) return std::nullopt;
  return unless_known("a password", prose, begin, end);
}

}  // namespace lockstep::secrets
