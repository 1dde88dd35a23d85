#include "replay/evaluate_query.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "replay/joined_rows.h"
#include "replay/sqlstate.h"
#include "replay/system_tables.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Catalog;
using catalog::Relation;
using Kind = Value::Kind;

constexpr int kDeepest = 8;  // subqueries in subqueries
constexpr std::size_t kMostSources = 16;

// Of these only count() is answered.
constexpr auto kAggregates = std::to_array<std::string_view>(
    {"array_agg", "avg", "bool_and", "bool_or", "count", "every", "json_agg", "json_object_agg", "jsonb_agg",
     "jsonb_object_agg", "max", "min", "string_agg", "sum"});

// One with DISTINCT, FILTER or a star is kept as its text.
bool is_aggregate(const Expr::Node& node) {
  if (node.kind != ExprKind::function && node.kind != ExprKind::opaque) return false;
  std::string name = ascii::lower(std::string_view(node.text).substr(0, node.text.find('(')));
  while (name.ends_with(' ')) name.pop_back();
  return std::ranges::find(kAggregates, name) != kAggregates.end();
}

bool has_aggregate(const RowQuery& query) {
  return std::ranges::any_of(query.targets, [](const RowQuery::Target& target) {
    return std::ranges::any_of(target.value.nodes(), is_aggregate);
  });
}

// A migration runs first on databases without rows, such as the shadow database of Prisma.
bool is_empty(const Relation& relation, const Catalog& catalog) {
  const bool table = relation.kind == catalog::RelationKind::table ||
                     relation.kind == catalog::RelationKind::partitioned_table;
  const auto has_rows = [](const Relation* child) { return child->has_rows; };
  return table && !relation.has_rows && std::ranges::none_of(catalog.descendants_of(relation.oid), has_rows);
}

// The rows of a source: none with `complete` where it is an empty table.
std::optional<SystemTable> table_of(const QualifiedName& name, const Catalog& catalog, Value& error) {
  if (std::optional<SystemTable> system = system_table(name.schema, name.name, catalog)) return system;
  const Relation* relation = catalog.find_table(name);
  if (relation != nullptr) {
    if (catalog.complete && is_empty(*relation, catalog)) return SystemTable{};
  } else if (catalog.complete && (name.schema.empty() || catalog.has_schema(name.schema)) &&
             !name.name.starts_with("pg_")) {
    error =
        error_value(sqlstate::kUndefinedTable, text::format("relation \"{}\" does not exist", to_text(name)));
  }
  return std::nullopt;
}

Value count_of(const QueryResult& rows) {
  return rows.complete ? integer_value(static_cast<std::int64_t>(rows.rows.size())) : Value{};
}

}  // namespace

bool has_no_rows(const QualifiedName& table, const Catalog& catalog) {
  const Relation* relation = catalog.find_table(table);
  return relation != nullptr && catalog.complete && is_empty(*relation, catalog);
}

Scope QueryEvaluator::scope(const Names& names, int depth) const {
  return {.catalog = catalog_,
          .column = names,
          .subquery = [this, names, depth](const std::string& text, bool list) {
            return subquery(text, list, names, depth + 1);
          }};
}

QueryResult QueryEvaluator::run(const RowQuery& query, const Names& names, int depth) const {
  QueryResult result;
  for (const RowQuery::Target& target : query.targets) result.names.push_back(target.name);
  if (depth > kDeepest || query.from.size() > kMostSources) return result;
  std::vector<SystemTable> tables;
  for (const RowQuery::Source& source : query.from) {
    read_empty_table_ = read_empty_table_ || has_no_rows(source.relation, catalog_);
    std::optional<SystemTable> table = table_of(source.relation, catalog_, result.error);
    if (!table) return result;
    tables.push_back(std::move(*table));
  }
  const JoinedRows::ScopeOf scope_of = [&](const Names& inner) { return scope(inner, depth); };
  JoinedRows joined(query, tables, names, scope_of);
  if (!joined.join()) return result;
  result.error = joined.error();
  result.complete = !result.error.is(Kind::error) && std::ranges::all_of(tables, &SystemTable::complete);
  const bool aggregate = has_aggregate(query);
  for (const JoinedRow& row : joined.rows()) {
    result.complete = result.complete && row.certain;
    if (!row.certain) continue;
    std::vector<Value>& values = result.rows.emplace_back();
    for (const RowQuery::Target& target : query.targets)
      if (!aggregate) values.push_back(evaluate(target.value, scope(joined.names_in(row), depth)));
  }
  if (!aggregate) return result;
  Scope counted = scope(names, depth);
  counted.count = count_of(result);
  result.rows.assign(1, {});
  result.complete = true;
  for (const RowQuery::Target& target : query.targets)
    result.rows.front().push_back(evaluate(target.value, counted));
  return result;
}

QueryResult QueryEvaluator::run(const std::string& sql, const Names& names) const {
  const std::optional<RowQuery> query = read_row_query(sql);
  return query ? run(*query, names, 0) : QueryResult{};
}

Value QueryEvaluator::value(const std::string& expression, const Names& names) const {
  const std::optional<RowQuery> query = read_row_expression(expression);
  if (!query) return {};
  QueryResult result = run(*query, names, 0);
  if (result.error.is(Kind::error)) return result.error;
  if (!result.complete) return {};
  return result.rows.empty() || result.rows.front().empty() ? null_value() : result.rows.front().front();
}

Value QueryEvaluator::subquery(const std::string& text, bool list, const Names& names, int depth) const {
  constexpr std::string_view kExists = "exists";
  const bool exists = ascii::same(std::string_view(text).substr(0, kExists.size()), kExists);
  if (depth > kDeepest || (!exists && !text.starts_with('('))) return {};
  const std::optional<RowQuery> query = read_row_query(exists ? text.substr(kExists.size()) : text);
  if (!query) return {};
  QueryResult result = run(*query, names, depth);
  if (result.error.is(Kind::error)) return result.error;
  if (exists) return result.rows.empty() && !result.complete ? Value{} : boolean_value(!result.rows.empty());
  if (!result.complete || result.names.size() != 1) return {};
  if (!list) {
    if (result.rows.empty()) return null_value();
    if (result.rows.size() == 1) return std::move(result.rows.front().front());
    return error_value("21000", "more than one row returned by a subquery used as an expression");
  }
  std::vector<Value> all;
  for (std::vector<Value>& row : result.rows) all.push_back(std::move(row.front()));
  return list_value(all);
}

}  // namespace lockstep::replay
