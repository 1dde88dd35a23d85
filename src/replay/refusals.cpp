#include "replay/refusals.h"

#include "support/text.h"

namespace lockstep::replay {
namespace {

// Schemas of the platform that a database runs on, as `auth` is, are made by no migration.
bool may_stand_outside(const Context& cx, std::string_view schema) {
  return !cx.catalog.complete ||
         (cx.catalog.other_schemas && !schema.empty() && !cx.catalog.has_schema(schema));
}

bool has_no_schema(const Context& cx, const QualifiedName& name) {
  return !name.schema.empty() && !cx.catalog.has_schema(name.schema) && name.schema != "pg_catalog" &&
         name.schema != "information_schema" && name.schema != "pg_temp";
}

bool missing(Context& cx, const QualifiedName& name, bool if_exists, std::string_view what,
             std::string_view sqlstate) {
  if (if_exists || may_stand_outside(cx, name.schema)) return true;
  if (has_no_schema(cx, name)) return missing_schema(cx, name.schema);
  return cx.refuse(sqlstate, text::format("{} \"{}\" does not exist", what, to_text(name)));
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

bool missing_column(Context& cx, const catalog::Relation& table, std::string_view column) {
  return cx.refuse(sqlstate::kUndefinedColumn,
                   text::format("column \"{}\" of relation \"{}\" does not exist", column, table.name));
}

bool missing_constraint(Context& cx, const catalog::Relation& table, std::string_view constraint) {
  return cx.refuse(
      sqlstate::kUndefinedObject,
      text::format("constraint \"{}\" of relation \"{}\" does not exist", constraint, table.name));
}

bool duplicate_relation(Context& cx, std::string_view name) {
  return cx.refuse(sqlstate::kDuplicateTable, text::format("relation \"{}\" already exists", name));
}

bool duplicate_type(Context& cx, std::string_view name) {
  return cx.refuse(sqlstate::kDuplicateObject, text::format("type \"{}\" already exists", name));
}

bool duplicate_column(Context& cx, const catalog::Relation& table, std::string_view column) {
  return cx.refuse(sqlstate::kDuplicateColumn,
                   text::format("column \"{}\" of relation \"{}\" already exists", column, table.name));
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

bool wrong_kind(Context& cx, std::string_view name, std::string_view wanted) {
  return cx.refuse(sqlstate::kWrongObjectType, text::format("\"{}\" is not {}", name, wanted));
}

}  // namespace lockstep::replay
