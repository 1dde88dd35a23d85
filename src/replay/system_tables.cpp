#include "replay/system_tables.h"

#include <algorithm>
#include <array>
#include <string>

#include "replay/system_rows.h"

namespace lockstep::replay {
namespace {

using catalog::Catalog;

struct Entry {
  std::string_view schema;
  std::string_view name;
  void (*fill)(const Catalog& catalog, SystemTable& table);
};

constexpr std::string_view kCatalog = "pg_catalog";
constexpr std::string_view kInformation = "information_schema";

// https://www.postgresql.org/docs/current/catalogs.html
// https://www.postgresql.org/docs/current/information-schema.html
constexpr auto kTables = std::to_array<Entry>({
    {kCatalog, "pg_attribute", fill_attributes},
    {kCatalog, "pg_class", fill_classes},
    {kCatalog, "pg_constraint", fill_constraints},
    {kCatalog, "pg_enum", fill_enum_values},
    {kCatalog, "pg_extension", fill_extensions},
    {kCatalog, "pg_index", fill_index_rows},
    {kCatalog, "pg_indexes", fill_indexes},
    {kCatalog, "pg_matviews", fill_materialized_views},
    {kCatalog, "pg_namespace", fill_namespaces},
    {kCatalog, "pg_policies", fill_policies},
    {kCatalog, "pg_policy", fill_policies},
    {kCatalog, "pg_proc", fill_functions},
    {kCatalog, "pg_roles", fill_roles},
    {kCatalog, "pg_sequences", fill_sequences},
    {kCatalog, "pg_tables", fill_tables},
    {kCatalog, "pg_trigger", fill_triggers},
    {kCatalog, "pg_type", fill_types},
    {kCatalog, "pg_views", fill_views},
    {kInformation, "columns", fill_information_columns},
    {kInformation, "constraint_column_usage", fill_constraint_columns},
    {kInformation, "key_column_usage", fill_key_columns},
    {kInformation, "referential_constraints", fill_foreign_keys},
    {kInformation, "routines", fill_routines},
    {kInformation, "schemata", fill_schemata},
    {kInformation, "sequences", fill_information_sequences},
    {kInformation, "table_constraints", fill_table_constraints},
    {kInformation, "tables", fill_information_tables},
    {kInformation, "triggers", fill_information_triggers},
    {kInformation, "views", fill_information_views},
});

}  // namespace

const Value* SystemRow::find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &std::pair<std::string_view, Value>::first);
  return found == columns.end() ? nullptr : &found->second;
}

std::optional<SystemTable> system_table(std::string_view schema, std::string_view name,
                                        const Catalog& catalog) {
  const auto is_meant = [&](const Entry& entry) {
    return entry.name == name && entry.schema == (schema.empty() ? kCatalog : schema);
  };
  const auto found = std::ranges::find_if(kTables, is_meant);
  if (found == kTables.end()) return std::nullopt;
  SystemTable table;
  table.complete = catalog.complete;
  found->fill(catalog, table);
  return table;
}

}  // namespace lockstep::replay
