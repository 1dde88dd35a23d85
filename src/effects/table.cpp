// Whole tables: made, emptied, locked, vacuumed, clustered, refreshed.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "effects/alter_table.h"
#include "effects/statements.h"

namespace lockstep::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

constexpr std::array kModes = {
    LockMode::access_share,  LockMode::row_share,
    LockMode::row_exclusive, LockMode::share_update_exclusive,
    LockMode::share,         LockMode::share_row_exclusive,
    LockMode::exclusive,     LockMode::access_exclusive,
};

LockMode mode_named(std::string_view name) {
  const auto* found =
      std::ranges::find_if(kModes, [&](LockMode mode) { return lock_mode_name(mode) == name; });
  return found == kModes.end() ? LockMode::access_exclusive : *found;
}

void refer_to(Builder& builder, const action::CreateTable& table, const action::Constraint& constraint) {
  if (constraint.kind != ConstraintKind::foreign_key) return;
  const Target referenced = builder.find(constraint.references);
  const bool itself = referenced.relation == nullptr && constraint.references.name == table.relation.name;
  if (!itself) lock_referenced(builder, referenced, LockMode::share_row_exclusive);
}

// Tables with rows that VACUUM and its kin go to when none is named.
std::vector<Target> all_tables(const Builder& builder) {
  std::vector<Target> result;
  for (const Relation* relation : builder.catalog().relations()) {
    if (holds_rows(Builder::target(*relation))) result.push_back(Builder::target(*relation));
  }
  return result;
}

bool is_partitioned(const Target& target) {
  return target.relation != nullptr && target.relation->kind == RelationKind::partitioned_table;
}

}  // namespace

void apply(Builder& builder, const action::CreateTable& statement) {
  const Target existing = builder.find(statement.relation);
  if (statement.if_not_exists && existing.relation != nullptr) return;
  if (statement.if_not_exists && !builder.catalog().complete) builder.doubt();
  for (const action::ColumnDef& column : statement.columns) {
    for (const action::Constraint& constraint : column.constraints) refer_to(builder, statement, constraint);
  }
  for (const action::Constraint& constraint : statement.constraints) refer_to(builder, statement, constraint);
  for (const action::LikeClause& like : statement.like)
    builder.lock(builder.find(like.relation), LockMode::access_share);
  for (const QualifiedName& parent : statement.inherits) {
    builder.lock(builder.find(parent), LockMode::share_update_exclusive);
  }
  if (statement.partition_of)
    make_partition(builder, *statement.partition_of, statement.partition_bound.is_default);
}

void apply(Builder& builder, const action::CreateTableAs& statement) {
  if (statement.if_not_exists && builder.find(statement.relation).relation != nullptr) return;
  for (const QualifiedName& name : statement.reads)
    builder.lock_query(builder.find(name), LockMode::access_share);
}

void apply(Builder& builder, const action::CreateView& statement) {
  for (const QualifiedName& name : statement.reads) builder.lock(builder.find(name), LockMode::access_share);
  if (!statement.or_replace) return;
  const Target existing = builder.find(statement.relation);
  if (existing.relation != nullptr || !builder.catalog().complete)
    builder.lock(existing, LockMode::access_exclusive);
  if (existing.relation == nullptr && !builder.catalog().complete) builder.doubt();
}

void apply(Builder& builder, const action::Truncate& statement) {
  std::vector<Target> open;
  for (const QualifiedName& name : statement.relations) open.push_back(builder.find(name));
  std::vector<catalog::Oid> seen;
  while (!open.empty()) {
    const Target target = open.back();
    open.pop_back();
    builder.lock(builder.tree(target), LockMode::access_exclusive);
    if (!statement.cascade) continue;
    if (target.relation == nullptr) {
      builder.doubt();
      continue;
    }
    if (std::ranges::find(seen, target.ref.oid) != seen.end()) continue;
    seen.push_back(target.ref.oid);
    for (const auto& [referencing, constraint] : builder.catalog().references_to(target.ref.oid)) {
      open.push_back(Builder::target(*referencing));
    }
  }
}

void apply(Builder& builder, const action::LockTable& statement) {
  const LockMode mode = mode_named(statement.mode);
  for (const QualifiedName& name : statement.relations) {
    const Target target = builder.find(name);
    builder.lock(builder.tree(target), mode);
    builder.lock_query(target, mode);
  }
}

void apply(Builder& builder, const action::Cluster& statement) {
  const std::string reason = "its rows are put in order of an index";
  if (!statement.relation) {
    builder.refuse();
    builder.doubt();  // those that were clustered before
    return;
  }
  const Target target = builder.find(*statement.relation);
  builder.lock(target, LockMode::access_exclusive);
  if (!is_partitioned(target)) return builder.work(WorkKind::rewrite, target, reason);
  builder.refuse();
  for (const Target& part : builder.tree(target)) {
    builder.lock(part, LockMode::access_exclusive);
    builder.work(WorkKind::rewrite, part, reason);
  }
}

void apply(Builder& builder, const action::Vacuum& statement) {
  if (!statement.analyze_only) builder.refuse();
  if (statement.relations.empty()) {
    // Tables by turns, each for itself.
    for (const Target& table : all_tables(builder)) {
      builder.lock(table, statement.full ? LockMode::access_exclusive : LockMode::share_update_exclusive);
      if (statement.full) builder.work(WorkKind::rewrite, table, "VACUUM FULL writes a new copy");
    }
    if (!builder.catalog().complete) builder.doubt();
    return;
  }
  for (const QualifiedName& name : statement.relations) {
    const Target root = builder.find(name);
    for (const Target& target : is_partitioned(root) ? builder.tree(root) : std::vector<Target>{root}) {
      if (!holds_rows(target) && !statement.analyze_only) continue;
      builder.lock(target, statement.full ? LockMode::access_exclusive : LockMode::share_update_exclusive);
      if (statement.full) builder.work(WorkKind::rewrite, target, "VACUUM FULL writes a new copy");
    }
    // Rows of inheriting tables are sampled too; from 18 on they get statistics of their own.
    if (!statement.analyze_only) continue;
    builder.lock(builder.tree(root), builder.context().postgres >= 18 ? LockMode::share_update_exclusive
                                                                      : LockMode::access_share);
  }
}

void apply(Builder& builder, const action::RefreshMaterializedView& statement) {
  const Target view = builder.find(statement.relation);
  builder.lock(view, statement.concurrently ? LockMode::exclusive : LockMode::access_exclusive);
  if (!statement.with_data) return;
  if (statement.concurrently) {
    builder.work(WorkKind::scan, view, "its rows are compared with the new ones");
  } else {
    builder.work(WorkKind::rewrite, view, "its rows are computed anew");
  }
  if (view.relation == nullptr) return;
  for (const catalog::Oid oid : view.relation->reads) {
    if (const Relation* read = builder.catalog().relation(oid)) {
      builder.lock_query(Builder::target(*read), LockMode::access_share);
    }
  }
}

}  // namespace lockstep::effects
