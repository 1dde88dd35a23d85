// Partitions: made, attached, detached.

#include <algorithm>
#include <string>

#include "effects/alter_table.h"
#include "effects/statements.h"

namespace lockstep::effects {
namespace {

using catalog::Relation;

bool has_valid_check(const Relation& table) {
  return std::ranges::any_of(table.constraints, [](const catalog::Constraint& constraint) {
    return constraint.kind == ConstraintKind::check && constraint.validated && constraint.enforced;
  });
}

// Every row is compared with the bound, unless a CHECK says the same: whether it does, only a server
// can tell.
void compare_with_bound(Builder& builder, const Target& target, const std::string& reason) {
  for (const Target& table : builder.tree(target)) {
    builder.work(WorkKind::scan, table, reason);
    if (table.relation == nullptr || has_valid_check(*table.relation)) builder.doubt();
  }
}

const Relation* default_partition(const Builder& builder, const Relation& parent) {
  for (const Relation* child : builder.catalog().children_of(parent.oid)) {
    if (child->default_partition) return child;
  }
  return nullptr;
}

void look_through_default(Builder& builder, const Relation& parent) {
  const Relation* rest = default_partition(builder, parent);
  if (rest == nullptr) return;
  const Target target = Builder::target(*rest);
  builder.lock(builder.tree(target), LockMode::access_exclusive);
  compare_with_bound(builder, target, "rows of the default partition may belong to the new one");
}

// The parent's foreign keys, and those that refer to it, become the partition's as well.
void copy_foreign_keys(Builder& builder, const Relation& parent, const Target* existing) {
  for (const catalog::Constraint& constraint : parent.constraints) {
    if (constraint.kind != ConstraintKind::foreign_key) continue;
    const Target referenced = builder.referenced_by(constraint);
    lock_referenced(builder, referenced, LockMode::share_row_exclusive);
    if (existing != nullptr) {
      builder.work(WorkKind::scan, builder.tree(*existing),
                   "every row is looked up in " + referenced.ref.name);
    }
  }
  for (const auto& [referencing, constraint] : builder.catalog().references_to(parent.oid)) {
    const bool gets_triggers = builder.context().postgres >= 15;
    builder.lock(*referencing, gets_triggers ? LockMode::share_row_exclusive : LockMode::access_share);
  }
}

void build_missing_indexes(Builder& builder, const Relation& parent, const Target& partition) {
  for (const catalog::Oid oid : parent.indexes) {
    const Relation* index = builder.catalog().relation(oid);
    if (index == nullptr || !index->index) continue;
    for (const Target& table : builder.tree(partition)) {
      if (table.relation != nullptr &&
          has_same_index(builder.catalog(), parent, *index->index, *table.relation))
        continue;
      builder.work(WorkKind::index_build, table, "it has no index like " + index->name);
      if (table.relation == nullptr || table.relation->uncertain) builder.doubt();
    }
  }
}

}  // namespace

bool has_same_index(const catalog::Catalog& catalog, const Relation& parent, const catalog::Index& wanted,
                    const Relation& table) {
  const auto same_column = [&](catalog::AttributeNumber a, catalog::AttributeNumber b) {
    const catalog::Column* of_parent = parent.find_column(a);
    const catalog::Column* of_table = table.find_column(b);
    return of_parent != nullptr && of_table != nullptr && of_parent->name == of_table->name;
  };
  const auto same_key = [&](const catalog::IndexKey& a, const catalog::IndexKey& b) {
    if (a.column == 0 || b.column == 0) return a.column == b.column && a.expression == b.expression;
    return same_column(a.column, b.column) && a.operator_class == b.operator_class &&
           a.collation == b.collation;
  };
  return std::ranges::any_of(table.indexes, [&](catalog::Oid oid) {
    const Relation* relation = catalog.relation(oid);
    if (relation == nullptr || !relation->index || !relation->index->valid) return false;
    const catalog::Index& index = *relation->index;
    return index.method == wanted.method && index.unique == wanted.unique &&
           index.predicate == wanted.predicate && std::ranges::equal(wanted.keys, index.keys, same_key) &&
           std::ranges::equal(wanted.include, index.include, same_column);
  });
}

void make_partition(Builder& builder, const QualifiedName& parent_name, bool is_default) {
  const Target parent = builder.find(parent_name);
  builder.lock(parent, LockMode::access_exclusive);
  if (parent.relation == nullptr) return builder.doubt();
  if (!is_default) look_through_default(builder, *parent.relation);
  copy_foreign_keys(builder, *parent.relation, nullptr);
}

void attach_partition(Builder& builder, const Alter& alter, const action::AttachPartition& command) {
  const Target partition = builder.find(command.partition);
  const Relation* parent = alter.table.relation;
  if (parent != nullptr && parent->kind == catalog::RelationKind::index) {
    builder.lock(alter.table, LockMode::share_update_exclusive);
    builder.lock(partition, LockMode::access_exclusive);
    for (const Target& index : {alter.table, partition}) {
      if (index.relation == nullptr || !index.relation->index) continue;
      const Relation* table = builder.catalog().relation(index.relation->index->table);
      if (table != nullptr) builder.lock(*table, LockMode::access_share);
    }
    return;
  }
  builder.lock(alter.table, LockMode::share_update_exclusive);
  builder.lock(builder.tree(partition), LockMode::access_exclusive);
  if (parent == nullptr) builder.doubt();
  // A default partition takes what the others don't: with no others, everything.
  const bool takes_all =
      command.bound.is_default && parent != nullptr && builder.catalog().children_of(parent->oid).empty();
  if (!takes_all) compare_with_bound(builder, partition, "every row is compared with the partition's bound");
  if (parent == nullptr) return;
  if (!command.bound.is_default) look_through_default(builder, *parent);
  copy_foreign_keys(builder, *parent, &partition);
  build_missing_indexes(builder, *parent, partition);
}

void detach_partition(Builder& builder, const Alter& alter, const action::DetachPartition& command) {
  const bool concurrently = command.concurrently || command.finalize;
  builder.lock(alter.table, concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive);
  builder.lock(builder.find(command.partition), LockMode::access_exclusive);
  if (command.concurrently) builder.refuse();
  const Relation* parent = alter.table.relation;
  if (parent == nullptr) return builder.doubt();
  const Relation* rest = concurrently ? nullptr : default_partition(builder, *parent);
  if (rest != nullptr) builder.lock(*rest, LockMode::access_exclusive);
  // The partition's foreign keys get triggers of their own; rows that refer to it would be left behind.
  for (const catalog::Constraint& constraint : parent->constraints) {
    if (constraint.kind != ConstraintKind::foreign_key) continue;
    lock_referenced(builder, builder.referenced_by(constraint), LockMode::share_row_exclusive);
  }
  for (const auto& [referencing, constraint] : builder.catalog().references_to(parent->oid)) {
    builder.lock(*referencing, LockMode::access_exclusive);
    builder.work(WorkKind::scan, builder.tree(Builder::target(*referencing)),
                 constraint->name + " must not refer to the partition");
  }
}

}  // namespace lockstep::effects
