#include "schema/database.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "schema/defaults.h"
#include "schema/names.h"
#include "schema/types.h"

namespace lockstep::schema {
namespace {

// Operator classes that Prisma knows by name and Postgres takes where none is named (pg_opclass.opcdefault).
constexpr auto kDefaultClasses = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"brin", "inet_inclusion_ops"},
    {"gin", "array_ops"},
    {"gin", "jsonb_ops"},
    {"spgist", "inet_ops"},
    {"spgist", "text_ops"},
});

bool is_default_class(std::string_view method, std::string_view name) {
  if (method == "brin" && name.ends_with("_minmax_ops")) return name != "inet_minmax_ops";
  return std::ranges::find(kDefaultClasses, std::pair(method, name)) != kDefaultClasses.end();
}

std::vector<std::string> column_names(const Model& model, const std::vector<std::string>& fields) {
  std::vector<std::string> names;
  for (const std::string& field : fields) names.push_back(model.find_field(field)->name);
  return names;
}

TableKey table_key(const Key& key, const Model& model) {
  TableKey result{.name = key.map,
                  .kind = key.kind,
                  .columns = {},
                  .method = key.method,
                  .where = key.where,
                  .place = key.place};
  std::vector<std::string> names;
  for (const KeyField& field : key.fields) {
    names.push_back(model.find_field(field.field)->name);
    const bool implied = is_default_class(key.method, field.operator_class);
    result.columns.push_back({.name = names.back(),
                              .descending = field.descending,
                              .operator_class = implied ? std::string() : field.operator_class});
  }
  if (!result.name.empty()) return result;
  switch (key.kind) {
    case KeyKind::primary_key: result.name = default_name(model.table, {}, "pkey"); break;
    case KeyKind::unique: result.name = default_name(model.table, names, "key"); break;
    case KeyKind::index: result.name = default_name(model.table, names, "idx"); break;
  }
  return result;
}

ForeignKey foreign_key(const Relation& relation, const Model& model, const Model& other) {
  ForeignKey key{.name = relation.map,
                 .columns = column_names(model, relation.fields),
                 .table = {other.schema, other.table},
                 .referenced_columns = column_names(other, relation.references),
                 .place = relation.place};
  if (key.name.empty()) key.name = default_name(model.table, key.columns, "fkey");
  const bool required = std::ranges::any_of(
      relation.fields, [&](const std::string& field) { return !model.find_field(field)->optional; });
  key.on_delete =
      relation.on_delete.value_or(required ? ReferentialAction::restrict : ReferentialAction::set_null);
  key.on_update = relation.on_update.value_or(ReferentialAction::cascade);
  return key;
}

// The other side of an implicit many-to-many relation: a list too, of the same name.
const Relation* other_side(const Relation& relation, const Model& model, const Model& other) {
  const auto matches = [&](const Relation& candidate) {
    return &candidate != &relation && candidate.list && candidate.model == model.name &&
           candidate.name == relation.name;
  };
  const auto found = std::ranges::find_if(other.relations, matches);
  return found == other.relations.end() ? nullptr : &*found;
}

// Column A or B of a join table, which is a foreign key as well.
void add_join_column(std::string_view name, const Model& target, const std::string& table_name,
                     bool foreign_keys, const Schema& schema, Table& table) {
  const auto id = std::ranges::find(target.keys, KeyKind::primary_key, &Key::kind);
  if (id == target.keys.end()) return;
  const Column& column = *target.find_field(id->fields.front().field);
  table.columns.push_back({.name = std::string(name),
                           .type = column_type(column, schema),
                           .not_null = true,
                           .default_value = {},
                           .place = table.place,
                           .type_place = column.type_place});
  if (!foreign_keys) return;
  table.foreign_keys.push_back({.name = default_name(table_name, {}, std::string(name) + "_fkey"),
                                .columns = {std::string(name)},
                                .table = {target.schema, target.table},
                                .referenced_columns = {column.name},
                                .on_delete = ReferentialAction::cascade,
                                .on_update = ReferentialAction::cascade,
                                .place = table.place});
}

class Builder {
 public:
  explicit Builder(const Schema& schema)
      : schema_(schema), foreign_keys_(!schema.datasource || schema.datasource->foreign_keys) {}

  Database run() {
    for (const Enum& type : schema_.enums) database_.enums.emplace(ObjectName(type.schema, type.type), &type);
    if (schema_.datasource) {
      for (const Extension& extension : schema_.datasource->extensions) {
        database_.extensions.emplace(extension.name, &extension);
      }
    }
    for (const Model& model : schema_.models) {
      if (!model.view) add_model(model);
    }
    return std::move(database_);
  }

 private:
  void add_model(const Model& model) {
    const auto [entry, added] = database_.tables.try_emplace({model.schema, model.table});
    if (!added) return;
    Table& table = entry->second;
    table.place = model.place;
    for (const Column& column : model.columns) {
      const TypeName type = column_type(column, schema_);
      // Prisma puts NOT NULL on no list.
      table.columns.push_back({.name = column.name,
                               .type = type,
                               .not_null = !column.optional && !column.list,
                               .default_value = database_default(column, type),
                               .place = column.place,
                               .type_place = column.type_place});
    }
    for (const Key& key : model.keys) table.keys.push_back(table_key(key, model));
    for (const Relation& relation : model.relations) {
      const Model& other = *schema_.find_model(relation.model);
      if (other.view) continue;
      if (!relation.fields.empty()) {
        if (foreign_keys_) table.foreign_keys.push_back(foreign_key(relation, model, other));
      } else if (relation.list && other_side(relation, model, other) != nullptr) {
        add_join_table(relation, model, other);
      }
    }
  }

  // Seen from both sides, made once. The first model is the one whose name in the schema file comes first.
  // Prisma had a unique index instead of the primary key before its version 6.
  void add_join_table(const Relation& relation, const Model& model, const Model& other) {
    const bool in_order = model.name <= other.name;
    const Model& a = in_order ? model : other;
    const Model& b = in_order ? other : model;
    const std::string name =
        identifier("_" + (relation.name.empty() ? a.name + "To" + b.name : relation.name));
    const auto [entry, added] = database_.tables.try_emplace({a.schema, name});
    if (!added) return;
    Table& table = entry->second;
    table.place = relation.place;
    add_join_column("A", a, name, foreign_keys_, schema_, table);
    add_join_column("B", b, name, foreign_keys_, schema_, table);
    table.keys.push_back(
        {.name = default_name(name, {}, "AB_pkey"),
         .kind = KeyKind::primary_key,
         .columns = {{.name = "A", .operator_class = {}}, {.name = "B", .operator_class = {}}},
         .method = "btree",
         .where = {},
         .place = table.place});
    table.keys.push_back({.name = default_name(name, {}, "B_index"),
                          .kind = KeyKind::index,
                          .columns = {{.name = "B", .operator_class = {}}},
                          .method = "btree",
                          .where = {},
                          .place = table.place});
  }

  const Schema& schema_;
  const bool foreign_keys_;
  Database database_;
};

}  // namespace

Database database_of(const Schema& schema) { return Builder(schema).run(); }

}  // namespace lockstep::schema
