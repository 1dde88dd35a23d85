#pragma once
// The source lines that a finding is about, with a marker under the exact range. Part of the text report.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string_view>

#include "reporters/colour.h"
#include "reporters/locate.h"
#include "support/span.h"

namespace lockstep {

// Columns of the line numbers, unless a number needs more.
inline constexpr std::size_t kGutter = 5;

struct Frame {
  std::uint32_t file = 0;
  Span span;
  std::string_view label;  // stands behind the marker; may be empty
  Style style = Style::bold;  // of marker and label
  std::span<const Span> secrets = {};  // ranges of the file that show as asterisks
};

// A range over several lines shows its first and its last line. A long line is cut around the range.
void write_frame(const Frame& frame, Locator& locator, const Palette& palette, std::ostream& out);

}  // namespace lockstep
