// Schemas, types, functions and roles.

#include <algorithm>
#include <string>

#include "replay/system_rows.h"

namespace lockstep::replay {
namespace {

using catalog::Catalog;
using catalog::RelationKind;

Value schema_of(std::string_view schema) { return object_value(ObjectClass::schema, "", schema); }

void add_type(SystemTable& table, std::string_view schema, std::string_view name, std::string_view letter) {
  table.rows.push_back({.columns = {{"oid", object_value(ObjectClass::type, schema, name)},
                                    {"typname", text_value(name)},
                                    {"typnamespace", schema_of(schema)},
                                    {"typtype", letter.empty() ? Value{} : text_value(letter)}}});
}

// https://www.postgresql.org/docs/current/catalog-pg-proc.html
std::string_view kind_letter(RoutineKind kind) {
  switch (kind) {
    case RoutineKind::function: return "f";
    case RoutineKind::procedure: return "p";
    case RoutineKind::aggregate: return "a";
  }
  return "";
}

constexpr std::string_view kSystemSchemas[] = {"pg_catalog", "information_schema", "pg_toast"};

}  // namespace

void fill_namespaces(const Catalog& catalog, SystemTable& table) {
  const auto add = [&](std::string_view name) {
    table.rows.push_back({.columns = {{"oid", schema_of(name)}, {"nspname", text_value(name)}}});
  };
  std::ranges::for_each(kSystemSchemas, add);
  std::ranges::for_each(catalog.schemas, add);
}

void fill_schemata(const Catalog& catalog, SystemTable& table) {
  const auto add = [&](std::string_view name) {
    table.rows.push_back({.columns = {{"schema_name", text_value(name)}}});
  };
  std::ranges::for_each(kSystemSchemas, add);
  std::ranges::for_each(catalog.schemas, add);
}

// https://www.postgresql.org/docs/current/catalog-pg-type.html
void fill_types(const Catalog& catalog, SystemTable& table) {
  for (const auto& [key, type] : catalog.enums) add_type(table, type.schema, type.name, "e");
  for (const auto& [key, type] : catalog.domains) add_type(table, type.schema, type.name, "d");
  for (const auto& [key, type] : catalog.other_types) add_type(table, type.schema, type.name, "");
  for (const catalog::Relation* relation : catalog.relations()) {
    if (relation->kind != RelationKind::index && relation->kind != RelationKind::sequence)
      add_type(table, relation->schema, relation->name, "c");
  }
}

void fill_enum_values(const Catalog& catalog, SystemTable& table) {
  for (const auto& [key, type] : catalog.enums) {
    for (const std::string& value : type.values) {
      table.rows.push_back(
          {.columns = {{"enumtypid", object_value(ObjectClass::type, type.schema, type.name)},
                       {"enumlabel", text_value(value)}}});
    }
  }
}

void fill_extensions(const Catalog& catalog, SystemTable& table) {
  table.rows.push_back({.columns = {{"extname", text_value("plpgsql")}}});  // every database has it
  for (const auto& [key, extension] : catalog.extensions)
    table.rows.push_back({.columns = {{"extname", text_value(extension.name)}}});
}

void fill_functions(const Catalog& catalog, SystemTable& table) {
  for (const auto& [key, function] : catalog.functions) {
    table.rows.push_back(
        {.columns = {{"oid", object_value(ObjectClass::function, function.schema, function.name)},
                     {"proname", text_value(function.name)},
                     {"pronamespace", schema_of(function.schema)},
                     {"prokind", text_value(kind_letter(function.kind))}}});
  }
  if (!catalog.extensions.empty()) table.rows.push_back({.columns = {}, .certain = false});
}

void fill_routines(const Catalog& catalog, SystemTable& table) {
  for (const auto& [key, function] : catalog.functions) {
    table.rows.push_back(
        {.columns = {{"routine_schema", text_value(function.schema)},
                     {"routine_name", text_value(function.name)},
                     {"routine_type",
                      text_value(function.kind == RoutineKind::procedure ? "PROCEDURE" : "FUNCTION")}}});
  }
  if (!catalog.extensions.empty()) table.rows.push_back({.columns = {}, .certain = false});
}

// Roles are the server's, not the database's.
void fill_roles(const Catalog& catalog, SystemTable& table) {
  for (const std::string& role : catalog.roles)
    table.rows.push_back({.columns = {{"rolname", text_value(role)}}});
  table.complete = false;
}

}  // namespace lockstep::replay
