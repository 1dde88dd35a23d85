// Constraints: added, verified, dropped.

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "effects/alter_table.h"
#include "effects/not_null_proof.h"

namespace lockstep::effects {
namespace {

using catalog::RelationKind;

bool is_partitioned(const Target& target) {
  return target.relation != nullptr && target.relation->kind == RelationKind::partitioned_table;
}

bool is_itself(const Alter& alter, const action::Constraint& constraint, const Target& referenced) {
  return alter.table.relation != nullptr
             ? alter.table.ref.oid == referenced.ref.oid
             : to_text(constraint.references) == to_text(alter.statement.relation);
}

// Keys and foreign keys are taken over by partitions, but not by inheriting tables.
std::vector<Target> own_tables(const Alter& alter) {
  return is_partitioned(alter.table) ? alter.reach : std::vector<Target>{alter.table};
}

bool is_verified(const action::Constraint& constraint) {
  return !constraint.not_valid && !constraint.not_enforced;
}

// From 18 on, ADD CONSTRAINT locks every table below, whether it gets the constraint or not.
void lock_children_too(Builder& builder, const Alter& alter, const std::vector<Target>& tables,
                       LockMode mode) {
  builder.lock(builder.context().postgres >= 18 ? alter.reach : tables, mode);
}

void add_foreign_key(Builder& builder, const Alter& alter, const action::Constraint& constraint) {
  const std::vector<Target> tables = own_tables(alter);
  lock_children_too(builder, alter, tables, LockMode::share_row_exclusive);
  const Target referenced = builder.find(constraint.references);
  if (!is_itself(alter, constraint, referenced))
    lock_referenced(builder, referenced, LockMode::share_row_exclusive);
  if (!is_verified(constraint)) return;
  builder.work(WorkKind::scan, tables, "every row is looked up in " + referenced.ref.name);
}

std::vector<std::string_view> dropped_constraints(const action::AlterTable& statement) {
  std::vector<std::string_view> names;
  for (const AlterCommand& command : statement.commands) {
    if (const auto* drop = std::get_if<action::DropConstraint>(&command.fact))
      names.push_back(drop->constraint.text);
  }
  return names;
}

void look_for_nulls(Builder& builder, const Alter& alter, std::string_view column) {
  for (const Target& table : alter.reach) {
    if (has_no_nulls(alter, table, column)) continue;
    builder.work(WorkKind::scan, table, "NOT NULL of " + std::string(column) + " is verified for every row");
    if (table.relation == nullptr || table.relation->uncertain) builder.doubt();
  }
}

bool may_be_null(const Alter& alter, const std::vector<std::string>& columns) {
  return alter.table.relation == nullptr || std::ranges::any_of(columns, [&](const std::string& name) {
           const catalog::Column* column = alter.table.relation->find_column(name);
           return column == nullptr || !column->not_null;
         });
}

std::vector<std::string> key_columns(const Builder& builder, const Alter& alter,
                                     const action::Constraint& constraint) {
  std::vector<std::string> result;
  for (const Name& name : constraint.columns) result.push_back(name.text);
  if (constraint.using_index.text.empty() || alter.table.relation == nullptr) return result;
  const catalog::Relation* index = builder.catalog().find_index(
      {.schema = alter.table.relation->schema, .name = constraint.using_index.text, .span = {}});
  if (index == nullptr || !index->index) return result;
  for (const catalog::IndexKey& key : index->index->keys) {
    const catalog::Column* column = alter.table.relation->find_column(key.column);
    if (column != nullptr) result.push_back(column->name);
  }
  return result;
}

void add_key(Builder& builder, const Alter& alter, const action::Constraint& constraint) {
  const std::vector<Target> tables = own_tables(alter);
  lock_children_too(builder, alter, {alter.table}, LockMode::access_exclusive);
  if (is_partitioned(alter.table)) builder.lock(tables, LockMode::share);  // as by CREATE INDEX
  if (constraint.kind == ConstraintKind::primary_key) {
    const std::vector<std::string> columns = key_columns(builder, alter, constraint);
    if (may_be_null(alter, columns)) builder.lock(alter.reach, LockMode::access_exclusive);
    for (const std::string& column : columns) look_for_nulls(builder, alter, column);
    if (!constraint.using_index.text.empty() && alter.table.relation == nullptr) builder.doubt();
  }
  if (!constraint.using_index.text.empty()) return;
  builder.work(WorkKind::index_build, tables, "the constraint gets an index");
  if (constraint.kind == ConstraintKind::exclusion) {
    builder.work(WorkKind::scan, tables, "every row is compared with the others");
  }
}

const action::Constraint* added_in(const action::AlterTable& statement, std::string_view name) {
  for (const AlterCommand& command : statement.commands) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    if (add != nullptr && add->constraint.name.text == name) return &add->constraint;
  }
  return nullptr;
}

void validate_known(Builder& builder, const Alter& alter, const catalog::Constraint& constraint) {
  if (constraint.validated || !constraint.enforced) return;
  const std::string reason = constraint.name + " is verified for every row";
  std::vector<Target> tables = alter.reach;
  switch (constraint.kind) {
    case ConstraintKind::foreign_key: {
      const Target referenced = builder.referenced_by(constraint);
      builder.lock(builder.tree(referenced), LockMode::access_share);
      builder.lock(referenced, LockMode::row_share);
      tables = own_tables(alter);
      break;
    }
    default: break;
  }
  builder.lock(tables, LockMode::share_update_exclusive);
  builder.work(WorkKind::scan, tables, reason);
}

}  // namespace

void lock_referenced(Builder& builder, const Target& referenced, LockMode mode) {
  builder.lock(builder.tree(referenced), mode);
}

bool has_no_nulls(const Alter& alter, const Target& table, std::string_view column) {
  if (table.relation == nullptr) return false;
  const catalog::Column* found = table.relation->find_column(column);
  if (found != nullptr && found->not_null) return true;
  return not_null_proof(*table.relation, column, dropped_constraints(alter.statement)) != nullptr;
}

void add_constraint(Builder& builder, const Alter& alter, const action::AddConstraint& command) {
  const action::Constraint& constraint = command.constraint;
  switch (constraint.kind) {
    case ConstraintKind::foreign_key: return add_foreign_key(builder, alter, constraint);
    case ConstraintKind::primary_key:
    case ConstraintKind::unique:
    case ConstraintKind::exclusion: return add_key(builder, alter, constraint);
    case ConstraintKind::check: {
      const std::vector<Target> tables =
          constraint.no_inherit ? std::vector<Target>{alter.table} : alter.reach;
      lock_children_too(builder, alter, tables, LockMode::access_exclusive);
      if (is_verified(constraint)) builder.work(WorkKind::scan, tables, "CHECK is verified for every row");
      return;
    }
    case ConstraintKind::not_null:
      builder.lock(alter.reach, LockMode::access_exclusive);
      if (!is_verified(constraint)) return;
      for (const Name& column : constraint.columns) look_for_nulls(builder, alter, column.text);
      return;
  }
}

void drop_constraint(Builder& builder, const Alter& alter, const action::DropConstraint& command) {
  const catalog::Relation* table = alter.table.relation;
  const catalog::Constraint* constraint =
      table == nullptr ? nullptr : table->find_constraint(command.constraint.text);
  if (constraint == nullptr) {
    const bool skipped = table != nullptr && !table->uncertain && command.if_exists;
    if (!skipped) builder.doubt();  // it may be a foreign key
    return builder.lock(alter.reach, LockMode::access_exclusive);
  }
  const bool inherited =
      constraint->kind == ConstraintKind::check || constraint->kind == ConstraintKind::not_null;
  builder.lock(inherited ? alter.reach : own_tables(alter), LockMode::access_exclusive);
  if (constraint->kind == ConstraintKind::foreign_key) {
    lock_referenced(builder, builder.referenced_by(*constraint), LockMode::access_exclusive);
  }
  if (constraint->index == 0 || !command.cascade) return;
  for (const auto& [referencing, foreign_key] : builder.catalog().references_to(alter.table.ref.oid)) {
    if (foreign_key->referenced_index == constraint->index)
      builder.lock(*referencing, LockMode::access_exclusive);
  }
}

void validate_constraint(Builder& builder, const Alter& alter, const action::ValidateConstraint& command) {
  builder.lock(alter.table, LockMode::share_update_exclusive);
  const catalog::Relation* table = alter.table.relation;
  const catalog::Constraint* constraint =
      table == nullptr ? nullptr : table->find_constraint(command.constraint.text);
  if (constraint != nullptr) return validate_known(builder, alter, *constraint);
  builder.work(WorkKind::scan, alter.reach, command.constraint.text + " is verified for every row");
  if (added_in(alter.statement, command.constraint.text) == nullptr) builder.doubt();
}

void alter_constraint(Builder& builder, const Alter& alter, const action::AlterConstraint& command) {
  builder.lock(alter.reach, LockMode::access_exclusive);
  const catalog::Relation* table = alter.table.relation;
  const catalog::Constraint* constraint =
      table == nullptr ? nullptr : table->find_constraint(command.constraint.text);
  if (constraint == nullptr) return builder.doubt();
  if (constraint->kind != ConstraintKind::foreign_key || !command.enforced) return;
  lock_referenced(builder, builder.referenced_by(*constraint),
                  *command.enforced ? LockMode::share_row_exclusive : LockMode::access_exclusive);
  if (*command.enforced && !constraint->enforced) {
    builder.work(WorkKind::scan, alter.reach, constraint->name + " is verified for every row");
  }
}

}  // namespace lockstep::effects
