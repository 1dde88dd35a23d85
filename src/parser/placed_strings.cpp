#include "parser/placed_strings.h"

#include <optional>
#include <string>
#include <utility>

#include "parser/tokens.h"

namespace lockstep {
namespace {

// Where the tokens are: how deep in parentheses, and in which element of a row of VALUES.
struct Walk {
  int depth = 0;
  bool values = false;
  std::size_t element = 0;

  void step(const Cursor& tokens, std::size_t at) {
    if (tokens.kind(at) == '(' && depth++ == 0) element = 0;
    if (tokens.kind(at) == ')') --depth;
    if (tokens.kind(at) == ',' && depth == 1) ++element;
    if (depth == 0 && tokens.is(at, "values")) values = true;
    if (depth == 0 && (tokens.is(at, "on") || tokens.is(at, "returning"))) values = false;
  }
};

// What `column = 'x'` and `column::type = 'x'` name in front of the sign, with its dots.
struct Compared {
  std::string_view column;
  std::string_view type;
};

Compared compared_before(std::string_view sql, const Cursor& tokens, std::size_t end) {
  if (end == 0 || !tokens.is_name(end - 1)) return {};
  std::size_t begin = end - 1;
  while (begin >= 2 && tokens.kind(begin - 1) == '.' && tokens.is_name(begin - 2)) begin -= 2;
  const Span span = tokens.span(begin, end);
  const std::string_view name = sql.substr(span.begin, span.size());
  if (begin > 0 && tokens.text(begin - 1) == "::") return {.column = {}, .type = name};
  return {.column = name, .type = {}};
}

std::string_view cast_behind(std::string_view sql, Cursor tokens, std::size_t at) {
  if (at + 1 >= tokens.size() || tokens.text(at) != "::") return {};
  tokens.seek(at + 1);
  const Span name = tokens.skip_name();
  return tokens.kind(tokens.at()) == '[' ? std::string_view() : sql.substr(name.begin, name.size());
}

PlacedString place(StringLiteral literal, std::string_view sql, const Cursor& tokens, std::size_t at,
                   const Walk& walk) {
  const int before = at == 0 ? 0 : tokens.kind(at - 1);
  const int behind = tokens.kind(at + 1);
  const bool assigned = before == '=' || (at > 0 && tokens.is(at - 1, "to"));
  const Compared compared = assigned ? compared_before(sql, tokens, at - 1) : Compared{};
  const bool first_argument = before == '(' && at > 1 && tokens.is_name(at - 2);
  PlacedString result{.literal = std::move(literal),
                      .word = at > 0 && tokens.is_name(at - 1) ? tokens.text(at - 1) : std::string_view(),
                      .function = first_argument ? tokens.text(at - 2) : std::string_view(),
                      .column = compared.column,
                      .compared_as = compared.type,
                      .cast = cast_behind(sql, tokens, at + 1),
                      .place = std::nullopt,
                      .nested = walk.depth > 0};
  const bool ends = behind == ',' || behind == ')' || !result.cast.empty();
  if (walk.values && walk.depth == 1 && (before == '(' || before == ',') && ends) result.place = walk.element;
  return result;
}

}  // namespace

std::vector<PlacedString> placed_strings(std::string_view sql, std::uint32_t base) {
  std::vector<PlacedString> result;
  if (!may_hold_strings(sql)) return result;
  const LexResult lexed = lex(std::string(sql), 0);
  const Cursor tokens(sql, lexed.tokens);
  Walk walk;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    walk.step(tokens, at);
    const Span span = tokens.token(at).span;
    auto literal = string_literal(tokens.text(at), {.begin = span.begin + base, .end = span.end + base});
    if (literal) result.push_back(place(std::move(*literal), sql, tokens, at, walk));
  }
  return result;
}

}  // namespace lockstep
