#include "rules/unique_rows.h"

#include <algorithm>

#include "catalog/objects.h"
#include "rules/columns.h"
#include "rules/context.h"
#include "rules/earlier.h"
#include "rules/row_changes.h"

namespace lockstep::rules {
namespace {

// The key holds all columns of the index.
bool covers(const UniqueKey& key, const catalog::Index& index, const catalog::Relation& table) {
  return std::ranges::all_of(index.keys, [&](const catalog::IndexKey& part) {
    const catalog::Column* column = table.find_column(part.column);
    return column != nullptr && std::ranges::any_of(key.elements, [&](const action::IndexElement& element) {
             return element.column.text == column->name;
           });
  });
}

bool had_key(const catalog::Relation& table, const UniqueKey& key, const RuleContext& cx) {
  return std::ranges::any_of(table.former_indexes, [&](const catalog::FormerIndex& former) {
    return cx.created_here(former.dropped) && former.index.unique && former.index.predicate.empty() &&
           covers(key, former.index, table);
  });
}

bool has_key(const catalog::Relation& table, const UniqueKey& key, const RuleContext& cx) {
  return std::ranges::any_of(table.indexes, [&](catalog::Oid oid) {
    const catalog::Index& index = cx.before().index(oid);
    if (!index.unique || !(index.predicate.empty() || index.predicate == key.where)) return false;
    if (!covers(key, index, table)) return false;
    return key.nulls_differ || index.nulls_not_distinct ||
           std::ranges::all_of(index.keys, [&](const catalog::IndexKey& part) {
             return table.find_column(part.column)->not_null;
           });
  });
}

// NULL in every row: a column that the file adds and fills in none, or what a function makes of it alone.
bool is_null(const Expr& expression, std::uint32_t at, const UniqueKey& key, const RuleContext& cx) {
  const auto passes_null = [](const Expr::Node& node) {
    return node.children == 1 && (node.kind == ExprKind::function || node.kind == ExprKind::cast);
  };
  while (passes_null(expression.nodes()[at])) ++at;
  const Expr::Node& node = expression.nodes()[at];
  if (node.kind != ExprKind::column) return false;
  const catalog::Column* column = cx.find_column(key.table, {.text = node.text, .span = {}});
  return column != nullptr && cx.created_here(column->origin) && !column->filled;
}

// The value that the file gives to the column in every row; null: it isn't known, or not one value.
const Expr* new_value(const Expr::Node& node, const UniqueKey& key, const RuleContext& cx) {
  if (node.kind != ExprKind::column) return nullptr;
  const catalog::Column* column = cx.find_column(key.table, {.text = node.text, .span = {}});
  const bool given =
      column != nullptr && cx.created_here(column->origin) && column->filled && column->default_value;
  return given ? &*column->default_value : nullptr;
}

// `is_default`, `is_default = true`, where the new column is false.
bool is_false(const Expr& condition, std::uint32_t at, const UniqueKey& key, const RuleContext& cx) {
  const Expr::Node& node = condition.nodes()[at];
  if (const Expr* value = new_value(node, key, cx))
    return value->root().kind == ExprKind::boolean && value->root().text == "false";
  if (node.kind != ExprKind::op || node.text != "=" || node.children != 2) return false;
  const std::vector<std::uint32_t> sides = condition.children(at);
  const Expr* value = new_value(condition.nodes()[sides[0]], key, cx);
  if (value == nullptr) return false;
  const Expr::Node& is = value->nodes()[value->without_casts()];
  const Expr::Node& wanted = condition.nodes()[condition.without_casts(sides[1])];
  const bool constants =
      is.kind == wanted.kind &&
      (is.kind == ExprKind::boolean || is.kind == ExprKind::integer || is.kind == ExprKind::string);
  return constants && is.text != wanted.text;
}

// A condition on a new column that no row meets.
bool picks_no_row(const UniqueKey& key, const RuleContext& cx) {
  if (key.where.empty()) return false;
  return std::ranges::any_of(conjuncts(key.where), [&](std::uint32_t at) {
    const Expr::Node& node = key.where.nodes()[at];
    // Operators say nothing of NULL, all but IS [NOT] DISTINCT FROM.
    const bool compares = node.kind == ExprKind::op && !node.text.ends_with("distinct from");
    const auto sides = compares || node.kind == ExprKind::is_not_null ? key.where.children(at)
                                                                      : std::vector<std::uint32_t>{at};
    return is_false(key.where, at, key, cx) ||
           std::ranges::any_of(sides, [&](std::uint32_t side) { return is_null(key.where, side, key, cx); });
  });
}

// A new column is NULL, or gets another value in each row by a rewrite; else its default is one value for
// all.
bool adds_unlike(const Statement& statement, const Name& name, const UniqueKey& key, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  const bool same = alter != nullptr && cx.same_relation(alter->relation, key.table);
  const action::ColumnDef* added = same ? find_added(*alter, name.text) : nullptr;
  if (added == nullptr) return false;
  if (gives_value(*added)) return cx.effect_of(statement).find(effects::WorkKind::rewrite) != nullptr;
  const catalog::Column* column = cx.find_column(key.table, name);
  return key.nulls_differ && (column == nullptr || !column->filled);
}

}  // namespace

UniqueKey unique_key(const action::CreateIndex& index) {
  return {.table = index.relation,
          .elements = index.elements,
          .where = index.where,
          .nulls_differ = !index.nulls_not_distinct};
}

UniqueKey unique_key(const action::Constraint& key, const QualifiedName& table) {
  UniqueKey result{.table = table, .elements = {}, .where = {}, .nulls_differ = !key.nulls_not_distinct};
  for (const Name& column : key.columns) result.elements.emplace_back().column = column;
  return result;
}

bool rows_differ(const UniqueKey& key, const RuleContext& cx) {
  const catalog::Relation* known = cx.before().find_table(key.table);
  if (known != nullptr && has_key(*known, key, cx)) return true;
  if (!rows_prepared(key.table, cx)) {
    if ((known != nullptr && had_key(*known, key, cx)) || picks_no_row(key, cx)) return true;
  }
  return std::ranges::any_of(key.elements, [&](const action::IndexElement& element) {
    if (!element.expression.empty()) return key.nulls_differ && is_null(element.expression, 0, key, cx);
    const auto adds = [&](const Statement& each) { return adds_unlike(each, element.column, key, cx); };
    return adds(cx.statement()) || std::ranges::any_of(cx.preceding(), adds);
  });
}

}  // namespace lockstep::rules
