#pragma once
// Private to src/support: what secret.h looks for, a kind each, at one byte of a text.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "support/ascii.h"
#include "support/secret.h"

namespace lockstep::secrets {

constexpr bool is_word(char c) { return ascii::is_letter(c) || ascii::is_digit(c) || c == '_'; }
constexpr bool is_hex(char c) {
  return ascii::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr Secret secret(std::string_view what, std::size_t begin, std::size_t end) {
  return {.what = what, .span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

// Of the manuals, a template, or made unreadable.
[[nodiscard]] bool is_placeholder(std::string_view value);
[[nodiscard]] bool is_harmless_password(std::string_view user, std::string_view password);
[[nodiscard]] bool names_password(std::string_view name);
// Too random for words that are put together: `refresh_token_v2`.
[[nodiscard]] bool is_random_run(std::string_view value);

// A key or token that begins there with its issuer's prefix, or a private key.
[[nodiscard]] std::optional<Secret> shape_at(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<Secret> private_key_at(std::string_view text, std::size_t at);

// At the "://" of a URL, and at the "=" behind the name of a password or key.
[[nodiscard]] std::optional<Secret> url_password_at(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<Secret> connection_password_at(std::string_view text, std::size_t at);
// The "=" is that of a password whose host is known, harmless or not.
[[nodiscard]] bool is_connection_parameter(std::string_view text, std::size_t at);

// At the "-" of curl's `-u user:password`, the "B" of `Bearer ...`, the ":" of a member of JSON and of a
// Telegram bot's token, the sign between a name and its value in prose.
[[nodiscard]] std::optional<Secret> user_option_at(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<Secret> header_at(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<Secret> member_at(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<Secret> bot_token_at(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<Secret> named_value_at(std::string_view prose, std::size_t at);

}  // namespace lockstep::secrets
