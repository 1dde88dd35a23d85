#include "reporters/escape.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "reporters/display_width.h"
#include "support/text.h"
#include "support/utf8.h"

namespace lockstep {
namespace {

// Characters that reorder text (https://trojansource.codes), end a line for some viewers, or show
// as nothing at all. Joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
bool misleads(char32_t c) {
  if (c < 0x80) return false;
  return (c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

// What a runner takes for a command to it wherever it stands in a line of a log; only a line's start
// matters for `::`. https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
bool starts_command(std::string_view text) { return text.starts_with("##[") || text.starts_with("##vso["); }

Glyph escape(std::string text, std::size_t bytes) {
  const std::size_t columns = text.size();
  return {.text = std::move(text), .columns = columns, .bytes = bytes};
}

Glyph control(unsigned char c) {
  switch (c) {
    case '\t': return escape("\\t", 1);
    case '\n': return escape("\\n", 1);
    case '\r': return escape("\\r", 1);
    default: return escape(text::format("\\x{:02x}", c), 1);
  }
}

}  // namespace

Glyph glyph_at(std::string_view text, std::size_t at) {
  assert(at < text.size());
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20 || byte == 0x7F) return control(byte);
  if (starts_command(text.substr(at))) return escape("\\x23", 1);
  if (byte < 0x80) return {.text = std::string(1, text[at]), .columns = 1, .bytes = 1};
  if (!utf8::valid_at(text, at)) return escape(text::format("\\x{:02x}", byte), 1);

  const std::size_t bytes = utf8::length_at(text, at);
  const char32_t c = utf8::code_point_at(text, at);
  if (misleads(c)) return escape(text::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c)), bytes);
  return {.text = std::string(text.substr(at, bytes)), .columns = display_width(c), .bytes = bytes};
}

std::string visible(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c >= ' ' && c <= '~' && c != '#') {
      result += c;
      ++at;
      continue;
    }
    const Glyph glyph = glyph_at(text, at);
    result += glyph.text;
    at += glyph.bytes;
  }
  return result;
}

std::string visible_line(std::string_view line) {
  const std::string shown = visible(line);
  const std::size_t colons = shown.find("::");
  // Blanks don't count, and there are more of them than ASCII has.
  const auto is_mark = [](char c) { return c > ' ' && c <= '~'; };
  const bool first = colons != std::string::npos && std::ranges::none_of(shown.substr(0, colons), is_mark);
  return first ? "/**/" + shown : shown;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  lines.push_back(text);
  return lines;
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = utf8::find_invalid(text); at != std::string_view::npos;
       at = utf8::find_invalid(text)) {
    result.append(text.substr(0, at)).append("\xEF\xBF\xBD");
    text.remove_prefix(at + 1);
  }
  return result.append(text);
}

std::string shortened(std::string text, std::size_t characters) {
  constexpr std::string_view kMore = "...";
  assert(characters >= kMore.size());
  if (text.size() <= characters) return text;
  std::size_t kept = 0;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == characters) return text.substr(0, kept).append(kMore);
    at += utf8::length_at(text, at);
    if (count + kMore.size() < characters) kept = at;
  }
  return text;
}

}  // namespace lockstep
