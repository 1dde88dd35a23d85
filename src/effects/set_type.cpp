// ALTER COLUMN ... TYPE: the rows, and what hangs on the column.

#include <algorithm>
#include <string>

#include "effects/alter_table.h"
#include "effects/type_change.h"
#include "support/contains.h"

namespace lockstep::effects {
namespace {

using catalog::AttributeNumber;
using catalog::Relation;

struct Change {
  const Relation& table;
  const catalog::Column& column;
  TypeChange type;
};

bool uses(const catalog::Index& index, const catalog::Column& column) {
  const auto is_column = [&](const Expr::Node& node) {
    return node.kind == ExprKind::column && node.text == column.name;
  };
  const auto is_used = [&](const Expr& expression) {
    return std::ranges::any_of(expression.nodes(), is_column);
  };
  const auto has_key = [&](const catalog::IndexKey& key) {
    return key.column == column.number || is_used(key.expression);
  };
  return std::ranges::any_of(index.keys, has_key) || contains(index.include, column.number) ||
         is_used(index.predicate);
}

// Why Postgres can't go on with the index as it is; empty when it can. CheckIndexCompatible() in
// https://github.com/postgres/postgres/blob/master/src/backend/commands/indexcmds.c
std::string_view why_rebuilt(const catalog::Index& index, const Change& change) {
  const auto is_expression = [](const catalog::IndexKey& key) { return key.column == 0; };
  if (!index.predicate.empty()) return "is partial";
  if (std::ranges::any_of(index.keys, is_expression)) return "has an expression";
  if (index.parent != 0) return "belongs to a partitioned table";
  for (const catalog::IndexKey& key : index.keys) {
    if (key.column != change.column.number) continue;
    if (key.operator_class.empty() && !change.type.same_operators) return "sorts by the type";
    if (key.collation.empty() && !change.type.same_collation) return "sorts by the collation";
    // The key's type is the element's, which never equals the array's.
    if (index.method == "gin" && change.column.type.array_dimensions != 0)
      return "is a GIN index of an array";
  }
  return {};
}

void rebuild_indexes(Builder& builder, const Change& change) {
  for (const catalog::Oid oid : change.table.indexes) {
    const Relation* index = builder.catalog().relation(oid);
    if (index == nullptr || !index->index || !uses(*index->index, change.column)) continue;
    const std::string_view why = why_rebuilt(*index->index, change);
    if (why.empty()) continue;
    builder.work(WorkKind::index_rebuild, Builder::target(change.table),
                 "index " + index->name + " " + std::string(why));
  }
}

// Checks are dropped and added again, even where the type stays.
void check_again(Builder& builder, const Change& change) {
  for (const catalog::Constraint& constraint : change.table.constraints) {
    if (constraint.kind != ConstraintKind::check || !constraint.validated || !constraint.enforced) continue;
    if (!contains(constraint.columns, change.column.number)) continue;
    builder.work(WorkKind::scan, Builder::target(change.table),
                 "check " + constraint.name + " is verified again");
  }
}

// A foreign key on either side is dropped and added again; the rows are looked at only where they
// were rewritten or are compared in another way.
void foreign_keys_again(Builder& builder, const Change& change) {
  const bool verified = change.type.rows != RowCost::kept || !change.type.same_equality;
  const auto again = [&](const Relation& referencing, const catalog::Constraint& constraint,
                         const Target& other) {
    for (const Target& table : builder.tree(other)) builder.lock(table, LockMode::access_exclusive);
    if (!verified || !constraint.validated || !constraint.enforced) return;
    const std::string reason = "foreign key " + constraint.name + " is verified again";
    builder.work(WorkKind::scan, builder.tree(Builder::target(referencing)), reason);
  };
  for (const catalog::Constraint& constraint : change.table.constraints) {
    if (constraint.kind != ConstraintKind::foreign_key || !contains(constraint.columns, change.column.number))
      continue;
    again(change.table, constraint, builder.referenced_by(constraint));
  }
  for (const auto& [referencing, constraint] : builder.catalog().references_to(change.table.oid)) {
    if (!contains(constraint->referenced_columns, change.column.number)) continue;
    again(*referencing, *constraint, Builder::target(*referencing));
  }
}

void set_type_of(Builder& builder, const Target& target, const action::SetType& command) {
  const catalog::Column* column =
      target.relation == nullptr ? nullptr : target.relation->find_column(command.column.text);
  TypeChange type = type_change(column, command, builder.context());
  if (type.rows != RowCost::kept) builder.work(WorkKind::rewrite, target, type.reason);
  if (type.rows == RowCost::unknown) builder.doubt();
  if (column == nullptr) return builder.doubt();
  const Change change{.table = *target.relation, .column = *column, .type = std::move(type)};
  rebuild_indexes(builder, change);
  check_again(builder, change);
  foreign_keys_again(builder, change);
  if (target.relation->uncertain) builder.doubt();
}

}  // namespace

void set_type(Builder& builder, const Alter& alter, const action::SetType& command) {
  for (const Target& target : alter.reach) {
    builder.lock(target, LockMode::access_exclusive);
    set_type_of(builder, target, command);
  }
}

}  // namespace lockstep::effects
