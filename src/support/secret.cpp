#include "support/secret.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "support/ascii.h"

namespace lockstep {
namespace {

bool is_word(char c) { return ascii::is_letter(c) || ascii::is_digit(c) || c == '_'; }
bool is_hex(char c) { return ascii::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_placeholder(std::string_view value) {
  constexpr std::string_view kParts[] = {"example", "changeme", "change_me", "change-me", "placeholder",
                                         "dummy",   "redacted", "xxxx",      "your_",     "your-",
                                         "${",      "{{",       "<",         "***",       "env("};
  const std::string text = ascii::lower(value);
  return text.empty() ||
         std::ranges::any_of(kParts, [&](std::string_view part) { return text.contains(part); });
}

// ---- keys and tokens, by their prefix ------------------------------------------------------------

struct Shape {
  std::string_view prefix;
  std::string_view others;  // characters of the rest besides letters and digits
  std::size_t least = 0;    // bytes of the rest
  std::string_view what;
};

constexpr auto kShapes = std::to_array<Shape>({
    {"AKIA", "", 16, "an AWS access key"},     {"ASIA", "", 16, "an AWS access key"},
    {"AIza", "_-", 35, "a Google API key"},    {"GOCSPX-", "_-", 28, "a Google client secret"},
    {"SG.", "_-.", 60, "a SendGrid key"},      {"eyJ", "_-.", 40, "a JSON Web Token"},
    {"ghp_", "", 36, "a GitHub token"},        {"gho_", "", 36, "a GitHub token"},
    {"ghu_", "", 36, "a GitHub token"},        {"ghs_", "", 36, "a GitHub token"},
    {"ghr_", "", 36, "a GitHub token"},        {"github_pat_", "_", 60, "a GitHub token"},
    {"glpat-", "_-", 20, "a GitLab token"},    {"npm_", "", 36, "an npm token"},
    {"rk_live_", "", 20, "a Stripe key"},      {"rk_test_", "", 20, "a Stripe key"},
    {"sk-ant-", "_-", 40, "an Anthropic key"}, {"sk-proj-", "_-", 40, "an OpenAI key"},
    {"sk_live_", "", 20, "a Stripe key"},      {"sk_test_", "", 20, "a Stripe key"},
    {"whsec_", "+/=", 24, "a webhook secret"}, {"xoxa-", "-", 20, "a Slack token"},
    {"xoxb-", "-", 20, "a Slack token"},       {"xoxp-", "-", 20, "a Slack token"},
    {"xoxs-", "-", 20, "a Slack token"},
});

// Header, claims and signature; the first two are JSON objects in base64.
// https://datatracker.ietf.org/doc/html/rfc7519#section-3.1
bool is_web_token(std::string_view text) {
  const std::size_t claims = text.find(".eyJ");
  return claims != std::string_view::npos && text.find('.', claims + 1) + 10 < text.size();
}

std::optional<Secret> shape_at(std::string_view text, std::size_t at) {
  if (at > 0 && is_word(text[at - 1])) return std::nullopt;
  const std::string_view rest = text.substr(at);
  for (const Shape& shape : kShapes) {
    if (!rest.starts_with(shape.prefix)) continue;
    std::size_t end = shape.prefix.size();
    while (end < rest.size() &&
           (ascii::is_letter(rest[end]) || ascii::is_digit(rest[end]) || shape.others.contains(rest[end])))
      ++end;
    const std::string_view found = rest.substr(0, end);
    if (end - shape.prefix.size() < shape.least || is_placeholder(found)) continue;
    if (shape.prefix == "eyJ" && !is_web_token(found)) continue;
    const auto begin = static_cast<std::uint32_t>(at);
    return Secret{.what = shape.what, .span = {begin, static_cast<std::uint32_t>(at + end)}};
  }
  return std::nullopt;
}

// ---- private keys, URLs, connection strings -----------------------------------------------------

std::optional<Secret> private_key_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr std::string_view kEnd = "-----END ";
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with(kBegin)) return std::nullopt;
  const std::size_t header = rest.find("PRIVATE KEY", kBegin.size());
  if (header == std::string_view::npos || header > kBegin.size() + 10) return std::nullopt;
  const std::size_t end = std::min(rest.find(kEnd, header), rest.size());
  if (is_placeholder(rest.substr(0, end)) || end < header + 60) return std::nullopt;
  return Secret{.what = "a private key",
                .span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + end)}};
}

// Of this machine, a container beside it, or one that is reserved for examples.
bool is_harmless_host(std::string_view host) {
  return !host.contains('.') || host.starts_with("127.") || host.starts_with("0.0.0.0") ||
         host.contains("example.") || host.ends_with(".local");
}

bool is_harmless_password(std::string_view user, std::string_view password) {
  constexpr std::string_view kWords[] = {"password", "pass", "pwd", "secret"};
  return password.empty() || password == user || is_placeholder(password) || password.starts_with('$') ||
         password.starts_with('[') || password.starts_with('%') || password.starts_with(':') ||
         std::ranges::find(kWords, ascii::lower(password)) != std::end(kWords);
}

// scheme://user:password@host, at its "://".
std::optional<Secret> url_password_at(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("://") || at == 0 || !ascii::is_letter(text[at - 1])) return std::nullopt;
  const std::size_t begin = at + 3;
  const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"`/?#", begin), text.size());
  const std::string_view authority = text.substr(begin, end - begin);
  const std::size_t host = authority.rfind('@');
  const std::size_t colon = authority.find(':');
  if (host == std::string_view::npos || colon >= host) return std::nullopt;
  const std::string_view password = authority.substr(colon + 1, host - colon - 1);
  if (is_harmless_host(authority.substr(host + 1)) ||
      is_harmless_password(authority.substr(0, colon), password))
    return std::nullopt;
  return Secret{
      .what = "the password of a URL",
      .span = {static_cast<std::uint32_t>(begin + colon + 1), static_cast<std::uint32_t>(begin + host)}};
}

// "host=... password=...", as libpq and dblink read it; the host may stand anywhere in the string.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
std::optional<Secret> connection_password_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kKeyword = "password=";
  if (!text.substr(at).starts_with(kKeyword) || (at > 0 && is_word(text[at - 1]))) return std::nullopt;
  const std::size_t begin = at + kKeyword.size();
  const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"&;", begin), text.size());
  const std::size_t line = text.rfind('\n', at) == std::string_view::npos ? 0 : text.rfind('\n', at);
  const std::string_view whole = text.substr(line, text.find('\n', at) - line);
  const bool connects = whole.contains("host=") || whole.contains("hostaddr=") || whole.contains("dbname=");
  if (!connects || is_harmless_password({}, text.substr(begin, end - begin))) return std::nullopt;
  return Secret{.what = "the password of a connection string",
                .span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

std::optional<Secret> secret_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '-': return private_key_at(text, at);
    case ':': return url_password_at(text, at);
    case 'p': return connection_password_at(text, at);
    case 'A':
    case 'G':
    case 'S':
    case 'e':
    case 'g':
    case 'n':
    case 'r':
    case 's':
    case 'w':
    case 'x': return shape_at(text, at);
    default: return std::nullopt;
  }
}

// ---- values of a column --------------------------------------------------------------------------

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

bool holds_password(std::string_view name) { return name.ends_with("password") || name.ends_with("passwd"); }

// "client_secret" and "clientSecret" as "clientsecret".
std::string letters_of(std::string_view name) {
  std::string result = ascii::lower(name);
  std::erase(result, '_');
  return result;
}

}  // namespace

std::vector<Secret> find_secrets(std::string_view text) {
  std::vector<Secret> secrets;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::optional<Secret> secret = secret_at(text, at);
    if (!secret) continue;
    secrets.push_back(*secret);
    at = secret->span.end - 1;
  }
  return secrets;
}

bool names_secret(std::string_view name) {
  constexpr std::string_view kEnds[] = {"password",  "passwd",    "secret",     "token",        "apikey",
                                        "secretkey", "accesskey", "privatekey", "encryptionkey"};
  const std::string letters = letters_of(name);
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return letters.ends_with(end); });
}

bool is_secret_value(std::string_view name, std::string_view value) {
  if (!names_secret(name) || is_placeholder(value) || is_uuid(value) || is_cuid(value)) return false;
  if (!std::ranges::any_of(value, ascii::is_digit) || !std::ranges::any_of(value, ascii::is_letter))
    return false;
  constexpr std::size_t kShortestPassword = 8;
  if (holds_password(letters_of(name)))
    return value.size() >= kShortestPassword && !value.contains(' ') && !is_hash(value);
  return is_random(value);
}

bool is_plain_password(std::string_view value) {
  constexpr std::size_t kMd5 = 35;
  const bool md5 =
      value.size() == kMd5 && value.starts_with("md5") && std::ranges::all_of(value.substr(3), is_hex);
  return !md5 && !value.starts_with("SCRAM-SHA-256$") && !is_placeholder(value) && !value.starts_with('$') &&
         !value.starts_with(':') && !value.starts_with('%');
}

}  // namespace lockstep
