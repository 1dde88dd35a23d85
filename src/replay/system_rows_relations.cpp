// pg_class and the views of it.

#include <initializer_list>
#include <string>

#include "replay/system_rows.h"

namespace lockstep::replay {
namespace {

using catalog::Catalog;
using catalog::Relation;
using catalog::RelationKind;

// https://www.postgresql.org/docs/current/catalog-pg-class.html
std::string_view kind_letter(const Relation& relation, const Catalog& catalog) {
  switch (relation.kind) {
    case RelationKind::table: return "r";
    case RelationKind::partitioned_table: return "p";
    case RelationKind::foreign_table: return "f";
    case RelationKind::view: return "v";
    case RelationKind::materialized_view: return "m";
    case RelationKind::sequence: return "S";
    case RelationKind::composite_type: return "c";
    case RelationKind::index: break;
  }
  const Relation* owner = catalog.relation(relation.index->table);
  return owner != nullptr && owner->kind == RelationKind::partitioned_table ? "I" : "i";
}

Value object_of(const Relation& relation) {
  return object_value(ObjectClass::relation, relation.schema, relation.name);
}

// A row of two names for each relation of these kinds.
void fill_named(const Catalog& catalog, SystemTable& table, std::initializer_list<RelationKind> kinds,
                std::string_view schema_column, std::string_view name_column) {
  for (const Relation* relation : catalog.relations()) {
    for (const RelationKind kind : kinds) {
      if (relation->kind != kind) continue;
      table.rows.push_back({.columns = {{schema_column, text_value(relation->schema)},
                                        {name_column, text_value(relation->name)}}});
    }
  }
}

std::string_view table_type(RelationKind kind) {
  switch (kind) {
    case RelationKind::table:
    case RelationKind::partitioned_table: return "BASE TABLE";
    case RelationKind::view: return "VIEW";
    case RelationKind::foreign_table: return "FOREIGN";
    default: return "";
  }
}

// It may have others.
SystemRow doubtful(const Relation& relation, std::string_view schema_column, std::string_view table_column) {
  return {
      .columns = {{schema_column, text_value(relation.schema)}, {table_column, text_value(relation.name)}},
      .certain = false};
}

bool may_have_others(const Relation& relation) {
  return relation.uncertain || (relation.has_trigger && relation.extras->triggers.empty());
}

}  // namespace

void fill_classes(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    table.rows.push_back(
        {.columns = {{"oid", object_of(*relation)},
                     {"relname", text_value(relation->name)},
                     {"relnamespace", object_value(ObjectClass::schema, "", relation->schema)},
                     {"relkind", text_value(kind_letter(*relation, catalog))},
                     {"relispartition", boolean_value(relation->partition_parent != 0)}}});
  }
}

void fill_tables(const Catalog& catalog, SystemTable& table) {
  fill_named(catalog, table, {RelationKind::table, RelationKind::partitioned_table}, "schemaname",
             "tablename");
}

void fill_views(const Catalog& catalog, SystemTable& table) {
  fill_named(catalog, table, {RelationKind::view}, "schemaname", "viewname");
}

void fill_materialized_views(const Catalog& catalog, SystemTable& table) {
  fill_named(catalog, table, {RelationKind::materialized_view}, "schemaname", "matviewname");
}

void fill_sequences(const Catalog& catalog, SystemTable& table) {
  fill_named(catalog, table, {RelationKind::sequence}, "schemaname", "sequencename");
}

void fill_information_sequences(const Catalog& catalog, SystemTable& table) {
  fill_named(catalog, table, {RelationKind::sequence}, "sequence_schema", "sequence_name");
}

void fill_information_views(const Catalog& catalog, SystemTable& table) {
  fill_named(catalog, table, {RelationKind::view}, "table_schema", "table_name");
}

void fill_information_tables(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    const std::string_view type = table_type(relation->kind);
    if (type.empty()) continue;
    table.rows.push_back({.columns = {{"table_schema", text_value(relation->schema)},
                                      {"table_name", text_value(relation->name)},
                                      {"table_type", text_value(type)}}});
  }
}

void fill_indexes(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    for (const catalog::Oid oid : relation->indexes) {
      const Relation& index = *catalog.relation(oid);
      table.rows.push_back({.columns = {{"schemaname", text_value(relation->schema)},
                                        {"tablename", text_value(relation->name)},
                                        {"indexname", text_value(index.name)}},
                            .certain = !relation->uncertain});
    }
    if (relation->uncertain && relation->kind != RelationKind::view)
      table.rows.push_back(doubtful(*relation, "schemaname", "tablename"));
  }
}

void fill_index_rows(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    for (const catalog::Oid oid : relation->indexes) {
      const catalog::Index& index = catalog.index(oid);
      table.rows.push_back({.columns = {{"indexrelid", object_of(*catalog.relation(oid))},
                                        {"indrelid", object_of(*relation)},
                                        {"indisunique", boolean_value(index.unique)},
                                        {"indisprimary", boolean_value(index.primary)},
                                        {"indisvalid", boolean_value(index.valid)}},
                            .certain = !relation->uncertain});
    }
    if (relation->uncertain && relation->kind != RelationKind::view)
      table.rows.push_back({.columns = {{"indrelid", object_of(*relation)}}, .certain = false});
  }
}

// https://www.postgresql.org/docs/current/catalog-pg-trigger.html, without the triggers of foreign keys
void fill_triggers(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    for (const catalog::Trigger& trigger : relation->extras->triggers) {
      table.rows.push_back({.columns = {{"tgname", text_value(trigger.name)},
                                        {"tgrelid", object_of(*relation)},
                                        {"tgisinternal", boolean_value(false)}},
                            .certain = !relation->uncertain});
    }
    if (may_have_others(*relation))
      table.rows.push_back({.columns = {{"tgrelid", object_of(*relation)}}, .certain = false});
  }
}

void fill_information_triggers(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    for (const catalog::Trigger& trigger : relation->extras->triggers) {
      SystemRow row = doubtful(*relation, "event_object_schema", "event_object_table");
      row.columns.emplace_back("trigger_schema", text_value(relation->schema));
      row.columns.emplace_back("trigger_name", text_value(trigger.name));
      row.certain = !relation->uncertain;
      table.rows.push_back(std::move(row));
    }
    if (may_have_others(*relation))
      table.rows.push_back(doubtful(*relation, "event_object_schema", "event_object_table"));
  }
}

void fill_policies(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    for (const catalog::Policy& policy : relation->extras->policies) {
      table.rows.push_back({.columns = {{"schemaname", text_value(relation->schema)},
                                        {"tablename", text_value(relation->name)},
                                        {"policyname", text_value(policy.name)},
                                        {"polname", text_value(policy.name)},
                                        {"polrelid", object_of(*relation)}},
                            .certain = !relation->uncertain});
    }
    if (relation->uncertain) table.rows.push_back(doubtful(*relation, "schemaname", "tablename"));
  }
}

}  // namespace lockstep::replay
