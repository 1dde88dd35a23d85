#include "parser/fragment.h"

#include <utility>

#include "parser/lower.h"
#include "parser/raw_parse.h"

#include "parser/tree.h"

namespace lockstep {

std::optional<Expr> parse_expression(const std::string& text) {
  const std::string query = "SELECT " + text;
  std::optional<Expr> expression;
  ParseFailure failure;
  raw_parse(
      query,
      [&](const ::RawStmt& statement) {
        if (!tree::is(statement.stmt, T_SelectStmt)) return;
        const ::List* targets = tree::as<::SelectStmt>(statement.stmt)->targetList;
        if (tree::length(targets) != 1) return;
        const LowerContext cx{.source = query, .statement = {0, static_cast<std::uint32_t>(query.size())}};
        expression = lower_expr(tree::as<::ResTarget>(tree::at(targets, 0))->val, cx);
      },
      failure);
  return expression;
}

std::optional<TypeName> parse_type(const std::string& text) {
  const std::optional<Expr> cast = parse_expression("CAST(NULL AS " + text + ")");
  if (!cast || cast->root().kind != ExprKind::cast) return std::nullopt;
  return cast->type(cast->root());
}

std::optional<Action> parse_statement(const std::string& text) {
  std::optional<Action> action;
  ParseFailure failure;
  raw_parse(
      text,
      [&](const ::RawStmt& statement) {
        const LowerContext cx{.source = text, .statement = {0, static_cast<std::uint32_t>(text.size())}};
        action = std::move(lower(statement.stmt, cx).action);
      },
      failure);
  return action;
}

}  // namespace lockstep
