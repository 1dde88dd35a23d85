#pragma once
// Source text, names and paths are a stranger's: printed as they are, they could move the cursor,
// reorder a line on the screen or break the encoding of a report. Used by all reporters.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// One character as it is safe to show.
struct Glyph {
  std::string text;         // itself, or an escape: \n, \x1b, \u{202e}; \xff for a byte that is no UTF-8
  std::size_t columns = 1;  // that the text takes on a terminal
  std::size_t bytes = 1;    // of the source
};

[[nodiscard]] Glyph glyph_at(std::string_view text, std::size_t at);  // at < text.size()

// The whole text in glyphs.
[[nodiscard]] std::string visible(std::string_view text);

// The same of a text that a line of a log starts with: a run on GitHub takes `::` there for a command to it.
// What is put before it is a comment of SQL.
[[nodiscard]] std::string visible_line(std::string_view line);

// The lines of a text that may have several, such as an advice.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

// U+FFFD for each byte that is no valid UTF-8; all else unchanged.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// At most `characters` code points of valid UTF-8; where text is cut, it ends in "...".
[[nodiscard]] std::string shortened(std::string text, std::size_t characters);

}  // namespace lockstep
