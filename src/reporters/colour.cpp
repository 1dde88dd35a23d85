#include "reporters/colour.h"

#include "support/text.h"

namespace lockstep {
namespace {

std::string_view code(Style style) {
  switch (style) {
    case Style::bold: return "1";
    case Style::dim: return "2";
    case Style::red: return "1;31";
    case Style::yellow: return "1;33";
    case Style::cyan: return "1;36";
    case Style::green: return "1;32";
  }
  return "0";
}

}  // namespace

std::string Palette::paint(Style style, std::string_view text) const {
  if (!on_ || text.empty()) return std::string(text);
  return text::format("\x1b[{}m{}\x1b[0m", code(style), text);
}

}  // namespace lockstep
