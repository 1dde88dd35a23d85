#pragma once
// Fills the tables of system_tables.h. Private to src/replay.

#include "catalog/catalog.h"
#include "replay/system_tables.h"

namespace lockstep::replay {

// system_rows_relations.cpp
void fill_classes(const catalog::Catalog& catalog, SystemTable& table);
void fill_tables(const catalog::Catalog& catalog, SystemTable& table);
void fill_views(const catalog::Catalog& catalog, SystemTable& table);
void fill_materialized_views(const catalog::Catalog& catalog, SystemTable& table);
void fill_indexes(const catalog::Catalog& catalog, SystemTable& table);
void fill_index_rows(const catalog::Catalog& catalog, SystemTable& table);
void fill_sequences(const catalog::Catalog& catalog, SystemTable& table);
void fill_triggers(const catalog::Catalog& catalog, SystemTable& table);
void fill_policies(const catalog::Catalog& catalog, SystemTable& table);
void fill_information_triggers(const catalog::Catalog& catalog, SystemTable& table);
void fill_information_tables(const catalog::Catalog& catalog, SystemTable& table);
void fill_information_views(const catalog::Catalog& catalog, SystemTable& table);
void fill_information_sequences(const catalog::Catalog& catalog, SystemTable& table);

// system_rows_columns.cpp: columns and constraints
void fill_attributes(const catalog::Catalog& catalog, SystemTable& table);
void fill_information_columns(const catalog::Catalog& catalog, SystemTable& table);
void fill_constraints(const catalog::Catalog& catalog, SystemTable& table);
void fill_table_constraints(const catalog::Catalog& catalog, SystemTable& table);
void fill_key_columns(const catalog::Catalog& catalog, SystemTable& table);
void fill_constraint_columns(const catalog::Catalog& catalog, SystemTable& table);
void fill_foreign_keys(const catalog::Catalog& catalog, SystemTable& table);

// system_rows_objects.cpp: schemas, types, functions, roles
void fill_namespaces(const catalog::Catalog& catalog, SystemTable& table);
void fill_schemata(const catalog::Catalog& catalog, SystemTable& table);
void fill_types(const catalog::Catalog& catalog, SystemTable& table);
void fill_enum_values(const catalog::Catalog& catalog, SystemTable& table);
void fill_extensions(const catalog::Catalog& catalog, SystemTable& table);
void fill_functions(const catalog::Catalog& catalog, SystemTable& table);
void fill_routines(const catalog::Catalog& catalog, SystemTable& table);
void fill_roles(const catalog::Catalog& catalog, SystemTable& table);

}  // namespace lockstep::replay
