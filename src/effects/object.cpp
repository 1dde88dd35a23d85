// Other objects, and what is refused in a transaction block.

#include <algorithm>
#include <string>
#include <vector>

#include "effects/statements.h"

namespace lockstep::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

bool is_relation(ObjectKind kind) {
  return kind == ObjectKind::table || kind == ObjectKind::view || kind == ObjectKind::materialized_view ||
         kind == ObjectKind::index || kind == ObjectKind::sequence || kind == ObjectKind::foreign_table;
}

// Whether the domain is `below`, or stands upon it.
bool stands_on(const catalog::Catalog& catalog, const catalog::Type& type, const catalog::DomainType& below) {
  const catalog::DomainType* domain = catalog.find_domain(type.schema, type.name);
  while (domain != nullptr && domain != &below)
    domain = catalog.find_domain(domain->base.schema, domain->base.name);
  return domain == &below;
}

void verify_domain(Builder& builder, const catalog::DomainType& domain) {
  for (const Relation* relation : builder.catalog().relations()) {
    const bool uses = std::ranges::any_of(relation->columns, [&](const catalog::Column& column) {
      return column.type.array_dimensions == 0 && column.type.schema != "pg_catalog" &&
             stands_on(builder.catalog(), column.type, domain);
    });
    const Target table = Builder::target(*relation);
    if (!uses || !holds_rows(table)) continue;
    builder.lock(table, LockMode::share);
    builder.work(WorkKind::scan, table, "the domain " + domain.name + " is verified for every row");
  }
}

bool has_check(const Target& table, const std::string& name) {
  const catalog::Constraint* constraint =
      table.relation == nullptr ? nullptr : table.relation->find_constraint(name);
  return constraint != nullptr && constraint->kind == ConstraintKind::check && !constraint->no_inherit;
}

}  // namespace

void apply(Builder& builder, const action::Rename& statement) {
  const Target target = builder.find(statement.object);
  switch (statement.kind) {
    case ObjectKind::column:
      if (builder.is_absent(target, statement.if_exists)) return;
      return builder.lock(builder.tree(target), LockMode::access_exclusive);
    case ObjectKind::constraint:
      if (builder.is_absent(target, statement.if_exists)) return;
      return builder.lock(
          has_check(target, statement.from.text) ? builder.tree(target) : std::vector<Target>{target},
          LockMode::access_exclusive);
    case ObjectKind::trigger: {
      // Renamed on the partitions as well since 15.
      const bool recurses = builder.context().postgres >= 15 && target.relation != nullptr &&
                            target.relation->kind == RelationKind::partitioned_table;
      if (recurses) builder.doubt();
      return builder.lock(recurses ? builder.tree(target) : std::vector<Target>{target},
                          LockMode::access_exclusive);
    }
    case ObjectKind::policy:
    case ObjectKind::rule: return builder.lock(target, LockMode::access_exclusive);
    case ObjectKind::index:
      if (builder.is_absent(target, statement.if_exists)) return;
      // ALTER INDEX; ALTER TABLE of the same index locks like for a table.
      return builder.lock(target, LockMode::share_update_exclusive);
    default:
      if (!is_relation(statement.kind) || builder.is_absent(target, statement.if_exists)) return;
      builder.lock(target, LockMode::access_exclusive);
  }
}

void apply(Builder& builder, const action::SetSchema& statement) {
  const Target target = builder.find(statement.object);
  if (!is_relation(statement.kind) || builder.is_absent(target, statement.if_exists)) return;
  builder.lock(target, LockMode::access_exclusive);
}

void apply(Builder& builder, const action::AlterDomain& statement) {
  const catalog::Type type = builder.find_type(statement.domain);
  const catalog::DomainType* domain = builder.catalog().find_domain(type.schema, type.name);
  const bool adds = (statement.what == "add constraint" && !statement.constraint.not_valid) ||
                    statement.what == "set not null";
  if (!adds && statement.what != "validate constraint") return;
  if (domain == nullptr) return builder.doubt();
  verify_domain(builder, *domain);
}

void apply(Builder& builder, const action::CreateSequence& statement) {
  if (!statement.owner_table.name.empty())
    builder.lock(builder.find(statement.owner_table), LockMode::access_share);
}

void apply(Builder& builder, const action::AlterSequence& statement) {
  const Target sequence = builder.find(statement.sequence);
  if (builder.is_absent(sequence, statement.if_exists)) return;
  builder.lock(sequence, LockMode::share_row_exclusive);
  if (!statement.owner_table.name.empty())
    builder.lock(builder.find(statement.owner_table), LockMode::access_share);
}

void apply(Builder& builder, const action::CreateTrigger& statement) {
  const Target table = builder.find(statement.relation);
  const bool recurses =
      statement.row && table.relation != nullptr && table.relation->kind == RelationKind::partitioned_table;
  builder.lock(recurses ? builder.tree(table) : std::vector<Target>{table}, LockMode::share_row_exclusive);
}

void apply(Builder& builder, const action::CreatePolicy& statement) {
  builder.lock(builder.find(statement.relation), LockMode::access_exclusive);
}

void apply(Builder& builder, const action::CreateRule& statement) {
  builder.lock(builder.find(statement.relation), LockMode::access_exclusive);
}

void apply(Builder& builder, const action::AlterPolicy& statement) {
  builder.lock(builder.find(statement.relation), LockMode::access_exclusive);
}

void apply(Builder& builder, const action::CreateStatistics& statement) {
  builder.lock(builder.find(statement.relation), LockMode::share_update_exclusive);
}

void apply(Builder& builder, const action::CreatePublication& statement) {
  for (const QualifiedName& name : statement.relations) {
    const Target table = builder.find(name);
    const bool partitioned =
        table.relation != nullptr && table.relation->kind == RelationKind::partitioned_table;
    builder.lock(partitioned ? std::vector<Target>{table} : builder.tree(table),
                 LockMode::share_update_exclusive);
  }
}

void apply(Builder& builder, const action::Comment& statement) {
  const Target target = builder.find(statement.object);
  if (is_relation(statement.kind) || statement.kind == ObjectKind::column) {
    return builder.lock(target, LockMode::share_update_exclusive);
  }
  const bool of_table = statement.kind == ObjectKind::constraint || statement.kind == ObjectKind::trigger ||
                        statement.kind == ObjectKind::policy || statement.kind == ObjectKind::rule;
  if (of_table && target.relation != nullptr) builder.lock(target, LockMode::access_share);
}

// Before 18 a lock on the table's row in pg_class was enough.
void apply(Builder& builder, const action::Grant& statement) {
  if (builder.context().postgres < 18 || !is_relation(statement.kind)) return;
  for (const QualifiedName& name : statement.objects)
    builder.lock(builder.find(name), LockMode::access_share);
}

void apply(Builder&, const action::CreateRole&) {}

void apply(Builder& builder, const action::DropOwned&) { builder.doubt(); }

void apply(Builder& builder, const action::Transaction& statement) {
  using enum action::Transaction::Kind;
  if (statement.kind == commit_prepared || statement.kind == rollback_prepared) builder.refuse();
}

void apply(Builder& builder, const action::AlterSystem&) { builder.refuse(); }

void apply(Builder& builder, const action::Opaque& statement) {
  if (statement.what == "CREATE DATABASE" || statement.what == "CREATE TABLESPACE") return builder.refuse();
  builder.doubt();
}

void apply(Builder& builder, const action::AlterPublication&) { builder.doubt(); }

void apply(Builder& builder, const action::CreateObject&) { builder.doubt(); }

void apply(Builder& builder, const action::DoBlock&) { builder.doubt(); }

}  // namespace lockstep::effects
