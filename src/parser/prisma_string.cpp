#include "parser/prisma_string.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>

namespace lockstep::prisma {
namespace {

constexpr auto kEscapes = std::to_array<std::pair<char, char>>({
    {'"', '"'},
    {'\\', '\\'},
    {'/', '/'},
    {'b', '\b'},
    {'f', '\f'},
    {'n', '\n'},
    {'r', '\r'},
    {'t', '\t'},
});

constexpr std::size_t kDigits = 4;  // of \uXXXX
constexpr char32_t kHighSurrogate = 0xD800;
constexpr char32_t kLowSurrogate = 0xDC00;
constexpr char32_t kBehindSurrogates = 0xE000;

// The code unit of the \uXXXX at `at`.
std::optional<char32_t> code_unit(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("\\u") || text.size() < at + 2 + kDigits) return std::nullopt;
  const char* const first = text.data() + at + 2;
  std::uint32_t unit = 0;
  const auto [end, error] = std::from_chars(first, first + kDigits, unit, 16);
  if (error != std::errc{} || end != first + kDigits) return std::nullopt;
  return unit;
}

void append_utf8(std::string& text, char32_t code) {
  const auto append = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto continuation = [&](unsigned shift) { append(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    append(code);
  } else if (code < 0x800) {
    append(0xC0U | (code >> 6U));
    continuation(0);
  } else if (code < 0x10000) {
    append(0xE0U | (code >> 12U));
    continuation(6);
    continuation(0);
  } else {
    append(0xF0U | (code >> 18U));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

// Reads the one or two \uXXXX at `at`, and steps to their last character.
bool append_code_point(std::string& result, std::string_view text, std::size_t& at) {
  const std::optional<char32_t> unit = code_unit(text, at);
  if (!unit || (*unit >= kLowSurrogate && *unit < kBehindSurrogates)) return false;
  at += 1 + kDigits;
  if (*unit < kHighSurrogate || *unit >= kBehindSurrogates) {
    append_utf8(result, *unit);
    return true;
  }
  const std::optional<char32_t> low = code_unit(text, at + 1);
  if (!low || *low < kLowSurrogate || *low >= kBehindSurrogates) return false;
  at += 2 + kDigits;
  append_utf8(result, 0x10000 + ((*unit - kHighSurrogate) << 10U) + (*low - kLowSurrogate));
  return true;
}

}  // namespace

std::optional<std::string> decode_string(std::string_view between_quotes) {
  std::string result;
  for (std::size_t i = 0; i < between_quotes.size(); ++i) {
    if (between_quotes[i] != '\\') {
      result += between_quotes[i];
      continue;
    }
    if (i + 1 == between_quotes.size()) return std::nullopt;
    if (between_quotes[i + 1] == 'u') {
      if (!append_code_point(result, between_quotes, i)) return std::nullopt;
      continue;
    }
    const auto* const escape =
        std::ranges::find(kEscapes, between_quotes[++i], &std::pair<char, char>::first);
    if (escape == kEscapes.end()) return std::nullopt;
    result += escape->second;
  }
  return result;
}

}  // namespace lockstep::prisma
