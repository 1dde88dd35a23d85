// NOT NULL, which from Postgres 18 on is a constraint with a name. Before, it had none, and what was written
// was dropped: https://www.postgresql.org/docs/18/release-18.html

#include <algorithm>
#include <utility>

#include "replay/names.h"
#include "replay/refusals.h"
#include "replay/statements.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::Constraint;
using catalog::Oid;
using catalog::Relation;

bool is_unnamed(const Relation& table, const Column& column) {
  return column.not_null && std::ranges::none_of(table.constraints, [&](const Constraint& constraint) {
           return constraint.kind == ConstraintKind::not_null && constraint.columns.front() == column.number;
         });
}

}  // namespace

bool add_not_null(Context& cx, Oid oid, const action::Constraint& from, bool is_new) {
  Relation& table = *cx.catalog.edit(oid);
  Constraint constraint = from_action(from, is_new, cx);
  constraint.columns = numbers_of(cx, table, from.columns);
  if (!knows_columns(cx, table, from.columns, constraint.columns)) return false;
  if (constraint.name.empty()) {
    constraint.name =
        choose_constraint_name(cx.catalog, table.schema, table.name, from.columns.front().text, "not_null");
  } else if (table.find_constraint(constraint.name) != nullptr) {
    return duplicate_constraint(cx, table, constraint.name);
  }
  if (constraint.no_inherit) {
    for (const AttributeNumber number : constraint.columns) table.find_column(number)->not_null = true;
  } else if (constraint.validated) {
    set_not_null(cx, oid, constraint.columns);
  }
  table.constraints.push_back(std::move(constraint));
  return true;
}

void keep_not_null(Context& cx, Relation& table, const action::ColumnDef& definition,
                   AttributeNumber column) {
  std::string name = definition.not_null_name.text;
  if (name.empty() && !definition.not_null_no_inherit) return;
  if (name.empty()) {
    name = choose_constraint_name(cx.catalog, table.schema, table.name, definition.name.text, "not_null");
  }
  if (table.find_constraint(name) != nullptr) return;
  Constraint constraint;
  constraint.name = std::move(name);
  constraint.kind = ConstraintKind::not_null;
  constraint.columns = {column};
  constraint.no_inherit = definition.not_null_no_inherit;
  constraint.origin = cx.origin;
  table.constraints.push_back(std::move(constraint));
}

const Column* find_unnamed_not_null(const catalog::Catalog& catalog, const Relation& table,
                                    std::string_view name) {
  std::vector<std::string_view> tables = {table.name};
  for (const Oid oid : table.inherits) {
    if (const Relation* parent = catalog.relation(oid)) tables.push_back(parent->name);
  }
  if (const Relation* parent = catalog.relation(table.partition_parent)) tables.push_back(parent->name);
  for (const Column& column : table.columns) {
    const auto is_name = [&](std::string_view of) {
      return make_object_name(of, column.name, "not_null") == name;
    };
    if (is_unnamed(table, column) && std::ranges::any_of(tables, is_name)) return &column;
  }
  return nullptr;
}

bool may_be_unnamed_not_null(const Relation& table, std::string_view name) {
  return name.find("not_null") != std::string_view::npos &&
         std::ranges::any_of(table.columns, [&](const Column& column) { return is_unnamed(table, column); });
}

bool hands_down_not_null(const Relation& table, const Column& column) {
  return column.not_null && std::ranges::none_of(table.constraints, [&](const Constraint& constraint) {
           return constraint.kind == ConstraintKind::not_null && constraint.no_inherit &&
                  constraint.columns.front() == column.number;
         });
}

}  // namespace lockstep::replay
