#include "parser/placed_strings.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "parser/tokens.h"
#include "support/ascii.h"

namespace lockstep {
namespace {

constexpr std::size_t kNoRow = std::string_view::npos;

// Where the tokens are: in which calls and parentheses, and in which element of a row of VALUES or SELECT.
struct Walk {
  std::vector<std::string_view> calls;  // the word before each parenthesis that is open
  std::size_t row = kNoRow;  // how deep its elements are
  std::size_t element = 0;

  void step(const Cursor& tokens, std::size_t at) {
    const int kind = tokens.kind(at);
    if (kind == '(') {
      if (calls.empty() && row == 1) element = 0;
      calls.push_back(at > 0 && tokens.is_name(at - 1) ? tokens.text(at - 1) : std::string_view());
    }
    if (kind == ')' && !calls.empty()) calls.pop_back();
    if (kind == ',' && calls.size() == row) ++element;
    if (!calls.empty() || !tokens.is_name(at)) return;
    if (tokens.is(at, "values")) row = 1;
    if (tokens.is(at, "select")) {
      row = 0;
      element = 0;
    }
    for (const std::string_view word : {"from", "where", "union", "except", "intersect", "on", "returning"})
      if (tokens.is(at, word)) row = kNoRow;
  }
};

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return ascii::same(text, word); });
}

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

// Whether the string at `at` is an element of the row as a whole.
bool is_alone(const Cursor& tokens, std::size_t at, const Walk& walk, bool cast) {
  if (walk.calls.size() != walk.row || at == 0) return false;
  const int before = tokens.kind(at - 1);
  const int behind = tokens.kind(at + 1);
  if (walk.row == 1) return (before == '(' || before == ',') && (behind == ',' || behind == ')' || cast);
  return (before == ',' || is_any_of(tokens.text(at - 1), {"select", "distinct", "all"})) &&
         (behind == 0 || behind == ',' || behind == ';' || tokens.is_name(at + 1) || cast);
}

// https://www.postgresql.org/docs/current/functions-json.html#FUNCTIONS-JSON-CREATION-TABLE
std::string_view key_before(const Cursor& tokens, std::size_t at, const Walk& walk) {
  if (walk.calls.empty() || at < 2 || tokens.kind(at - 1) != ',') return {};
  if (!is_any_of(walk.calls.back(), {"jsonb_build_object", "json_build_object", "hstore"})) return {};
  const std::string_view key = tokens.text(at - 2);
  return key.size() > 1 && key.front() == '\'' ? key.substr(1, key.size() - 2) : std::string_view();
}

PlacedString place(StringLiteral literal, std::string_view sql, const Cursor& tokens, std::size_t at,
                   const Walk& walk) {
  const int before = at == 0 ? 0 : tokens.kind(at - 1);
  const bool assigned = before == '=' || (at > 0 && tokens.is(at - 1, "to"));
  const Compared compared = assigned ? compared_before(sql, tokens, at - 1) : Compared{};
  PlacedString result{.literal = std::move(literal),
                      .word = at > 0 && tokens.is_name(at - 1) ? tokens.text(at - 1) : std::string_view(),
                      .function = before == '(' ? walk.calls.back() : std::string_view(),
                      .key = key_before(tokens, at, walk),
                      .column = compared.column,
                      .compared_as = compared.type,
                      .cast = cast_behind(sql, tokens, at + 1),
                      .place = std::nullopt,
                      .nested = !walk.calls.empty()};
  if (is_alone(tokens, at, walk, !result.cast.empty())) result.place = walk.element;
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
