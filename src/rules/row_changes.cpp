#include "rules/row_changes.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "rules/context.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

// The columns of each of the table's unique indexes: conditions on all of them are quick, and pick few rows.
std::vector<std::vector<std::string>> keys_of(const QualifiedName& table, const RuleContext& cx) {
  std::vector<std::vector<std::string>> keys;
  const catalog::Relation* relation = cx.before().find_table(table);
  if (relation == nullptr) return keys;
  for (const catalog::Oid oid : relation->indexes) {
    const catalog::Index& index = cx.before().index(oid);
    if (!index.unique || index.keys.empty()) continue;
    std::vector<std::string>& columns = keys.emplace_back();
    for (const catalog::IndexKey& key : index.keys) {
      const catalog::Column* column = relation->find_column(key.column);
      columns.push_back(column == nullptr ? "" : column->name);
    }
  }
  return keys;
}

bool is_constant(const Expr& expression) {
  return std::ranges::none_of(expression.nodes(), [](const Expr::Node& node) {
    return node.kind == ExprKind::column || node.kind == ExprKind::subquery || node.kind == ExprKind::opaque;
  });
}

// `id = 1`, `id IN (1, 2)`, `id > 1000`, `id BETWEEN 1 AND 1000`
bool picks_by(std::string_view column, const Expr& where) {
  constexpr std::array<std::string_view, 5> kOperators = {"=", "<", "<=", ">", ">="};
  return std::ranges::any_of(conjuncts(where), [&](std::uint32_t at) {
    const Expr::Node& node = where.nodes()[at];
    const bool compares = (node.kind == ExprKind::op && node.children == 2) || node.kind == ExprKind::op_any;
    const bool picks = node.kind == ExprKind::between || (compares && contains(kOperators, node.text));
    if (!picks) return false;
    const std::vector<std::uint32_t> sides = where.children(at);
    const Expr::Node& left = where.nodes()[where.without_casts(sides.front())];
    return left.kind == ExprKind::column && left.text == column &&
           std::all_of(sides.begin() + 1, sides.end(),
                       [&](std::uint32_t side) { return is_constant(where.subtree(side)); });
  });
}

bool picks_by_key(const Expr& where, const QualifiedName& table, const RuleContext& cx) {
  return std::ranges::any_of(keys_of(table, cx), [&](const std::vector<std::string>& key) {
    return std::ranges::all_of(key, [&](const std::string& column) { return picks_by(column, where); });
  });
}

bool changes_many(const QualifiedName& table, const Expr& where, const RuleContext& cx) {
  if (!is_always_true(where) && picks_by_key(where, table, cx)) return false;
  return !cx.missing(table) && !cx.nobody_waits_for(table);
}

}  // namespace

bool changes_rows(const Action& action) {
  return std::holds_alternative<action::Update>(action) || std::holds_alternative<action::Delete>(action) ||
         std::holds_alternative<action::Insert>(action);
}

std::vector<std::uint32_t> conjuncts(const Expr& where) {
  if (where.root().kind == ExprKind::bool_and) return where.children(0);
  return {0};
}

bool is_always_true(const Expr& where) {
  if (where.empty()) return true;
  const Expr::Node& root = where.root();
  if (root.kind == ExprKind::boolean) return root.text == "true";
  if (root.kind != ExprKind::op || root.text != "=" || root.children != 2) return false;
  const std::vector<std::uint32_t> sides = where.children(0);
  return where.nodes()[sides[0]].kind == ExprKind::integer &&
         where.subtree(sides[0]) == where.subtree(sides[1]);
}

bool fills_nulls(const action::Update& update) {
  if (update.columns.empty() || update.columns.size() != update.values.size()) return false;
  for (std::size_t at = 0; at < update.columns.size(); ++at) {
    const std::vector<Expr::Node>& nodes = update.values[at].nodes();
    const bool fills = nodes.size() > 1 && nodes[0].kind == ExprKind::function &&
                       nodes[0].text == "coalesce" && nodes[1].kind == ExprKind::column &&
                       nodes[1].text == update.columns[at].text;
    if (!fills) return false;
  }
  return true;
}

bool fills_new_columns(const action::Update& update, const RuleContext& cx) {
  return !update.columns.empty() && std::ranges::all_of(update.columns, [&](const Name& name) {
    const catalog::Column* column = cx.find_column(update.relation, name);
    return column != nullptr && cx.created_here(column->origin);
  });
}

std::optional<RowChange> long_row_change(const Action& action, const RuleContext& cx) {
  if (const auto* update = std::get_if<action::Update>(&action)) {
    if (!changes_many(update->relation, update->where, cx)) return std::nullopt;
    return RowChange{.verb = "updating", .table = &update->relation};
  }
  if (const auto* all = std::get_if<action::Delete>(&action)) {
    if (!changes_many(all->relation, all->where, cx)) return std::nullopt;
    return RowChange{.verb = "deleting from", .table = &all->relation};
  }
  const auto* insert = std::get_if<action::Insert>(&action);
  const auto is_used = [&](const QualifiedName& table) {
    return !cx.missing(table) && !cx.created_here(table) && !cx.emptied_here(table) &&
           !cx.same_relation(table, insert->relation);  // INSERT ... WHERE NOT EXISTS, of one row
  };
  if (insert == nullptr || !std::ranges::any_of(insert->reads, is_used)) return std::nullopt;
  return RowChange{.verb = "copying rows into", .table = &insert->relation};
}

}  // namespace lockstep::rules
