// Columns and constraints, in pg_catalog and in the information schema.

#include <string>

#include "replay/system_rows.h"

namespace lockstep::replay {
namespace {

using catalog::Catalog;
using catalog::Column;
using catalog::Constraint;
using catalog::Relation;
using catalog::RelationKind;

bool has_columns(const Relation& relation) {
  return relation.kind != RelationKind::index && relation.kind != RelationKind::sequence;
}

Value object_of(const Relation& relation) {
  return object_value(ObjectClass::relation, relation.schema, relation.name);
}

SystemRow of_table(const Relation& relation, bool certain) {
  return {
      .columns = {{"table_schema", text_value(relation.schema)}, {"table_name", text_value(relation.name)}},
      .certain = certain};
}

// https://www.postgresql.org/docs/current/catalog-pg-constraint.html
std::string_view type_letter(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::check: return "c";
    case ConstraintKind::not_null: return "n";
    case ConstraintKind::primary_key: return "p";
    case ConstraintKind::unique: return "u";
    case ConstraintKind::foreign_key: return "f";
    case ConstraintKind::exclusion: return "x";
  }
  return "";
}

// Exclusion constraints are none for the information schema; NOT NULL is CHECK.
std::string_view type_words(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::check:
    case ConstraintKind::not_null: return "CHECK";
    case ConstraintKind::primary_key: return "PRIMARY KEY";
    case ConstraintKind::unique: return "UNIQUE";
    case ConstraintKind::foreign_key: return "FOREIGN KEY";
    case ConstraintKind::exclusion: return "";
  }
  return "";
}

// Since Postgres 18 NOT NULL has rows of its own.
bool is_certain(const Relation& relation, const Constraint& constraint) {
  return !relation.uncertain && constraint.kind != ConstraintKind::not_null;
}

// `schema.name` of a type as the information schema has it: its own name, and in words.
Value data_type(const catalog::Type& type) {
  if (!type.known) return {};
  if (type.array_dimensions > 0) return text_value("ARRAY");
  if (type.schema != "pg_catalog") return text_value("USER-DEFINED");
  catalog::Type plain = type;
  plain.modifiers.clear();
  const std::string words = catalog::to_text(plain);
  if (type.name == "varchar") return text_value("character varying");
  if (type.name == "bpchar") return text_value("character");
  if (type.name == "timestamp") return text_value("timestamp without time zone");
  if (type.name == "timestamptz") return text_value("timestamp with time zone");
  return words == type.name || type.name.starts_with("int") || type.name == "bool" ? text_value(words)
                                                                                   : Value{};
}

// The columns of a constraint that the information schema counts as used: those of its key, or those that
// a foreign key refers to.
template <class Add>
void for_each_column(const Relation& table, const std::vector<catalog::AttributeNumber>& numbers,
                     const Add& add) {
  for (const catalog::AttributeNumber number : numbers) {
    if (const Column* column = table.find_column(number)) add(*column);
  }
}

void name_constraint(SystemRow& row, const Relation& relation, const Constraint& constraint) {
  row.columns.emplace_back("constraint_schema", text_value(relation.schema));
  row.columns.emplace_back("constraint_name", text_value(constraint.name));
}

// A row for each constraint, and one for what an uncertain table may have besides.
template <class Fill>
void for_each_constraint(const Catalog& catalog, SystemTable& table, const Fill& fill) {
  for (const Relation* relation : catalog.relations()) {
    if (!has_columns(*relation)) continue;
    for (const Constraint& constraint : relation->constraints) fill(*relation, constraint);
    if (relation->uncertain && relation->kind != RelationKind::view)
      table.rows.push_back(of_table(*relation, false));
  }
}

}  // namespace

void fill_attributes(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    if (!has_columns(*relation)) continue;
    for (const Column& column : relation->columns) {
      table.rows.push_back({.columns = {{"attrelid", object_of(*relation)},
                                        {"attname", text_value(column.name)},
                                        {"attnum", integer_value(column.number)},
                                        {"attnotnull", boolean_value(column.not_null)},
                                        {"atthasdef", boolean_value(column.default_value.has_value())},
                                        {"attisdropped", boolean_value(false)},
                                        {"atttypid", column.type.known && column.type.array_dimensions == 0
                                                         ? object_value(ObjectClass::type, column.type.schema,
                                                                        column.type.name)
                                                         : Value{}}},
                            .certain = !relation->uncertain});
    }
    if (relation->uncertain)
      table.rows.push_back({.columns = {{"attrelid", object_of(*relation)}}, .certain = false});
  }
}

void fill_information_columns(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    if (!has_columns(*relation) || relation->kind == RelationKind::materialized_view ||
        relation->kind == RelationKind::composite_type)
      continue;
    for (const Column& column : relation->columns) {
      SystemRow row = of_table(*relation, !relation->uncertain);
      row.columns.emplace_back("column_name", text_value(column.name));
      row.columns.emplace_back("is_nullable", text_value(column.not_null ? "NO" : "YES"));
      row.columns.emplace_back("data_type", data_type(column.type));
      if (column.type.known && column.type.array_dimensions == 0)
        row.columns.emplace_back("udt_name", text_value(column.type.name));
      if (!column.default_value) row.columns.emplace_back("column_default", null_value());
      table.rows.push_back(std::move(row));
    }
    if (relation->uncertain) table.rows.push_back(of_table(*relation, false));
  }
}

void fill_constraints(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    if (!has_columns(*relation)) continue;
    const Value oid = object_of(*relation);
    for (const Constraint& constraint : relation->constraints) {
      const Relation* referenced = catalog.relation(constraint.referenced_table);
      table.rows.push_back(
          {.columns = {{"conname", text_value(constraint.name)},
                       {"conrelid", oid},
                       {"connamespace", object_value(ObjectClass::schema, "", relation->schema)},
                       {"contype", text_value(type_letter(constraint.kind))},
                       {"convalidated", boolean_value(constraint.validated)},
                       {"condeferrable", boolean_value(constraint.deferrable)},
                       {"confrelid", referenced == nullptr ? Value{} : object_of(*referenced)}},
           .certain = is_certain(*relation, constraint)});
    }
    if (relation->uncertain && relation->kind != RelationKind::view)
      table.rows.push_back({.columns = {{"conrelid", oid}}, .certain = false});
  }
}

void fill_table_constraints(const Catalog& catalog, SystemTable& table) {
  for_each_constraint(catalog, table, [&](const Relation& relation, const Constraint& constraint) {
    const std::string_view type = type_words(constraint.kind);
    if (type.empty()) return;
    SystemRow row = of_table(relation, is_certain(relation, constraint));
    name_constraint(row, relation, constraint);
    row.columns.emplace_back("constraint_type", text_value(type));
    table.rows.push_back(std::move(row));
  });
}

void fill_key_columns(const Catalog& catalog, SystemTable& table) {
  for_each_constraint(catalog, table, [&](const Relation& relation, const Constraint& constraint) {
    if (constraint.kind == ConstraintKind::check || constraint.kind == ConstraintKind::not_null) return;
    for_each_column(relation, constraint.columns, [&](const Column& column) {
      SystemRow row = of_table(relation, is_certain(relation, constraint));
      name_constraint(row, relation, constraint);
      row.columns.emplace_back("column_name", text_value(column.name));
      table.rows.push_back(std::move(row));
    });
  });
}

void fill_constraint_columns(const Catalog& catalog, SystemTable& table) {
  for_each_constraint(catalog, table, [&](const Relation& relation, const Constraint& constraint) {
    const bool foreign = constraint.kind == ConstraintKind::foreign_key;
    const Relation* used = foreign ? catalog.relation(constraint.referenced_table) : &relation;
    if (used == nullptr) return;
    for_each_column(*used, foreign ? constraint.referenced_columns : constraint.columns,
                    [&](const Column& column) {
                      SystemRow row = of_table(*used, is_certain(relation, constraint));
                      name_constraint(row, relation, constraint);
                      row.columns.emplace_back("column_name", text_value(column.name));
                      table.rows.push_back(std::move(row));
                    });
  });
}

void fill_foreign_keys(const Catalog& catalog, SystemTable& table) {
  for (const Relation* relation : catalog.relations()) {
    for (const Constraint& constraint : relation->constraints) {
      if (constraint.kind != ConstraintKind::foreign_key) continue;
      SystemRow row{.columns = {}, .certain = !relation->uncertain};
      name_constraint(row, *relation, constraint);
      table.rows.push_back(std::move(row));
    }
    if (relation->uncertain && relation->kind != RelationKind::view)
      table.rows.push_back({.columns = {}, .certain = false});
  }
}

}  // namespace lockstep::replay
