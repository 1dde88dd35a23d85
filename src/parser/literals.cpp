#include "parser/literals.h"

#include "parser/tokens.h"

namespace lockstep {
namespace {

// $tag$...$tag$; $1 is a parameter.
std::optional<std::string> dollar_quoted(std::string_view token) {
  const std::size_t tag = token.find('$', 1);
  if (tag == std::string_view::npos) return std::nullopt;
  return std::string(token.substr(tag + 1, token.size() - 2 * (tag + 1)));
}

}  // namespace

std::optional<std::string> string_value(std::string_view token) {
  if (token.front() == '$') return dollar_quoted(token);
  if (token.front() == 'e' || token.front() == 'E') token.remove_prefix(1);
  if (token.size() < 2 || token.front() != '\'' || token.back() != '\'') return std::nullopt;
  std::string value;
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    value += token[i];
    if (token[i] == '\'') ++i;  // written twice
  }
  return value;
}

bool may_hold_strings(std::string_view sql) { return sql.find_first_of("'$") != std::string_view::npos; }

std::vector<StringLiteral> string_literals(std::string_view sql, std::uint32_t base) {
  std::vector<StringLiteral> literals;
  if (!may_hold_strings(sql)) return literals;
  for (const Token& token : lex(std::string(sql), base).tokens) {
    std::optional<std::string> value = string_value(sql.substr(token.span.begin - base, token.span.size()));
    if (value) literals.push_back({.value = std::move(*value), .span = token.span});
  }
  return literals;
}

}  // namespace lockstep
