#pragma once
// Letters, digits and spaces of ASCII, whatever the locale says: Postgres' scanner, Prisma's and ours know
// no others in keywords, and fold only these.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace lockstep::ascii {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c); }
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Of a name in SQL or JavaScript: each byte of a character beyond ASCII is one.
[[nodiscard]] constexpr bool starts_name(char c) {
  return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '$'; }

[[nodiscard]] constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c | 0x20) : c; }
[[nodiscard]] constexpr char upper(char c) { return is_lower(c) ? static_cast<char>(c & ~0x20) : c; }
[[nodiscard]] inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}
[[nodiscard]] inline std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = upper(c);
  return result;
}

// Whether the words stand in the text, and not as a part of longer names.
[[nodiscard]] constexpr bool has_words(std::string_view text, std::string_view words) {
  for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool begins = at == 0 || !continues_name(text[at - 1]);
    if (begins && (end == text.size() || !continues_name(text[end]))) return true;
  }
  return false;
}

// Without regard to capitals.
[[nodiscard]] constexpr bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace lockstep::ascii
