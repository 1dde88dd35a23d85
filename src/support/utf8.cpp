#include "support/utf8.h"

#include <cassert>

namespace lockstep::utf8 {
namespace {

unsigned byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continuation(std::string_view text, std::size_t at) { return (byte(text, at) & 0xC0U) == 0x80U; }

// Table 3-7 of the Unicode standard: which second byte may follow which first byte.
bool second_byte_fits(unsigned first, unsigned second) {
  switch (first) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return second >= 0x80 && second <= 0xBF;
  }
}

// 0 when no valid sequence starts at `at`.
std::size_t sequence_at(std::string_view text, std::size_t at) {
  const unsigned first = byte(text, at);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || at + length > text.size()) return 0;
  if (!second_byte_fits(first, byte(text, at + 1))) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!continuation(text, at + i)) return 0;
  }
  return length;
}

}  // namespace

bool valid_at(std::string_view text, std::size_t at) {
  assert(at < text.size());
  return sequence_at(text, at) != 0;
}

std::size_t length_at(std::string_view text, std::size_t at) {
  assert(at < text.size());
  const std::size_t length = sequence_at(text, at);
  return length == 0 ? 1 : length;
}

std::size_t find_invalid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = sequence_at(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::size_t count(std::string_view text) {
  std::size_t characters = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    at += byte(text, at) < 0x80 ? 1 : length_at(text, at);
    ++characters;
  }
  return characters;
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  const std::size_t length = sequence_at(text, at);
  assert(length != 0);
  const unsigned first = byte(text, at);
  if (length == 1) return first;
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) value = (value << 6U) | (byte(text, at + i) & 0x3FU);
  return value;
}

}  // namespace lockstep::utf8
