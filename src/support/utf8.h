#pragma once
// The little of UTF-8 that spans and reports need.

#include <cstddef>
#include <string_view>

namespace lockstep::utf8 {

// Length in bytes of the character that starts at `at`, at < text.size(); 1 for a byte that
// starts no valid sequence (overlong forms, surrogates and values over U+10FFFF are invalid).
[[nodiscard]] std::size_t length_at(std::string_view text, std::size_t at);

// Whether the byte at `at` starts a valid sequence; ASCII always does.
[[nodiscard]] bool valid_at(std::string_view text, std::size_t at);

// Offset of the first byte that is no valid UTF-8, or npos.
[[nodiscard]] std::size_t find_invalid(std::string_view text);

// Characters in the text; each invalid byte counts as one.
[[nodiscard]] std::size_t count(std::string_view text);

// The code point of the valid character that starts at `at`.
[[nodiscard]] char32_t code_point_at(std::string_view text, std::size_t at);

}  // namespace lockstep::utf8
