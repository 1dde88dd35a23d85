#include <algorithm>

#include "replay/deletion.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

// What belongs to another object that needs it, and so goes only with that, even with CASCADE: the
// index of a constraint, a part of a partitioned index, the sequence of an identity column.
bool is_required(const catalog::Catalog& catalog, const Relation& relation) {
  if (relation.index) {
    const Relation* table = catalog.relation(relation.index->table);
    return relation.index->parent != 0 || constraint_of_index(*table, relation.oid) != nullptr;
  }
  const Relation* owner = catalog.relation(relation.owner_table);
  const Column* column = owner == nullptr ? nullptr : owner->find_column(relation.owner_column);
  return column != nullptr && column->identity != Identity::none && column->owned_sequence == relation.oid;
}

// https://www.postgresql.org/docs/current/sql-dropindex.html
bool may_drop_concurrently(const action::Drop& statement, Context& cx) {
  if (!statement.concurrently) return true;
  const auto refuse = [&](std::string_view why) {
    return cx.refuse(sqlstate::kFeatureNotSupported, text::format("DROP INDEX CONCURRENTLY {}", why));
  };
  if (statement.names.size() > 1) return refuse("does not support dropping multiple objects");
  if (statement.cascade) return refuse("does not support CASCADE");
  const Relation* index = cx.catalog.find_index(statement.names.front());
  const Relation* table = index == nullptr ? nullptr : cx.catalog.relation(index->index->table);
  const bool partitioned = table != nullptr && table->kind == RelationKind::partitioned_table;
  return !partitioned || refuse("cannot drop a partitioned index");
}

bool drop_relations(const action::Drop& statement, Context& cx) {
  if (!may_drop_concurrently(statement, cx)) return false;
  Deletion deletion(cx);
  for (const QualifiedName& name : statement.names) {
    const Relation* relation = cx.catalog.find_relation(name);
    if (relation == nullptr) {
      const bool fine = statement.kind == ObjectKind::index ? missing_index(cx, name, statement.if_exists)
                                                            : missing_relation(cx, name, statement.if_exists);
      if (!fine) return false;
      continue;
    }
    if (!is_kind(statement.kind, relation->kind)) {
      return wrong_kind(cx, relation->name, kind_phrase(statement.kind));
    }
    if (is_required(cx.catalog, *relation)) {
      return cx.refuse(sqlstate::kDependentObjectsStillExist,
                       text::format("cannot drop \"{}\" because another object requires it", relation->name));
    }
    deletion.relation(relation->oid);
  }
  return deletion.run(statement.cascade);
}

// That a type belongs to; empty: to none.
std::string_view extension_of(const Context& cx, std::string_view schema, std::string_view name) {
  const auto found = cx.catalog.other_types.find(catalog::object_key(schema, name));
  return found == cx.catalog.other_types.end() ? std::string_view() : found->second.extension;
}

bool drop_types(const action::Drop& statement, Context& cx) {
  Deletion deletion(cx);
  for (const QualifiedName& name : statement.names) {
    const std::string schema = schema_of_type(cx, name);
    const bool is_domain = cx.catalog.find_domain(schema, name.name) != nullptr;
    const Relation* row = cx.catalog.find_relation(schema, name.name);
    const bool is_row = row != nullptr && row->kind == RelationKind::composite_type;
    const catalog::Type known =
        cx.catalog.resolve({.schema = name.schema, .name = name.name, .modifiers = {}, .span = {}});
    if (schema.empty() && known.schema == "pg_catalog") {
      if (statement.kind == ObjectKind::domain) return wrong_kind(cx, name.name, "a domain");
      return cx.refuse(
          sqlstate::kDependentObjectsStillExist,
          text::format("cannot drop type {} because it is required by the database system", to_text(known)));
    }
    if (schema.empty()) {
      if (!missing_type(cx, name, statement.if_exists)) return false;
    } else if (statement.kind == ObjectKind::domain && !is_domain) {
      return wrong_kind(cx, name.name, "a domain");
    } else if (is_row) {
      deletion.relation(row->oid);
    } else if (const std::string_view extension = extension_of(cx, schema, name.name); !extension.empty()) {
      return cx.refuse(
          sqlstate::kDependentObjectsStillExist,
          text::format("cannot drop type {} because extension {} requires it", name.name, extension));
    } else if (is_domain || cx.catalog.find_enum(schema, name.name) != nullptr ||
               cx.catalog.other_types.contains(catalog::object_key(schema, name.name))) {
      deletion.type(schema, name.name);
    } else {
      return cx.refuse(sqlstate::kDependentObjectsStillExist,
                       text::format("cannot drop type {0} because table {0} requires it", name.name));
    }
  }
  return deletion.run(statement.cascade);
}

bool drop_schemas(const action::Drop& statement, Context& cx) {
  Deletion deletion(cx);
  for (const QualifiedName& name : statement.names) {
    if (cx.catalog.has_schema(name.name)) {
      deletion.schema(name.name);
    } else if (!missing_schema(cx, name.name, statement.if_exists)) {
      return false;
    }
  }
  return deletion.run(statement.cascade);
}

}  // namespace

bool drop_column(Context& cx, Oid oid, AttributeNumber number, bool cascade, bool recurse) {
  const Relation& table = *cx.catalog.relation(oid);
  if (!recurse) {
    const std::string name = table.find_column(number)->name;
    for (const Relation* child : cx.catalog.children_of(oid)) {
      if (Column* copy = cx.catalog.edit(child->oid)->find_column(name)) copy->local = true;
    }
  }
  Deletion deletion(cx);
  deletion.column(oid, number);
  return deletion.run(cascade);
}

bool drop_constraint(Context& cx, Oid table, std::string_view constraint, bool cascade) {
  Deletion deletion(cx);
  deletion.constraint(table, constraint);
  return deletion.run(cascade);
}

bool apply(const action::Drop& statement, Context& cx) {
  switch (statement.kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::foreign_table: return drop_relations(statement, cx);
    case ObjectKind::type:
    case ObjectKind::domain: return drop_types(statement, cx);
    case ObjectKind::schema: return drop_schemas(statement, cx);
    default: return drop_other(statement, cx);
  }
}

}  // namespace lockstep::replay
