#include "replay/refusals.h"

#include <algorithm>

#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

bool is_systems(std::string_view schema) {
  return schema == "pg_catalog" || schema == "information_schema" || schema == "pg_temp";
}

// Schemas of the platform that a database runs on, as `auth` is, are made by no migration.
bool may_stand_outside(const Context& cx, std::string_view schema) {
  return !cx.catalog.complete || is_systems(schema) ||
         (cx.catalog.platform && !schema.empty() && !cx.catalog.has_schema(schema));
}

// Views and tables of pg_catalog need no schema, and the migration tool has a table of its own.
bool is_made_by_others(const QualifiedName& name) {
  return name.name == "_prisma_migrations" || (name.schema.empty() && name.name.starts_with("pg_"));
}

// Whatever SELECT f() or CALL p() did isn't known, so what a body makes may be there.
bool may_be_made_by_function(const Context& cx, std::string_view name) {
  return std::ranges::any_of(cx.catalog.functions, [&](const auto& entry) {
    const std::string& body = entry.second.body;
    return ascii::has_words(body, name) && ascii::lower(body).find("create") != std::string::npos;
  });
}

bool missing(Context& cx, const QualifiedName& name, bool if_exists, std::string_view what,
             std::string_view sqlstate) {
  if (if_exists || may_stand_outside(cx, name.schema) || is_made_by_others(name)) return true;
  if (!name.schema.empty() && !cx.catalog.has_schema(name.schema)) return missing_schema(cx, name.schema);
  return may_be_made_by_function(cx, name.name) ||
         cx.refuse(sqlstate, text::format("{} \"{}\" does not exist", what, to_text(name)), name.span);
}

}  // namespace

bool missing_relation(Context& cx, const QualifiedName& name, bool if_exists) {
  return missing(cx, name, if_exists, "relation", sqlstate::kUndefinedTable);
}

bool missing_index(Context& cx, const QualifiedName& name, bool if_exists) {
  return missing(cx, name, if_exists, "index", sqlstate::kUndefinedObject);
}

bool missing_type(Context& cx, const QualifiedName& name, bool if_exists) {
  return missing(cx, name, if_exists, "type", sqlstate::kUndefinedObject);
}

bool missing_schema(Context& cx, std::string_view name, bool if_exists) {
  if (if_exists || may_stand_outside(cx, name)) return true;
  return cx.refuse(sqlstate::kInvalidSchemaName, text::format("schema \"{}\" does not exist", name));
}

bool missing_column(Context& cx, const catalog::Relation& table, std::string_view column, Span span) {
  if (is_system_column(column)) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     text::format("cannot alter system column \"{}\"", column), span);
  }
  return cx.refuse(sqlstate::kUndefinedColumn,
                   text::format("column \"{}\" of relation \"{}\" does not exist", column, table.name), span);
}

bool missing_column(Context& cx, const catalog::Relation& table, const Name& column) {
  return missing_column(cx, table, column.text, column.span);
}

bool missing_constraint(Context& cx, const catalog::Relation& table, const Name& constraint) {
  return cx.refuse(
      sqlstate::kUndefinedObject,
      text::format("constraint \"{}\" of relation \"{}\" does not exist", constraint.text, table.name),
      constraint.span);
}

bool duplicate_relation(Context& cx, std::string_view name, Span span) {
  return cx.refuse(sqlstate::kDuplicateTable, text::format("relation \"{}\" already exists", name), span);
}

bool duplicate_type(Context& cx, std::string_view name, Span span) {
  return cx.refuse(sqlstate::kDuplicateObject, text::format("type \"{}\" already exists", name), span);
}

bool duplicate_column(Context& cx, const catalog::Relation& table, std::string_view column, Span span) {
  return cx.refuse(sqlstate::kDuplicateColumn,
                   text::format("column \"{}\" of relation \"{}\" already exists", column, table.name), span);
}

bool duplicate_constraint(Context& cx, const catalog::Relation& table, std::string_view constraint) {
  return cx.refuse(
      sqlstate::kDuplicateObject,
      text::format("constraint \"{}\" for relation \"{}\" already exists", constraint, table.name));
}

bool multiple_primary_keys(Context& cx, const catalog::Relation& table) {
  return cx.refuse(sqlstate::kInvalidTableDefinition,
                   text::format("multiple primary keys for table \"{}\" are not allowed", table.name));
}

bool is_kind(ObjectKind wanted, catalog::RelationKind kind) {
  using enum catalog::RelationKind;
  switch (kind) {
    case table:
    case partitioned_table: return wanted == ObjectKind::table;
    case foreign_table: return wanted == ObjectKind::foreign_table;
    case view: return wanted == ObjectKind::view;
    case materialized_view: return wanted == ObjectKind::materialized_view;
    case index: return wanted == ObjectKind::index;
    case sequence: return wanted == ObjectKind::sequence;
    case composite_type: return wanted == ObjectKind::type;
  }
  return false;
}

std::string_view kind_phrase(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table: return "a table";
    case ObjectKind::view: return "a view";
    case ObjectKind::materialized_view: return "a materialized view";
    case ObjectKind::index: return "an index";
    case ObjectKind::sequence: return "a sequence";
    case ObjectKind::foreign_table: return "a foreign table";
    default: return "a type";
  }
}

bool missing_role(Context& cx, std::string_view name) {
  const bool special = name == "public" || name == "current_user" || name == "current_role" ||
                       name == "session_user" || name == "postgres" || name.starts_with("pg_");
  if (special || contains(cx.catalog.roles, name) || cx.catalog.platform || !cx.catalog.complete) return true;
  return cx.refuse(sqlstate::kUndefinedObject, text::format("role \"{}\" does not exist", name));
}

bool wrong_kind(Context& cx, std::string_view name, std::string_view wanted) {
  return cx.refuse(sqlstate::kWrongObjectType, text::format("\"{}\" is not {}", name, wanted));
}

}  // namespace lockstep::replay
