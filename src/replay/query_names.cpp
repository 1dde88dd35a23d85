// What the name of a column means in a query.

#include <algorithm>

#include "catalog/builtin_functions.h"
#include "replay/query_resolver.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::ColumnUse;

// RETURNING knows rows by these names (Postgres 18), which hide no table.
bool is_old_or_new(std::string_view qualifier) { return qualifier == "old" || qualifier == "new"; }

}  // namespace

// The scope that a name is looked for in behind that of `at`.
std::uint32_t QueryResolver::outer_scope(std::uint32_t at) const {
  while (at != Select::kNone && !query_.selects[at].sees_outer_from) at = query_.selects[at].outer;
  return at == Select::kNone ? at : query_.selects[at].outer;
}

const VisibleColumn* QueryResolver::find(std::uint32_t at, std::string_view table,
                                         std::string_view name) const {
  for (; at != Select::kNone; at = outer_scope(at)) {
    for (const VisibleColumn& column : scopes_[at].columns) {
      if (is_called(column, table, name)) return &column;
    }
  }
  return nullptr;
}

const VisibleTable* QueryResolver::find_table(std::uint32_t at, std::string_view qualifier) const {
  for (; at != Select::kNone; at = outer_scope(at)) {
    if (const VisibleTable* table = scopes_[at].find_table(qualifier)) return table;
  }
  return nullptr;
}

// Two columns of one FROM. A part of FROM sees only what stands before it, so nobody looks there.
bool QueryResolver::is_ambiguous(std::uint32_t at, const ColumnName& name) const {
  if (!name.qualifier.empty()) return false;
  for (bool in_from = name.in_from; at != Select::kNone && !in_from; at = outer_scope(at)) {
    const auto found = std::ranges::count_if(
        scopes_[at].columns, [&](const VisibleColumn& column) { return is_called(column, "", name.name); });
    if (found > 0 || scopes_[at].is_open()) return found > 1;
    in_from = query_.selects[at].in_from;
  }
  return false;
}

void QueryResolver::add_uses(const VisibleColumn& column) {
  for (const ColumnUse& use : {column.use, column.other_use}) {
    if (use.relation != 0) result_.uses.push_back(use);
  }
}

bool QueryResolver::use(std::uint32_t at, const ColumnName& name) {
  // A star is expanded; count(*) uses no column.
  if (name.name == "*") {
    return name.qualifier.empty() || find_table(at, name.qualifier) != nullptr ||
           is_old_or_new(name.qualifier) || refuse(at, name);
  }
  if (name.may_be_output && name.qualifier.empty() && contains(columns_[at], name.name, &QueryColumn::name)) {
    return true;
  }
  if (is_ambiguous(at, name)) {
    return cx_.refuse(sqlstate::kAmbiguousColumn,
                      text::format("column reference \"{}\" is ambiguous", name.name), name.span);
  }
  if (const VisibleColumn* column = find(at, name.qualifier, name.name)) {
    add_uses(*column);
    return true;
  }
  return is_system_column(name.name) || may_exist(at, name) || refuse(at, name);
}

// A row as a whole, what a function makes of it, or something of what the history doesn't know.
bool QueryResolver::may_exist(std::uint32_t at, const ColumnName& name) const {
  if (!name.qualifier.empty()) {
    const VisibleTable* table = find_table(at, name.qualifier);
    return table == nullptr ? is_old_or_new(name.qualifier) : table->open || may_be_function(name.name);
  }
  for (; at != Select::kNone; at = outer_scope(at)) {
    if (scopes_[at].is_open() || scopes_[at].find_table(name.name) != nullptr) return true;
  }
  return false;
}

// t.f is f(t): https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE
bool QueryResolver::may_be_function(std::string_view name) const {
  constexpr int kNewest = 18;
  return !cx_.catalog.find_functions("", name).empty() || catalog::is_builtin_aggregate(name) ||
         catalog::builtin_volatility(name, kNewest).has_value();
}

bool QueryResolver::refuse(std::uint32_t at, const ColumnName& name) {
  if (name.qualifier.empty()) {
    return cx_.refuse(sqlstate::kUndefinedColumn, text::format("column \"{}\" does not exist", name.name),
                      name.span);
  }
  if (find_table(at, name.qualifier) != nullptr) {
    return cx_.refuse(sqlstate::kUndefinedColumn,
                      text::format("column {}.{} does not exist", name.qualifier, name.name), name.span);
  }
  return cx_.refuse(sqlstate::kUndefinedTable,
                    text::format("missing FROM-clause entry for table \"{}\"", name.qualifier), name.span);
}

}  // namespace lockstep::replay
