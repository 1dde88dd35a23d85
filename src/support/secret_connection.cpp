#include <algorithm>
#include <string>

#include "support/secret_parts.h"

namespace lockstep::secrets {
namespace {

constexpr std::size_t kFar = 500;  // bytes of one description of a connection
constexpr std::string_view kValueEnd = " \t\r\n'\"`&;,)";

// Of this machine, a container beside it, or one that is reserved for examples.
bool is_harmless_host(std::string_view host) {
  return !host.contains('.') || host.starts_with("127.") || host.starts_with("0.0.0.0") ||
         host.contains("example.") || host.ends_with(".local");
}

std::string_view word_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

// The line that `at` lies in, of a very long one what is near, in lower case.
std::string line_around(std::string_view text, std::size_t at) {
  const std::size_t first = at < kFar ? 0 : at - kFar;
  const std::size_t newline = text.substr(first, at - first).rfind('\n');
  const std::size_t begin = newline == std::string_view::npos ? first : first + newline + 1;
  return ascii::lower(text.substr(begin, std::min(text.find('\n', at), at + kFar) - begin));
}

// scheme://host/path?user=app&: the URL up to a parameter of its query; empty where there is none.
std::string_view url_before(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(at < kFar ? 0 : at - kFar, std::min(at, kFar));
  const std::string_view url = near.substr(near.find_last_of(" \t\r\n'\"`") + 1);
  return url.contains('?') ? url : std::string_view();
}

// The host of the URL or connection string that a parameter belongs to, in lower case.
std::optional<std::string> host_around(std::string_view text, std::size_t at) {
  constexpr std::string_view kNames[] = {"host=", "hostaddr=", "server=", "data source="};
  constexpr std::string_view kScheme = "://";
  const std::string url = ascii::lower(url_before(text, at));
  const std::string line = url.contains(kScheme) ? url : line_around(text, at);
  std::size_t begin = url.contains(kScheme) ? url.find(kScheme) + kScheme.size() : std::string::npos;
  for (const std::string_view name : kNames) {
    if (begin == std::string::npos && line.contains(name)) begin = line.find(name) + name.size();
  }
  if (begin == std::string::npos) return std::nullopt;
  const std::string host = line.substr(begin, line.find_first_of(" \t'\"`&;,/?", begin) - begin);
  return host.substr(host.rfind('@') + 1);
}

bool names_password_parameter(std::string_view name) {
  return ascii::same(name, "password") || ascii::same(name, "pwd");
}

// Of Azure's storage and message queues; that of the storage's emulator is the same for everyone.
// https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
bool is_account_key(std::string_view text, std::size_t at, std::string_view key) {
  constexpr std::size_t kShortest = 40;
  return key.size() >= kShortest && is_random_run(key) &&
         !line_around(text, at).contains("devstoreaccount1") && !is_placeholder(key);
}

}  // namespace

bool is_connection_parameter(std::string_view text, std::size_t at) {
  return names_password_parameter(word_before(text, at)) && host_around(text, at).has_value();
}

// scheme://user:password@host
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
  return secret("the password of a URL", begin + colon + 1, begin + host);
}

// "host=... password=..." as libpq and dblink read it, "Server=...;Password=..." of .NET and ODBC, and
// "?user=...&password=..." of a URL; the host may stand anywhere in the string.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
std::optional<Secret> connection_password_at(std::string_view text, std::size_t at) {
  const std::string_view name = word_before(text, at);
  const bool is_key = ascii::same(name, "accountkey") || ascii::same(name, "sharedaccesskey");
  if (!is_key && !names_password_parameter(name)) return std::nullopt;
  std::size_t begin = at + 1;
  while (begin < text.size() && begin < at + 3 && (text[begin] == '\'' || text[begin] == '\\')) ++begin;
  const std::size_t end = std::min(text.find_first_of(kValueEnd, begin), text.size());
  const std::string_view value = text.substr(begin, end - begin);
  if (is_key && is_account_key(text, at, value)) return secret("an Azure key", begin, end);
  if (is_key || is_harmless_password({}, value)) return std::nullopt;
  const std::optional<std::string> host = host_around(text, at);
  if (host ? is_harmless_host(*host) : !line_around(text, at).contains("dbname=")) return std::nullopt;
  return secret(
      url_before(text, at).empty() ? "the password of a connection string" : "the password of a URL", begin,
      end);
}

}  // namespace lockstep::secrets
