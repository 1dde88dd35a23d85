#include "reporters/frame.h"

#include <algorithm>
#include <string>

#include "reporters/escape.h"
#include "support/text.h"

namespace lockstep {
namespace {

constexpr std::size_t kColumns = 100;  // of source text
// Bytes before the range in a line that is cut; few enough that the range shows even when each is an escape.
constexpr std::size_t kContext = 20;
constexpr std::size_t kTab = 4;
constexpr std::string_view kMore = "...";

// A line as it is printed, and the columns under which its marker stands.
struct MarkedLine {
  std::string text;
  std::size_t marker_begin = 0;
  std::size_t marker_end = 0;
};

Glyph cell_at(std::string_view line, std::size_t at, std::size_t column) {
  if (line[at] != '\t') return glyph_at(line, at);
  const std::size_t columns = kTab - column % kTab;
  return {.text = std::string(columns, ' '), .columns = columns, .bytes = 1};
}

// Prints the line from byte `start` on, as far as the columns go; `mark` are bytes of the line.
MarkedLine mark_from(std::string_view line, std::size_t start, Span mark) {
  MarkedLine result;
  if (start > 0) result.text = kMore;
  std::size_t column = result.text.size();
  result.marker_begin = column;
  result.marker_end = column;
  std::size_t at = start;
  while (at < line.size()) {
    const Glyph cell = cell_at(line, at, column);
    if (column + cell.columns > kColumns) break;
    result.text += cell.text;
    column += cell.columns;
    at += cell.bytes;
    if (at <= mark.begin) result.marker_begin = column;
    if (at <= mark.end) result.marker_end = column;
  }
  if (at < line.size()) result.text += kMore;
  result.marker_end = std::max(result.marker_end, result.marker_begin + 1);
  return result;
}

bool fits(std::string_view line, std::size_t end) {
  std::size_t column = 0;
  for (std::size_t at = 0; at < end;) {
    const Glyph cell = cell_at(line, at, column);
    column += cell.columns;
    at += cell.bytes;
    if (column > kColumns) return false;
  }
  return true;
}

// Where a line that doesn't fit is cut: a little before the range, between two characters.
std::size_t cut_before(std::string_view line, std::size_t range) {
  std::size_t at = range > kContext ? range - kContext : 0;
  const auto inside_character = [&] { return (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U; };
  while (at > 0 && at < range && inside_character()) ++at;
  return at;
}

// The line with an asterisk for each byte of a secret, so that all else keeps its place.
std::string without_secrets(std::string_view bytes, Span line, std::span<const Span> secrets) {
  std::string text(bytes.substr(line.begin, line.size()));
  for (const Span secret : secrets) {
    for (std::uint32_t at = std::max(secret.begin, line.begin); at < std::min(secret.end, line.end); ++at)
      text[at - line.begin] = '*';
  }
  return text;
}

// All spans are bytes of the file; of the marked range what lies in the line is marked.
MarkedLine mark_line(std::string_view bytes, Span line, Span marked, std::span<const Span> secrets) {
  const std::string text = without_secrets(bytes, line, secrets);
  const Span mark{.begin = std::clamp(marked.begin, line.begin, line.end) - line.begin,
                  .end = std::clamp(marked.end, line.begin, line.end) - line.begin};
  return mark_from(text, fits(text, mark.end) ? 0 : cut_before(text, mark.begin), mark);
}

std::uint32_t indentation(std::string_view bytes, Span line) {
  std::uint32_t at = line.begin;
  while (at < line.end && (bytes[at] == ' ' || bytes[at] == '\t')) ++at;
  return at;
}

std::string without_trailing_space(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// Writes the lines of one frame; the gutter is as wide as its greatest line number.
class FrameWriter {
 public:
  FrameWriter(const Frame& frame, const Palette& palette, std::size_t gutter, std::ostream& out)
      : frame_(frame), palette_(palette), gutter_(gutter), out_(out) {}

  void line(std::uint32_t number, const MarkedLine& line, std::string_view label) {
    row(text::format("{:>{}} |", number, gutter_), line.text);
    std::string marker = palette_.paint(frame_.style, std::string(line.marker_end - line.marker_begin, '^'));
    if (!label.empty()) marker.append(" ").append(palette_.paint(frame_.style, visible(label)));
    row(text::format("{:>{}} |", "", gutter_), std::string(line.marker_begin, ' ') + marker);
  }

  void gap() { row(text::format("{:>{}} |", kMore, gutter_), ""); }

 private:
  void row(const std::string& gutter, const std::string& text) {
    out_ << palette_.paint(Style::dim, gutter) << without_trailing_space(" " + text) << '\n';
  }

  const Frame& frame_;
  const Palette& palette_;
  std::size_t gutter_;
  std::ostream& out_;
};

}  // namespace

void write_frame(const Frame& frame, Locator& locator, const Palette& palette, std::ostream& out) {
  const std::string_view bytes = locator.file(frame.file).source.bytes();
  const Span span = frame.span;
  const std::uint32_t first = locator.position(frame.file, span.begin).line;
  const std::uint32_t last = span.empty() ? first : locator.position(frame.file, span.end - 1).line;
  FrameWriter writer(frame, palette, std::max(kGutter, std::to_string(last).size()), out);

  const Span first_line = locator.line(frame.file, first);
  if (first == last) {
    writer.line(first, mark_line(bytes, first_line, span, frame.secrets), frame.label);
    return;
  }
  writer.line(first, mark_line(bytes, first_line, span, frame.secrets), "");
  if (last - first > 1) writer.gap();
  const Span last_line = locator.line(frame.file, last);
  const Span rest{.begin = std::min(indentation(bytes, last_line), span.end), .end = span.end};
  writer.line(last, mark_line(bytes, last_line, rest, frame.secrets), frame.label);
}

}  // namespace lockstep
