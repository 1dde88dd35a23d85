// Rows read and written. Which plan reads them how, only a server can tell.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "effects/statements.h"

namespace lockstep::effects {
namespace {

using catalog::RelationKind;

// Which partitions a statement goes to, the rows decide; a view's rules and triggers, nobody knows.
void lock_for_write(Builder& builder, const Target& target) {
  builder.lock(builder.tree(target), LockMode::row_exclusive);
  if (target.relation == nullptr) return;
  const bool elsewhere =
      target.relation->kind == RelationKind::partitioned_table || target.relation->kind == RelationKind::view;
  if (elsewhere) builder.doubt();
}

// The rows that a written foreign key refers to are locked FOR KEY SHARE.
void lock_referenced_rows(Builder& builder, const Target& target, const std::vector<Name>* columns) {
  if (target.relation == nullptr) return;
  for (const catalog::Constraint& constraint : target.relation->constraints) {
    if (constraint.kind != ConstraintKind::foreign_key) continue;
    const auto writes = [&](catalog::AttributeNumber number) {
      const catalog::Column* column = target.relation->find_column(number);
      return columns == nullptr || column == nullptr ||
             std::ranges::find(*columns, column->name, &Name::text) != columns->end();
    };
    if (std::ranges::any_of(constraint.columns, writes)) {
      builder.lock(builder.referenced_by(constraint), LockMode::row_share);
      builder.doubt();  // not where the key is null
    }
  }
}

void lock_referencing(Builder& builder, const Target& target) {
  if (target.relation == nullptr) return;
  for (const auto& [table, constraint] : builder.catalog().references_to(target.ref.oid)) {
    const bool writes = constraint->on_delete != ReferentialAction::no_action &&
                        constraint->on_delete != ReferentialAction::restrict;
    builder.lock(*table, writes ? LockMode::row_exclusive : LockMode::row_share);
    builder.doubt();  // only if a row is deleted, and with what the cascade goes on to
  }
}

void lock_reads(Builder& builder, const std::vector<QualifiedName>& names) {
  for (const QualifiedName& name : names) {
    const Target target = builder.find(name);
    builder.lock_query(target, LockMode::access_share);
    if (target.relation == nullptr || target.relation->kind != RelationKind::partitioned_table) continue;
    builder.lock(builder.tree(target), LockMode::access_share);
    builder.doubt();
  }
}

}  // namespace

void apply(Builder& builder, const action::Insert& statement) {
  const Target target = builder.find(statement.relation);
  lock_for_write(builder, target);
  lock_referenced_rows(builder, target, nullptr);
  lock_reads(builder, statement.reads);
}

void apply(Builder& builder, const action::Update& statement) {
  const Target target = builder.find(statement.relation);
  lock_for_write(builder, target);
  lock_referenced_rows(builder, target, &statement.columns);
  if (statement.where.empty()) builder.work(WorkKind::scan, builder.tree(target), "every row is updated");
  if (statement.has_from) builder.doubt();  // none where nothing is joined
  lock_reads(builder, statement.reads);
}

void apply(Builder& builder, const action::Delete& statement) {
  const Target target = builder.find(statement.relation);
  lock_for_write(builder, target);
  lock_referencing(builder, target);
  if (statement.where.empty()) builder.work(WorkKind::scan, builder.tree(target), "every row is deleted");
  if (statement.has_using) builder.doubt();
  lock_reads(builder, statement.reads);
}

void apply(Builder& builder, const action::Select& statement) { lock_reads(builder, statement.reads); }

void apply(Builder& builder, const action::Copy& statement) {
  const Target target = builder.find(statement.relation);
  if (statement.relation.name.empty()) return builder.doubt();  // of a query
  if (!statement.from) {
    builder.lock(target, LockMode::access_share);
    return builder.work(WorkKind::scan, target, "every row is read");
  }
  lock_for_write(builder, target);
  lock_referenced_rows(builder, target, nullptr);
}

}  // namespace lockstep::effects
