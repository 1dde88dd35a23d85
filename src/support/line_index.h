#pragma once
// Byte offsets to lines and columns. Used by reporters only.

#include <cstdint>
#include <string_view>
#include <vector>

#include "support/span.h"

namespace lockstep {

// Both 1-based. A column counts characters (code points); a byte that is no valid UTF-8 counts
// as one character.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend constexpr bool operator==(Position, Position) = default;
};

// Holds the line starts of bytes that outlive it. A line ends at LF; the CR of a CRLF belongs to
// the line's end, not to its text.
class LineIndex {
 public:
  explicit LineIndex(std::string_view bytes);

  [[nodiscard]] Position position(std::uint32_t offset) const;  // offset <= size of the bytes
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  [[nodiscard]] Span line_span(std::uint32_t line) const;  // 1-based line, without its line end

 private:
  // Characters are counted once, with a mark every few thousand bytes: a file may be one long line
  // with thousands of findings.
  struct Mark {
    std::uint32_t offset;
    std::uint32_t characters;  // before the offset
  };

  [[nodiscard]] std::uint32_t characters_before(std::uint32_t offset) const;

  std::string_view bytes_;
  std::vector<std::uint32_t> starts_;
  std::vector<Mark> marks_;
};

}  // namespace lockstep
