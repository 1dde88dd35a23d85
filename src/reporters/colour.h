#pragma once
// Colours of the text report: the terminal's own sixteen, so that they suit its background.

#include <cstdint>
#include <string>
#include <string_view>

#include "support/finding.h"

namespace lockstep {

enum class Style : std::uint8_t { bold, dim, red, yellow, cyan, green };

class Palette {
 public:
  explicit Palette(bool on) : on_(on) {}

  // The text in that style; unchanged when colours are off.
  [[nodiscard]] std::string paint(Style style, std::string_view text) const;

 private:
  bool on_;
};

[[nodiscard]] constexpr Style style_of(Severity severity) {
  switch (severity) {
    case Severity::error: return Style::red;
    case Severity::warning: return Style::yellow;
    case Severity::note:
    case Severity::off: return Style::cyan;
  }
  return Style::cyan;
}

}  // namespace lockstep
