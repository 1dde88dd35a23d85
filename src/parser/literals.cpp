#include "parser/literals.h"

#include <utility>

#include "parser/tokens.h"

namespace lockstep {

std::optional<StringLiteral> string_literal(std::string_view token, Span span) {
  const bool dollars = token.front() == '$';
  const bool escapes = token.front() == 'e' || token.front() == 'E';
  // $tag$...$tag$; $1 is a parameter.
  const bool unicode = token.starts_with("U&") || token.starts_with("u&");
  const std::size_t open = dollars ? token.find('$', 1) + 1 : unicode ? 3 : escapes ? 2 : 1;
  const std::size_t close = dollars ? open : 1;
  if (open == 0 || token.size() < open + close) return std::nullopt;
  if (!dollars && (token[open - 1] != '\'' || token.back() != '\'')) return std::nullopt;
  const std::string_view written = token.substr(open, token.size() - open - close);
  StringLiteral literal{.value = {},
                        .span = span,
                        .content = {.begin = span.begin + static_cast<std::uint32_t>(open),
                                    .end = span.end - static_cast<std::uint32_t>(close)}};
  for (std::size_t i = 0; i < written.size(); ++i) {
    literal.value += written[i];
    if (!dollars && written[i] == '\'') ++i;  // written twice
  }
  return literal;
}

bool may_hold_strings(std::string_view sql) { return sql.find_first_of("'$") != std::string_view::npos; }

std::vector<StringLiteral> string_literals(std::string_view sql, std::uint32_t base) {
  std::vector<StringLiteral> literals;
  if (!may_hold_strings(sql)) return literals;
  for (const Token& token : lex(std::string(sql), base).tokens) {
    auto literal = string_literal(sql.substr(token.span.begin - base, token.span.size()), token.span);
    if (literal) literals.push_back(std::move(*literal));
  }
  return literals;
}

}  // namespace lockstep
