#include "parser/placed_text.h"

#include <algorithm>
#include <iterator>

#include "support/ascii.h"

namespace lockstep {
namespace {

// https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE
std::optional<char> escaped(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u':
    case 'U':
    case 'x': return std::nullopt;
    default: return ascii::is_digit(c) ? std::nullopt : std::optional(c);
  }
}

}  // namespace

std::optional<PlacedText> PlacedText::of_literal(std::string_view file, Span literal) {
  const std::string_view token = file.substr(literal.begin, literal.size());
  const bool dollars = token.starts_with('$');
  const bool escapes = token.starts_with('e') || token.starts_with('E');
  const std::size_t open = dollars ? token.find('$', 1) + 1 : escapes ? 2 : 1;
  const std::size_t close = dollars ? open : 1;
  if (open == 0 || token.size() < open + close) return std::nullopt;
  if (!dollars && (token[open - 1] != '\'' || token.back() != '\'')) return std::nullopt;

  PlacedText result;
  result.pieces_ = {{.begin = 0, .place = literal.begin + static_cast<std::uint32_t>(open)}};
  const std::size_t end = token.size() - close;
  for (std::size_t at = open; at < end; ++at) {
    char c = token[at];
    const bool twice = !dollars && (c == '\'' || (escapes && c == '\\'));
    if (twice) {
      if (++at == end) return std::nullopt;
      if (c == '\'' && token[at] != '\'') return std::nullopt;  // 'a' 'b' over two lines
      const std::optional<char> meant = escaped(token[at]);
      if (!meant) return std::nullopt;
      c = *meant;
    }
    result.text_ += c;
    if (!twice) continue;
    result.pieces_.push_back({.begin = static_cast<std::uint32_t>(result.text_.size()),
                              .place = literal.begin + static_cast<std::uint32_t>(at) + 1});
  }
  return result;
}

std::uint32_t PlacedText::place(std::uint32_t at) const {
  const auto behind = std::ranges::upper_bound(pieces_, at, {}, &Piece::begin);
  const Piece& piece = *std::prev(behind);
  return piece.place + (at - piece.begin);
}

}  // namespace lockstep
