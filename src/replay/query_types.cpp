// The types of what a query computes, and what it writes.

#include <algorithm>

#include "catalog/builtin_functions.h"
#include "replay/computations.h"
#include "replay/function_types.h"
#include "replay/query_resolver.h"
#include "support/text.h"

namespace lockstep::replay {

using catalog::Relation;
using catalog::Type;

namespace {

// https://www.postgresql.org/docs/current/ddl-system-columns.html
Type type_of_system_column(std::string_view name) {
  if (name == "ctid") return built_in_type("tid");
  if (name == "tableoid") return built_in_type("oid");
  return built_in_type(name.starts_with("x") ? "xid" : "cid");
}

}  // namespace

// The types of columns and subqueries.
LeafType QueryResolver::leaf_in(std::uint32_t at) const {
  return [this, at](const Expr::Node& node) -> Type {
    if (node.kind == ExprKind::column)
      return is_system_column(node.text) ? type_of_system_column(node.text) : type_of_column(at, node);
    if (node.qualifier == "exists") return built_in_type("bool");
    const auto select = select_of(node);
    if (!select || columns_[*select].empty()) return unknown_type();
    Type type = columns_[*select].front().type;
    if (node.qualifier == "array") type.array_dimensions = 1;
    return type;
  };
}

// Not known where a table nearer by may have one of that name.
Type QueryResolver::type_of_column(std::uint32_t at, const Expr::Node& node) const {
  for (; at != Select::kNone; at = outer_scope(at)) {
    const QueryScope& scope = scopes_[at];
    for (const VisibleColumn& column : scope.columns) {
      if (is_called(column, node.qualifier, node.text)) return column_type(column);
    }
    if (node.qualifier.empty() ? scope.is_open() : scope.find_table(node.qualifier) != nullptr) break;
  }
  return unknown_type();
}

// A string constant and NULL are of the type "unknown".
Type QueryResolver::type_in(std::uint32_t at, const Expr& expression) const {
  return types_of(expression, cx_.catalog, leaf_in(at)).front();
}

bool QueryResolver::may_compute_all(std::uint32_t at) {
  const Select& select = query_.selects[at];
  const LeafType leaf = leaf_in(at);
  const auto is_column = [&](const OutputColumn& column) {
    return may_compute(cx_, column.expression, leaf);
  };
  const auto is_condition = [&](const Expr& condition) {
    return may_be_condition(cx_, condition, leaf, "WHERE");
  };
  const auto is_row = [&](const std::vector<Expr>& row) {
    return std::ranges::all_of(row, [&](const Expr& value) { return may_compute(cx_, value, leaf); });
  };
  return std::ranges::all_of(select.columns, is_column) && std::ranges::all_of(select.rows, is_row) &&
         std::ranges::all_of(select.conditions, is_condition) && may_group(at) && may_write(at);
}

// Whether it makes one row of all rows. One over columns of an outer query is that one's.
bool QueryResolver::aggregates(std::uint32_t at, const Expr& expression) const {
  const std::vector<Expr::Node>& nodes = expression.nodes();
  const auto is_own = [&](const Expr::Node& node) {
    const auto is_it = [&](const VisibleColumn& column) {
      return is_called(column, node.qualifier, node.text);
    };
    return node.kind != ExprKind::column || std::ranges::any_of(scopes_[at].columns, is_it);
  };
  const auto is_aggregate = [&](const Expr::Node& node) {
    const bool builtin = node.qualifier.empty() || node.qualifier == "pg_catalog";
    return node.kind == ExprKind::function && builtin && catalog::is_builtin_aggregate(node.text) &&
           cx_.catalog.find_functions(node.qualifier, node.text).empty();
  };
  return std::ranges::any_of(nodes, is_aggregate) && std::ranges::all_of(nodes, is_own);
}

// https://www.postgresql.org/docs/current/sql-select.html#SQL-GROUPBY: without one, a column beside an
// aggregate has no single value.
bool QueryResolver::may_group(std::uint32_t at) {
  const Select& select = query_.selects[at];
  const auto is_aggregate = [&](const OutputColumn& column) { return aggregates(at, column.expression); };
  if (select.groups || select.has_over || scopes_[at].is_open() ||
      std::ranges::none_of(select.columns, is_aggregate)) {
    return true;
  }
  for (const OutputColumn& column : select.columns) {
    const Expr::Node& root = column.expression.root();
    const auto is_it = [&](const VisibleColumn& visible) {
      return is_called(visible, root.qualifier, root.text);
    };
    const auto found = std::ranges::find_if(scopes_[at].columns, is_it);
    if (root.kind != ExprKind::column || found == scopes_[at].columns.end()) continue;
    return cx_.refuse(
        sqlstate::kGroupingError,
        text::format(
            "column \"{}.{}\" must appear in the GROUP BY clause or be used in an aggregate function",
            found->table, found->name));
  }
  return true;
}

bool QueryResolver::may_write(std::uint32_t at) {
  const Select& select = query_.selects[at];
  if (select.from.empty() || select.from.front().kind != FromItem::Kind::target) return true;
  const FromItem& target = select.from.front();
  const Relation* table = cx_.catalog.find_table({.schema = target.schema, .name = target.name, .span = {}});
  if (table == nullptr || may_have_more_columns(*table)) return true;
  return select.source == Select::kNone ? may_update(cx_, *table, select, leaf_in(at))
                                        : may_insert_rows(*table, select);
}

bool QueryResolver::may_insert_rows(const Relation& table, const Select& insert) {
  const std::vector<QueryColumn>& given = columns_[insert.source];
  const auto is_unknown = [](const QueryColumn& column) { return column.name.empty(); };
  if (std::ranges::any_of(given, is_unknown)) return true;
  if (!may_insert(cx_, table, insert, written_by(insert.source))) return false;
  return std::ranges::all_of(query_.selects[insert.source].rows, [&](const std::vector<Expr>& row) {
    std::vector<WrittenValue> values;
    for (const Expr& value : row)
      values.push_back({.expression = &value, .type = as_column(type_in(insert.source, value))});
    return may_insert(cx_, table, insert, values);
  });
}

// The first row of VALUES, else the columns of a SELECT.
std::vector<WrittenValue> QueryResolver::written_by(std::uint32_t source) const {
  const Select& select = query_.selects[source];
  const bool has_star = std::ranges::any_of(
      select.columns, [](const OutputColumn& column) { return column.expression.root().text == "*"; });
  std::vector<WrittenValue> values;
  if (select.columns.empty() || has_star) {
    for (const QueryColumn& column : columns_[source])
      values.push_back({.expression = nullptr, .type = column.type});
    return values;
  }
  for (const OutputColumn& column : select.columns) {
    values.push_back(
        {.expression = &column.expression, .type = as_column(type_in(source, column.expression))});
  }
  return values;
}

}  // namespace lockstep::replay
