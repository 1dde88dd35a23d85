#include "replay/query_scope.h"

#include <algorithm>
#include <array>
#include <utility>

#include "replay/expression_types.h"

namespace lockstep::replay {
namespace {

VisibleColumn* find_plain(QueryScope& scope, std::string_view name) {
  const auto found = std::ranges::find_if(
      scope.columns, [&](const VisibleColumn& column) { return !column.hidden && column.name == name; });
  return found == scope.columns.end() ? nullptr : &*found;
}

std::vector<std::string_view> common_names(const QueryScope& left, QueryScope& right) {
  std::vector<std::string_view> names;
  for (const VisibleColumn& column : left.columns) {
    if (!column.hidden && find_plain(right, column.name) != nullptr) names.push_back(column.name);
  }
  return names;
}

// table, schema.table
bool is_qualifier(std::string_view qualifier, std::string_view schema, std::string_view table) {
  if (!qualifier.ends_with(table)) return false;
  const std::string_view before = qualifier.substr(0, qualifier.size() - table.size());
  return before.empty() || (!schema.empty() && before.size() == schema.size() + 1 &&
                            before.starts_with(schema) && before.back() == '.');
}

}  // namespace

bool QueryScope::is_open() const { return std::ranges::any_of(tables, &VisibleTable::open); }

const VisibleTable* QueryScope::find_table(std::string_view qualifier) const {
  const auto found = std::ranges::find_if(
      tables, [&](const VisibleTable& table) { return is_qualifier(qualifier, table.schema, table.name); });
  return found == tables.end() ? nullptr : &*found;
}

catalog::Type column_type(const VisibleColumn& column) {
  return column.other_type == nullptr ? *column.type
                                      : common_type(std::array{*column.type, *column.other_type});
}

bool is_of(const VisibleColumn& column, std::string_view qualifier) {
  return is_qualifier(qualifier, column.schema, column.table);
}

bool is_called(const VisibleColumn& column, std::string_view qualifier, std::string_view name) {
  return column.name == name && (qualifier.empty() ? !column.hidden : is_of(column, qualifier));
}

bool may_have_more_columns(const catalog::Relation& relation) {
  return relation.uncertain || !relation.extras->of_type.name.empty();
}

QueryScope scope_of(const catalog::Relation& relation, const FromItem& item) {
  const std::string_view name = item.alias.empty() ? relation.name : item.alias;
  const std::string_view schema = item.alias.empty() ? std::string_view(relation.schema) : "";
  QueryScope scope;
  scope.tables = {{.name = name, .schema = schema, .open = may_have_more_columns(relation)}};
  scope.columns.reserve(relation.columns.size());
  for (std::size_t i = 0; i < relation.columns.size(); ++i) {
    const catalog::Column& column = relation.columns[i];
    scope.columns.push_back({.table = name,
                             .schema = schema,
                             .name = i < item.columns.size() ? item.columns[i] : column.name,
                             .type = &column.type,
                             .collation = column.collation,
                             .use = {.relation = relation.oid, .column = column.number},
                             .other_use = {},
                             .order = i});
  }
  return scope;
}

void append(QueryScope& scope, const QueryScope& more) {
  scope.columns.insert(scope.columns.end(), more.columns.begin(), more.columns.end());
  scope.tables.insert(scope.tables.end(), more.tables.begin(), more.tables.end());
}

// https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-JOIN: columns of USING
// come first in `*`, once.
QueryScope join(QueryScope left, QueryScope right, const FromItem& item) {
  const std::vector<std::string_view> names =
      item.natural ? common_names(left, right)
                   : std::vector<std::string_view>(item.columns.begin(), item.columns.end());
  std::vector<VisibleColumn> merged;
  for (const std::string_view name : names) {
    VisibleColumn* a = find_plain(left, name);
    VisibleColumn* b = find_plain(right, name);
    if (a == nullptr || b == nullptr) continue;
    a->other_use = b->use;
    if (*a->type != *b->type) a->other_type = b->type;
    b->hidden = true;
    merged.push_back(*a);
    left.columns.erase(left.columns.begin() + (a - left.columns.data()));
  }
  QueryScope scope{.columns = std::move(merged), .tables = {}};
  append(scope, left);
  append(scope, right);
  if (!item.name.empty()) scope.tables.push_back({.name = item.name, .schema = {}, .open = true});
  if (item.alias.empty()) return scope;
  std::erase_if(scope.columns, &VisibleColumn::hidden);
  for (std::size_t i = 0; i < scope.columns.size(); ++i) {
    scope.columns[i].table = item.alias;
    scope.columns[i].schema = {};
    scope.columns[i].order = i;
  }
  scope.tables = {{.name = item.alias, .schema = {}, .open = scope.is_open()}};
  return scope;
}

QueryScope rename(QueryScope scope, const FromItem& item) {
  for (std::size_t i = 0; i < std::min(scope.columns.size(), item.columns.size()); ++i)
    scope.columns[i].name = item.columns[i];
  return scope;
}

}  // namespace lockstep::replay
