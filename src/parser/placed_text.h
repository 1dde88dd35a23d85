#pragma once
// What a string constant says, and where each byte of it stands in the file: a body of code may be
// quoted with dollars, with quotes that are written twice inside, or with backslashes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/span.h"

namespace lockstep {

class PlacedText {
 public:
  PlacedText() = default;
  // Of a file that nobody has: its bytes stand at 0.
  explicit PlacedText(std::string text) : text_(std::move(text)), pieces_{{0, 0}} {}

  // The constant whose token stands at `literal`. Nothing where it is written in a way that this doesn't
  // read: U&'...', escapes by number, several constants in a row.
  [[nodiscard]] static std::optional<PlacedText> of_literal(std::string_view file, Span literal);

  [[nodiscard]] const std::string& text() const& { return text_; }
  const std::string& text() const&& = delete;
  // Where bytes of text() stand in the file.
  [[nodiscard]] Span in_file(Span span) const { return {.begin = place(span.begin), .end = place(span.end)}; }

 private:
  // From `begin` of the text on, up to the next piece, the file says the same from `place` on.
  struct Piece {
    std::uint32_t begin = 0;
    std::uint32_t place = 0;
  };

  [[nodiscard]] std::uint32_t place(std::uint32_t at) const;

  std::string text_;
  std::vector<Piece> pieces_ = {{0, 0}};
};

}  // namespace lockstep
