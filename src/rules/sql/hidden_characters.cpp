/// What:  characters that nobody sees: control characters, and those of Unicode that turn the direction of a
///        line or take no room.
/// When:  a change of direction, anywhere in the file; the others outside of comments. Tabs and line ends are
///        fine, as are a byte order mark at the file's begin and the joiners of emoji and of other scripts.
/// Why:   a change of direction shows a reviewer other SQL than Postgres runs. A character of no width
///        becomes part of a name, so that Postgres makes another table than the one that stands there, or
///        part of a value, which then equals nothing that people type.
/// Do:    delete it, or write it as an escape where a value needs it: `U&'\200B'`.
/// Allow: the value has to be exactly so.
/// See:   https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-UESCAPE
#include <algorithm>
#include <string>

#include "rules/rule.h"
#include "support/text.h"
#include "support/utf8.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP092"};
constexpr RuleInfo kInfo{
    .id = "hidden-characters",
    .group = "sql",
    .since = "0.1.0",
    .summary = "the file holds characters that nobody sees",
    .aliases = kAliases,
};

struct Range {
  char32_t first;
  char32_t last;
};

// https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
constexpr Range kDirections[] = {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
// Soft hyphen, fillers, zero-width space, word joiner and invisible operators, byte order mark, tags.
constexpr Range kWidthless[] = {{0x00AD, 0x00AD}, {0x115F, 0x1160}, {0x200B, 0x200D}, {0x2060, 0x2064},
                                {0x3164, 0x3164}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}};

bool is_in(std::span<const Range> ranges, char32_t c) {
  return std::ranges::any_of(ranges, [&](Range range) { return range.first <= c && c <= range.last; });
}

// NUL is the parser's to refuse; \t to \r are white space.
bool is_control(char32_t c) {
  return (c > 0 && c < ' ' && (c < '\t' || c > '\r')) || (c >= 0x7F && c < 0xA0);
}

// Emoji are joined by U+200D, and many scripts need both joiners between their letters.
bool joins(std::string_view text, std::size_t at, char32_t c) {
  constexpr std::size_t kLength = 3;
  return (c == 0x200C || c == 0x200D) && at > 0 && at + kLength < text.size() &&
         static_cast<unsigned char>(text[at - 1]) >= 0x80 &&
         static_cast<unsigned char>(text[at + kLength]) >= 0x80;
}

bool is_mark(std::size_t at, char32_t c) { return at == 0 && c == 0xFEFF; }

const char* what_it_does(char32_t c) {
  if (is_in(kDirections, c)) return "turns the direction in which the line is shown";
  return is_control(c) ? "is a control character" : "takes no room on the screen";
}

void report(Span span, char32_t c, FileContext& cx) {
  const bool direction = is_in(kDirections, c);
  cx.report(span, "U+{:04X} {}", static_cast<std::uint32_t>(c), what_it_does(c))
      .label(direction ? "Postgres may run other SQL than people read"
                       : "it is part of the SQL, and nobody sees it")
      .advise("delete it; a value that needs it has it as an escape: U&'\\" +
              text::format("{:04X}'", static_cast<std::uint32_t>(c)));
}

void check(const FileEnd& file, FileContext& cx) {
  const std::string_view text = file.source;
  auto comment = file.comments.begin();
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= ' ' && byte < 0x7F) {
      ++at;
      continue;
    }
    const std::size_t length = utf8::length_at(text, at);
    const Span span{.begin = static_cast<std::uint32_t>(at), .end = static_cast<std::uint32_t>(at + length)};
    while (comment != file.comments.end() && comment->end <= span.begin) ++comment;
    const bool commented = comment != file.comments.end() && comment->contains(span);
    if (utf8::valid_at(text, at)) {
      const char32_t c = utf8::code_point_at(text, at);
      const bool hidden = (is_control(c) || is_in(kWidthless, c)) && !commented && !joins(text, at, c);
      if (!is_mark(at, c) && (hidden || is_in(kDirections, c))) report(span, c, cx);
    }
    at += length;
  }
}

}  // namespace

extern const Rule hidden_characters;
constinit const Rule hidden_characters = make_rule<check>(kInfo);

}  // namespace lockstep::rules
