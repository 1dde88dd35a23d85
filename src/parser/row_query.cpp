#include "parser/row_query.h"

#include <span>
#include <utility>

#include "parser/lower.h"
#include "parser/raw_parse.h"
#include "parser/tokens.h"
#include "support/text.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

bool is_plain(const ::SelectStmt& select) {
  return select.op == SETOP_NONE && select.valuesLists == nullptr && select.distinctClause == nullptr &&
         select.intoClause == nullptr && select.groupClause == nullptr && select.havingClause == nullptr &&
         select.windowClause == nullptr && select.limitOffset == nullptr && select.withClause == nullptr;
}

// LIMIT 1 leaves a row where there is one; LIMIT 0 and LIMIT n + 1 are for nobody.
bool is_harmless_limit(const ::Node* limit) {
  if (limit == nullptr) return true;
  if (!tree::is(limit, T_A_Const)) return false;
  const auto& constant = *tree::as<::A_Const>(limit);
  return !constant.isnull && constant.val.node.type == T_Integer && constant.val.ival.ival > 0;
}

// FROM with its joins, which nest on the left; all of them at one level.
bool add_sources(const ::List* from, const LowerContext& cx, RowQuery& query) {
  std::vector<const ::Node*> left;
  for (const ::Node* item : tree::elements(from)) left.push_back(item);
  while (!left.empty()) {
    const ::Node* item = left.back();
    left.pop_back();
    if (tree::is(item, T_RangeVar)) {
      const auto& relation = *tree::as<::RangeVar>(item);
      query.from.push_back({.relation = lower_relation(&relation, cx), .alias = relation.relname});
      if (relation.alias != nullptr) query.from.back().alias = relation.alias->aliasname;
      continue;
    }
    if (!tree::is(item, T_JoinExpr)) return false;
    const auto& join = *tree::as<::JoinExpr>(item);
    if (join.jointype != JOIN_INNER || join.isNatural || join.usingClause != nullptr || join.alias != nullptr)
      return false;
    if (join.quals != nullptr) query.conditions.push_back(lower_expr(join.quals, cx));
    left.push_back(join.larg);
    left.push_back(join.rarg);
  }
  return true;
}

// The parts that AND holds together at the top, each by itself.
void add_conditions(const Expr& where, RowQuery& query) {
  if (where.empty()) return;
  if (where.root().kind != ExprKind::bool_and) {
    query.conditions.push_back(where);
    return;
  }
  for (const std::uint32_t part : where.children(0)) query.conditions.push_back(where.subtree(part));
}

std::string name_of(const ::ResTarget& target, const Expr& value) {
  if (target.name != nullptr) return target.name;
  const Expr::Node& root = value.nodes()[value.without_casts()];
  const bool named = root.kind == ExprKind::column || root.kind == ExprKind::function;
  return named ? root.text : std::string();
}

std::optional<RowQuery> lower_row_query(const ::Node* statement, const LowerContext& cx) {
  if (!tree::is(statement, T_SelectStmt)) return std::nullopt;
  const auto& select = *tree::as<::SelectStmt>(statement);
  RowQuery query;
  if (!is_plain(select) || !is_harmless_limit(select.limitCount) ||
      !add_sources(select.fromClause, cx, query))
    return std::nullopt;
  query.ordered = select.sortClause != nullptr;
  for (const auto* target : tree::elements<::ResTarget>(select.targetList)) {
    Expr value = lower_expr(target->val, cx);
    std::string name = name_of(*target, value);
    query.targets.push_back({.name = std::move(name), .value = std::move(value)});
  }
  add_conditions(lower_expr(select.whereClause, cx), query);
  return query;
}

}  // namespace

std::optional<RowQuery> read_row_query(const std::string& sql) {
  std::optional<RowQuery> query;
  const LowerContext cx{.source = sql,
                        .statement = {.begin = 0, .end = static_cast<std::uint32_t>(sql.size())}};
  ParseFailure failure;
  const auto take = [&](const ::RawStmt& raw) { query = lower_row_query(raw.stmt, cx); };
  if (!raw_parse(sql, take, failure)) return std::nullopt;
  return query;
}

std::optional<RowQuery> read_row_expression(const std::string& expression) {
  return read_row_query(text::format("SELECT {}", expression));
}

}  // namespace lockstep
