// DROP of anything but an index.

#include <algorithm>
#include <string>
#include <vector>

#include "effects/statements.h"

namespace lockstep::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

// A relation with what its DROP takes along and what it must tell: the tables of foreign keys, the
// parent and its default partition, with CASCADE views and those that refer to it.
class Dropping {
 public:
  Dropping(Builder& builder, bool cascade) : builder_(builder), cascade_(cascade) {}

  void add(const Relation& relation) {
    if (std::ranges::find(seen_, relation.oid) != seen_.end()) return;
    seen_.push_back(relation.oid);
    open_.push_back(&relation);
  }

  void run() {
    while (!open_.empty()) {
      const Relation& relation = *open_.back();
      open_.pop_back();
      builder_.lock(relation, LockMode::access_exclusive);
      tell_parent(relation);
      tell_foreign_keys(relation);
      const bool partitioned = relation.kind == RelationKind::partitioned_table;
      if (partitioned || cascade_) {
        for (const Relation* child : builder_.catalog().children_of(relation.oid)) add(*child);
      }
      if (!cascade_) continue;
      for (const Relation* view : builder_.catalog().views_of(relation.oid)) add(*view);
      for (const auto& [table, constraint] : builder_.catalog().references_to(relation.oid)) {
        builder_.lock(*table, LockMode::access_exclusive);
      }
    }
  }

 private:
  void tell_parent(const Relation& relation) {
    const Relation* parent = builder_.catalog().relation(relation.partition_parent);
    if (parent == nullptr || std::ranges::find(seen_, parent->oid) != seen_.end()) return;
    builder_.lock(*parent, LockMode::access_exclusive);
    for (const Relation* child : builder_.catalog().children_of(parent->oid)) {
      if (child->default_partition) builder_.lock(*child, LockMode::access_exclusive);
    }
  }

  void tell_foreign_keys(const Relation& relation) {
    for (const catalog::Constraint& constraint : relation.constraints) {
      if (constraint.kind != ConstraintKind::foreign_key || !constraint.local) continue;
      for (const Target& table : builder_.tree(builder_.referenced_by(constraint))) {
        // Until 14 a partitioned table had no triggers for the keys that refer to it, only its partitions.
        const bool has_trigger = builder_.context().postgres >= 15 || holds_rows(table);
        if (has_trigger) builder_.lock(table, LockMode::access_exclusive);
      }
    }
  }

  Builder& builder_;
  bool cascade_;
  std::vector<const Relation*> open_;
  std::vector<catalog::Oid> seen_;
};

void drop_relations(Builder& builder, const action::Drop& statement) {
  Dropping dropping(builder, statement.cascade);
  for (const QualifiedName& name : statement.names) {
    const Target target = builder.find(name);
    if (builder.is_absent(target, statement.if_exists)) continue;
    builder.lock(target, LockMode::access_exclusive);
    if (target.relation == nullptr) {
      builder.doubt();  // it may have foreign keys
    } else {
      dropping.add(*target.relation);
    }
  }
  dropping.run();
}

void drop_schemas(Builder& builder, const action::Drop& statement) {
  if (!statement.cascade) return;  // it is empty, or the statement fails
  if (!builder.catalog().complete) builder.doubt();
  Dropping dropping(builder, true);
  for (const Relation* relation : builder.catalog().relations()) {
    if (relation->kind == RelationKind::index || relation->kind == RelationKind::composite_type) continue;
    const auto is_its = [&](const QualifiedName& name) { return name.name == relation->schema; };
    if (std::ranges::any_of(statement.names, is_its)) dropping.add(*relation);
  }
  dropping.run();
}

// With CASCADE the columns of the type go as well, and defaults and checks that mention it, whose
// tables nobody lists.
void drop_types(Builder& builder, const action::Drop& statement) {
  if (!statement.cascade) return;
  builder.doubt();
  for (const QualifiedName& name : statement.names) {
    const catalog::Type type = builder.find_type(name);
    for (const Relation* user : builder.catalog().users_of_type(type.schema, type.name)) {
      const auto has = [&](const catalog::Column& column) {
        return column.type.schema == type.schema && column.type.name == type.name;
      };
      if (std::ranges::any_of(user->columns, has)) builder.lock(*user, LockMode::access_exclusive);
    }
  }
}

// The catalog has no triggers, policies and rules: whether IF EXISTS skips one, nobody knows.
void drop_parts(Builder& builder, const action::Drop& statement) {
  for (const QualifiedName& name : statement.on) {
    const Target target = builder.find(name);
    if (builder.is_absent(target, statement.if_exists)) continue;
    const bool with_partitions = statement.kind == ObjectKind::trigger && target.relation != nullptr &&
                                 target.relation->kind == RelationKind::partitioned_table;
    builder.lock(with_partitions ? builder.tree(target) : std::vector<Target>{target},
                 LockMode::access_exclusive);
    if (statement.if_exists || with_partitions) builder.doubt();
  }
}

}  // namespace

void apply(Builder& builder, const action::Drop& statement) {
  switch (statement.kind) {
    case ObjectKind::index: return drop_indexes(builder, statement);
    case ObjectKind::table:
    case ObjectKind::foreign_table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::sequence: return drop_relations(builder, statement);
    case ObjectKind::schema: return drop_schemas(builder, statement);
    case ObjectKind::type:
    case ObjectKind::domain: return drop_types(builder, statement);
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule: return drop_parts(builder, statement);
    case ObjectKind::database:
    case ObjectKind::tablespace: return builder.refuse();
    default:
      // Triggers, defaults, indexes that use it go along.
      if (statement.cascade) builder.doubt();
      return;
  }
}

}  // namespace lockstep::effects
