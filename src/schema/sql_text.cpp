#include "schema/sql_text.h"

#include <utility>
#include <variant>
#include <vector>

#include "parser/action.h"
#include "parser/script.h"
#include "parser/source.h"

namespace lockstep::schema {
namespace {

// The fact of `ALTER TABLE t ALTER c ...` when that is all there is.
template <class Fact>
std::optional<Fact> parse_command(std::string sql) {
  const SourceFile source("", std::move(sql));
  ScriptReader reader(source, {.spans = false});
  std::vector<Statement> statements = reader.next();
  if (statements.size() != 1 || !reader.next().empty()) return std::nullopt;
  auto* const alter = std::get_if<action::AlterTable>(&statements.front().action);
  if (alter == nullptr || alter->commands.size() != 1) return std::nullopt;
  auto* const fact = std::get_if<Fact>(&alter->commands.front().fact);
  if (fact == nullptr) return std::nullopt;
  return std::move(*fact);
}

}  // namespace

std::optional<Expr> parse_expression(std::string_view text) {
  auto fact =
      parse_command<action::SetDefault>("ALTER TABLE t ALTER c SET DEFAULT (" + std::string(text) + "\n)");
  if (!fact) return std::nullopt;
  return std::move(fact->expression);
}

std::optional<TypeName> parse_type(std::string_view text) {
  auto fact = parse_command<action::SetType>("ALTER TABLE t ALTER c TYPE " + std::string(text));
  if (!fact || fact->using_expression || !fact->collation.empty()) return std::nullopt;
  return std::move(fact->type);
}

std::string quote_literal(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += c;
    result += c;
  }
  return result + "'";
}

}  // namespace lockstep::schema
