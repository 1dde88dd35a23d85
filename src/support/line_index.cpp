#include "support/line_index.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <iterator>

#include "support/utf8.h"

namespace lockstep {

namespace {

constexpr std::size_t kMarkDistance = 4096;

}  // namespace

LineIndex::LineIndex(std::string_view bytes) : bytes_(bytes) {
  marks_.push_back({.offset = 0, .characters = 0});
  std::uint32_t characters = 0;
  for (std::size_t byte = 0; byte < bytes.size(); ++characters) {
    if (byte - marks_.back().offset >= kMarkDistance) {
      marks_.push_back({.offset = static_cast<std::uint32_t>(byte), .characters = characters});
    }
    byte += utf8::length_at(bytes, byte);
  }
  starts_.push_back(0);
  const char* const base = bytes.data();
  const char* at = base;
  const char* const end = base + bytes.size();
  while (at != end) {
    const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    if (found == nullptr) break;
    at = static_cast<const char*>(found) + 1;
    starts_.push_back(static_cast<std::uint32_t>(at - base));
  }
}

Position LineIndex::position(std::uint32_t offset) const {
  assert(offset <= bytes_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin());
  const std::uint32_t start = starts_[line - 1];
  return {.line = line, .column = characters_before(offset) - characters_before(start) + 1};
}

std::uint32_t LineIndex::characters_before(std::uint32_t offset) const {
  const auto after =
      std::upper_bound(marks_.begin(), marks_.end(), offset,
                       [](std::uint32_t value, const Mark& mark) { return value < mark.offset; });
  const Mark mark = *std::prev(after);
  return mark.characters +
         static_cast<std::uint32_t>(utf8::count(bytes_.substr(mark.offset, offset - mark.offset)));
}

Span LineIndex::line_span(std::uint32_t line) const {
  assert(line >= 1 && line <= line_count());
  const std::uint32_t begin = starts_[line - 1];
  std::uint32_t end = line < line_count() ? starts_[line] - 1 : static_cast<std::uint32_t>(bytes_.size());
  if (end > begin && bytes_[end - 1] == '\r') --end;
  return {.begin = begin, .end = end};
}

}  // namespace lockstep
