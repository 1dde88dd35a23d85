// CREATE INDEX, DROP INDEX, REINDEX.

#include <algorithm>
#include <string>
#include <variant>

#include "effects/statements.h"

namespace lockstep::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

bool exists(const Builder& builder, const Target& table, const action::CreateIndex& statement) {
  if (statement.name.text.empty()) return false;
  // An index stands in the schema of its table.
  const std::string& schema = table.relation == nullptr ? statement.relation.schema : table.relation->schema;
  return builder.catalog().find_relation({.schema = schema, .name = statement.name.text, .span = {}}) !=
         nullptr;
}

// CREATE INDEX takes what a partition already has as its part of the index.
bool has_part(const Builder& builder, const Target& table, const action::CreateIndex& statement) {
  if (table.relation == nullptr) return false;
  const auto same_key = [&](const action::IndexElement& element, const catalog::IndexKey& key) {
    if (element.column.text.empty()) return key.column == 0 && key.expression == element.expression;
    const catalog::Column* column = table.relation->find_column(key.column);
    return column != nullptr && column->name == element.column.text &&
           key.operator_class == element.operator_class && key.collation == element.collation;
  };
  const auto same_include = [&](const Name& name, catalog::AttributeNumber number) {
    const catalog::Column* column = table.relation->find_column(number);
    return column != nullptr && column->name == name.text;
  };
  return std::ranges::any_of(table.relation->indexes, [&](catalog::Oid oid) {
    const Relation* relation = builder.catalog().relation(oid);
    if (relation == nullptr || !relation->index || !relation->index->valid) return false;
    const catalog::Index& index = *relation->index;
    return index.method == statement.method && index.unique == statement.unique &&
           index.predicate == statement.where &&
           std::ranges::equal(statement.elements, index.keys, same_key) &&
           std::ranges::equal(statement.include, index.include, same_include);
  });
}

void rebuild(Builder& builder, const Relation& index, bool concurrently) {
  const Relation* table = builder.catalog().relation(index.index ? index.index->table : 0);
  if (table == nullptr) return builder.doubt();
  builder.lock(*table, concurrently ? LockMode::share_update_exclusive : LockMode::share);
  builder.lock(index, LockMode::access_exclusive);
  builder.work(WorkKind::index_rebuild, Builder::target(*table), "index " + index.name + " is built again");
}

void rebuild_all(Builder& builder, const Target& target, bool concurrently) {
  builder.lock(target, concurrently ? LockMode::share_update_exclusive : LockMode::share);
  if (target.relation == nullptr) {
    builder.work(WorkKind::index_rebuild, target, "its indexes are built again");
    return builder.doubt();
  }
  for (const catalog::Oid oid : target.relation->indexes) {
    if (const Relation* index = builder.catalog().relation(oid)) rebuild(builder, *index, concurrently);
  }
}

// Without CONCURRENTLY, REINDEX locks the partitioned relation that it is given and in turn, each in a
// transaction of its own, its parts.
void reindex_index(Builder& builder, const action::Reindex& statement) {
  const Target target = builder.find(statement.object);
  if (target.relation == nullptr || !target.relation->index) {
    builder.lock(target, LockMode::access_exclusive);
    builder.doubt();
    return;
  }
  const Relation* table = builder.catalog().relation(target.relation->index->table);
  if (table == nullptr || table->kind != RelationKind::partitioned_table) {
    return rebuild(builder, *target.relation, statement.concurrently);
  }
  builder.refuse();
  builder.lock(*table, statement.concurrently ? LockMode::share_update_exclusive : LockMode::share);
  builder.lock(target,
               statement.concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive);
  for (const Relation* part : builder.catalog().descendants_of(table->oid)) {
    if (part->kind == RelationKind::partitioned_table) continue;
    for (const catalog::Oid oid : part->indexes) {
      const Relation* index = builder.catalog().relation(oid);
      if (index != nullptr && index->index && index->index->parent != 0)
        rebuild(builder, *index, statement.concurrently);
    }
  }
}

void reindex_table(Builder& builder, const action::Reindex& statement) {
  const Target target = builder.find(statement.object);
  const bool partitioned =
      target.relation != nullptr && target.relation->kind == RelationKind::partitioned_table;
  if (!partitioned) return rebuild_all(builder, target, statement.concurrently);
  builder.refuse();
  builder.lock(target, statement.concurrently ? LockMode::share_update_exclusive : LockMode::share);
  for (const Target& part : builder.tree(target)) {
    if (holds_rows(part)) rebuild_all(builder, part, statement.concurrently);
  }
}

}  // namespace

void apply(Builder& builder, const action::CreateIndex& statement) {
  const Target table = builder.find(statement.relation);
  const LockMode mode = statement.concurrently ? LockMode::share_update_exclusive : LockMode::share;
  builder.lock(table, mode);
  if (statement.concurrently) builder.refuse();
  if (statement.if_not_exists) {
    if (exists(builder, table, statement)) return;
    if (!builder.catalog().complete) builder.doubt();
  }
  const std::vector<Target> reach = statement.only ? std::vector<Target>{table} : builder.tree(table);
  const bool recurses = table.relation != nullptr && table.relation->kind == RelationKind::partitioned_table;
  for (const Target& target : recurses ? reach : std::vector<Target>{table}) {
    builder.lock(target, mode);
    if (recurses && has_part(builder, target, statement)) continue;
    builder.work(WorkKind::index_build, target, "a new index");
  }
}

void apply(Builder& builder, const action::Reindex& statement) {
  if (statement.concurrently) builder.refuse();
  switch (statement.kind) {
    case ObjectKind::index: return reindex_index(builder, statement);
    case ObjectKind::table: return reindex_table(builder, statement);
    default: break;
  }
  builder.refuse();
  if (statement.system) return;  // Postgres' own tables
  if (!builder.catalog().complete) builder.doubt();
  const bool of_schema = statement.kind == ObjectKind::schema;
  for (const Relation* relation : builder.catalog().relations()) {
    const Target target = Builder::target(*relation);
    if (!holds_rows(target) || relation->temporary ||
        (of_schema && relation->schema != statement.object.name))
      continue;
    rebuild_all(builder, target, statement.concurrently);
  }
}

void drop_indexes(Builder& builder, const action::Drop& statement) {
  if (statement.concurrently) builder.refuse();
  const LockMode on_table =
      statement.concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive;
  for (const QualifiedName& name : statement.names) {
    const Target target = builder.find(name);
    if (builder.is_absent(target, statement.if_exists)) continue;
    builder.lock(target, LockMode::access_exclusive);
    const Relation* index = target.relation;
    const Relation* table =
        index == nullptr || !index->index ? nullptr : builder.catalog().relation(index->index->table);
    if (table == nullptr) {
      builder.doubt();
      continue;
    }
    const bool partitioned = table->kind == RelationKind::partitioned_table;
    builder.lock(
        partitioned ? builder.tree(Builder::target(*table)) : std::vector<Target>{Builder::target(*table)},
        on_table);
    if (!statement.cascade) continue;
    for (const auto& [referencing, constraint] : builder.catalog().references_to(table->oid)) {
      if (constraint->referenced_index == index->oid) builder.lock(*referencing, LockMode::access_exclusive);
    }
  }
}

}  // namespace lockstep::effects
