#include <algorithm>
#include <utility>

#include "replay/expressions.h"
#include "replay/functions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Constraint;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

// ---- relations -------------------------------------------------------------------------------

// ALTER TABLE renames whatever has a name in pg_class; ALTER INDEX historically too.
bool may_be_called(ObjectKind kind, RelationKind relation) {
  switch (kind) {
    case ObjectKind::table: return relation != RelationKind::composite_type;
    case ObjectKind::view: return relation == RelationKind::view;
    case ObjectKind::materialized_view: return relation == RelationKind::materialized_view;
    case ObjectKind::sequence: return relation == RelationKind::sequence;
    case ObjectKind::foreign_table: return relation == RelationKind::foreign_table;
    case ObjectKind::type: return relation == RelationKind::composite_type;
    default: return true;
  }
}

bool has_row_type(const Relation& relation) {
  return relation.kind != RelationKind::index && relation.kind != RelationKind::sequence;
}

bool is_free(Context& cx, const Relation& relation, std::string_view schema, std::string_view name) {
  if (cx.catalog.find_relation(schema, name) != nullptr) return duplicate_relation(cx, name);
  return !has_row_type(relation) || !cx.catalog.has_type(schema, name) || duplicate_type(cx, name);
}

// Defaults that draw from a sequence know it by its oid, and so follow.
void rename_in_defaults(Context& cx, const Relation& sequence, const std::string& schema,
                        const std::string& name) {
  Relation renamed;
  renamed.schema = schema;
  renamed.name = name;
  const Expr fresh = catalog::nextval_of(renamed);
  const auto is_meant = [&](std::string_view written) {
    return cx.catalog.find_relation(catalog::parse_relation_name(written)) == &sequence;
  };
  for (const Relation* user : cx.catalog.dependants_of(sequence.oid)) {
    for (Column& column : cx.catalog.edit(user->oid)->columns) {
      if (column.default_value)
        column.default_value =
            with_sequence_renamed(*column.default_value, is_meant, fresh.nodes().back().text);
    }
  }
}

// Gives a relation its new place; what refers to it by name follows.
void rename_relation(Context& cx, Oid oid, const std::string& schema, const std::string& name) {
  const Relation& relation = *cx.catalog.relation(oid);
  if (relation.kind == RelationKind::sequence) rename_in_defaults(cx, relation, schema, name);
  for (const Oid table : typed_tables(cx.catalog, relation)) {
    catalog::Type& of = cx.catalog.edit(table)->extras.edit().of_type;
    of.schema = schema;
    of.name = name;
  }
  if (has_row_type(relation)) {
    retype_columns(cx, {.schema = relation.schema, .name = relation.name}, schema, name);
  }
  if (relation.schema != schema) cx.catalog.move(oid, schema);
  if (relation.name != name) cx.catalog.rename(oid, name);
}

bool rename_index_constraint(Context& cx, const Relation& index, const std::string& name) {
  Relation& table = *cx.catalog.edit(cx.catalog.index(index.oid).table);
  const Constraint* backed = constraint_of_index(table, index.oid);
  if (backed == nullptr) return true;
  if (table.find_constraint(name) != nullptr) return duplicate_constraint(cx, table, name);
  table.find_constraint(backed->name)->name = name;
  return true;
}

bool rename_relation(const action::Rename& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.object);
  if (relation == nullptr) return missing_relation(cx, statement.object, statement.if_exists);
  if (!may_be_called(statement.kind, relation->kind)) {
    return wrong_kind(cx, relation->name, object_kind_name(statement.kind));
  }
  if (!is_free(cx, *relation, relation->schema, statement.to.text)) return false;
  if (relation->index && !rename_index_constraint(cx, *relation, statement.to.text)) return false;
  rename_relation(cx, relation->oid, relation->schema, statement.to.text);
  return true;
}

// ---- columns and constraints -----------------------------------------------------------------

void rename_column_of(Context& cx, Oid table, const std::string& from, const std::string& to) {
  Relation& relation = *cx.catalog.edit(table);
  const Column* column = find_or_learn_column(cx, relation, from);
  if (column == nullptr) return;
  relation.find_column(column->number)->name = to;
  change_expressions(cx.catalog, table, [&](const Expr& expression, const Column* /*of*/) {
    return mentions(expression, from) ? with_column_renamed(expression, from, to) : expression;
  });
}

// The keys of an index have names of their own.
bool rename_key(Context& cx, const Relation& index, const action::Rename& statement) {
  std::vector<catalog::IndexKey>& keys = cx.catalog.edit_index(index.oid).keys;
  if (std::ranges::find(keys, statement.to.text, &catalog::IndexKey::name) != keys.end()) {
    return duplicate_column(cx, index, statement.to.text, statement.to.span);
  }
  const auto found = std::ranges::find(keys, statement.from.text, &catalog::IndexKey::name);
  if (found != keys.end()) found->name = statement.to.text;
  return found != keys.end() || !index.index->include.empty() ||
         cx.refuse(sqlstate::kUndefinedColumn,
                   text::format("column \"{}\" does not exist", statement.from.text), statement.from.span);
}

bool rename_column(const action::Rename& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.object);
  if (relation == nullptr) return missing_relation(cx, statement.object, statement.if_exists);
  if (relation->index) return rename_key(cx, *relation, statement);
  const Column* column = relation->find_column(statement.from.text);
  if (column == nullptr && is_system_column(statement.from.text)) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     text::format("cannot rename system column \"{}\"", statement.from.text));
  }
  if (column == nullptr && !relation->uncertain) {
    return cx.refuse(sqlstate::kUndefinedColumn,
                     text::format("column \"{}\" does not exist", statement.from.text), statement.from.span);
  }
  if (column != nullptr && is_inherited(cx.catalog, *relation, *column)) {
    return cx.refuse(sqlstate::kInvalidTableDefinition,
                     text::format("cannot rename inherited column \"{}\"", column->name));
  }
  if (!may_change_columns(cx, *relation)) return false;
  std::vector<Oid> tables = typed_tables(cx.catalog, *relation);
  if (!tables.empty() && !statement.cascade) return refuse_typed_table(cx, *relation);
  tables.push_back(relation->oid);
  for (const Relation* child : cx.catalog.descendants_of(relation->oid)) tables.push_back(child->oid);
  const auto has_other_parent = [&](Oid table) {
    const Relation& child = *cx.catalog.relation(table);
    return std::ranges::any_of(child.inherits, [&](Oid parent) {
      const Relation* other = cx.catalog.relation(parent);
      return other != nullptr && !contains(tables, parent) &&
             other->find_column(statement.from.text) != nullptr;
    });
  };
  if (std::ranges::any_of(tables, has_other_parent)) {
    return cx.refuse(sqlstate::kInvalidTableDefinition,
                     text::format("cannot rename inherited column \"{}\"", statement.from.text));
  }
  const auto has_new_name = [&](Oid table) {
    return cx.catalog.relation(table)->find_column(statement.to.text) != nullptr;
  };
  if (is_system_column(statement.to.text) && relation->kind != RelationKind::composite_type) {
    return cx.refuse(
        sqlstate::kDuplicateColumn,
        text::format("column name \"{}\" conflicts with a system column name", statement.to.text),
        statement.to.span);
  }
  if (std::ranges::any_of(tables, has_new_name))
    return duplicate_column(cx, *relation, statement.to.text, statement.to.span);
  for (const Oid table : tables) rename_column_of(cx, table, statement.from.text, statement.to.text);
  return true;
}

bool rename_domain_constraint(const action::Rename& statement, Context& cx) {
  auto* domain =
      cx.catalog.edit<catalog::DomainType>(schema_of_type(cx, statement.object), statement.object.name);
  if (domain == nullptr) return missing_type(cx, statement.object, statement.if_exists);
  const auto found = std::ranges::find(domain->constraints, statement.from.text, &Constraint::name);
  if (found == domain->constraints.end()) {
    return cx.refuse(
        sqlstate::kUndefinedObject,
        text::format("constraint \"{}\" for domain {} does not exist", statement.from.text, domain->name));
  }
  found->name = statement.to.text;
  return true;
}

// One without a name so far; see not_null.cpp.
bool name_not_null(Context& cx, const Relation& table, const action::Rename& statement) {
  const Column* column = find_unnamed_not_null(cx.catalog, table, statement.from.text);
  if (column == nullptr) return may_be_unnamed_not_null(table, statement.from.text);
  Constraint constraint;
  constraint.name = statement.to.text;
  constraint.kind = ConstraintKind::not_null;
  constraint.columns = {column->number};
  constraint.origin = cx.origin;
  cx.catalog.edit(table.oid)->constraints.push_back(std::move(constraint));
  return true;
}

bool rename_constraint(const action::Rename& statement, Context& cx) {
  if (statement.relation_kind == ObjectKind::domain) return rename_domain_constraint(statement, cx);
  const Relation* relation = cx.catalog.find_relation(statement.object);
  if (relation == nullptr) return missing_relation(cx, statement.object, statement.if_exists);
  const Constraint* constraint = relation->find_constraint(statement.from.text);
  if (constraint == nullptr) {
    return relation->uncertain || name_not_null(cx, *relation, statement) ||
           cx.refuse(sqlstate::kUndefinedObject,
                     text::format("constraint \"{}\" for table \"{}\" does not exist", statement.from.text,
                                  relation->name));
  }
  if (is_inherited(cx.catalog, *relation, *constraint)) {
    return cx.refuse(sqlstate::kInvalidTableDefinition,
                     text::format("cannot rename inherited constraint \"{}\"", constraint->name));
  }
  if (relation->find_constraint(statement.to.text) != nullptr) {
    return duplicate_constraint(cx, *relation, statement.to.text);
  }
  if (const Relation* index = cx.catalog.relation(constraint->index)) {
    if (cx.catalog.find_relation(index->schema, statement.to.text) != nullptr) {
      return duplicate_relation(cx, statement.to.text, statement.to.span);
    }
    cx.catalog.rename(index->oid, statement.to.text);
  }
  Relation& changed = *cx.catalog.edit(relation->oid);
  changed.find_constraint(statement.from.text)->name = statement.to.text;
  if (!changed.extras->comments.empty()) {
    for (catalog::PartComment& comment : changed.extras.edit().comments) {
      if (comment.column == 0 && comment.constraint == statement.from.text) {
        comment.constraint = statement.to.text;
      }
    }
  }
  for (const Relation* child : cx.catalog.descendants_of(relation->oid)) {
    Constraint* copy = cx.catalog.edit(child->oid)->find_constraint(statement.from.text);
    if (copy != nullptr && copy->kind == ConstraintKind::check && !copy->local) {
      copy->name = statement.to.text;
    }
  }
  return true;
}

// ---- types -----------------------------------------------------------------------------------

template <class T>
bool move_named(Context& cx, const catalog::Type& from, const std::string& schema, const std::string& name) {
  const T* found = cx.catalog.edit<T>(from.schema, from.name);
  if (found == nullptr) return false;
  T moved = *found;
  moved.schema = schema;
  moved.name = name;
  cx.catalog.remove<T>(from.schema, from.name);
  cx.catalog.put(std::move(moved));
  return true;
}

// Gives a type that is no relation its new place.
void rename_type(Context& cx, const catalog::Type& from, const std::string& schema, const std::string& name) {
  retype_columns(cx, from, schema, name);
  if (move_named<catalog::EnumType>(cx, from, schema, name)) return;
  if (move_named<catalog::DomainType>(cx, from, schema, name)) return;
  move_named<catalog::OtherType>(cx, from, schema, name);
}

// `to_schema` empty: it stays where it is.
bool rename_type(Context& cx, const QualifiedName& object, const std::string& to_schema,
                 const std::string& to_name, bool if_exists) {
  const std::string schema = schema_of_type(cx, object);
  if (schema.empty()) return missing_type(cx, object, if_exists);
  const std::string& new_schema = to_schema.empty() ? schema : to_schema;
  const std::string& new_name = to_name.empty() ? object.name : to_name;
  if (new_schema == schema && to_name.empty()) return true;  // it is there
  if (!to_schema.empty() && !cx.catalog.has_schema(to_schema) && !missing_schema(cx, to_schema)) return false;
  const Relation* row = cx.catalog.find_relation(schema, object.name);
  if (cx.catalog.has_type(new_schema, new_name)) return duplicate_type(cx, new_name);
  if (row != nullptr && row->kind == RelationKind::composite_type) {
    rename_relation(cx, row->oid, new_schema, new_name);
  } else {
    rename_type(cx, {.schema = schema, .name = object.name}, new_schema, new_name);
  }
  return true;
}

bool rename_enum_value(const action::Rename& statement, Context& cx) {
  const std::string schema = schema_of_type(cx, statement.object);
  catalog::EnumType* type = cx.catalog.edit<catalog::EnumType>(schema, statement.object.name);
  if (type == nullptr) return missing_type(cx, statement.object);
  const auto value = std::ranges::find(type->values, statement.from.text);
  if (value == type->values.end()) {
    return cx.refuse(sqlstate::kInvalidParameterValue,
                     text::format("\"{}\" is not an existing enum label", statement.from.text));
  }
  if (std::ranges::find(type->values, statement.to.text) != type->values.end()) {
    return cx.refuse(sqlstate::kDuplicateObject,
                     text::format("enum label \"{}\" already exists", statement.to.text));
  }
  *value = statement.to.text;
  relabel_expressions(cx, {.schema = schema, .name = statement.object.name}, statement.from.text,
                      statement.to.text);
  return true;
}

// ---- schemas and functions -------------------------------------------------------------------

template <class T>
std::vector<catalog::Type> types_in(const std::map<std::string, T>& types, std::string_view schema) {
  std::vector<catalog::Type> found;
  for (const auto& [key, type] : types) {
    if (type.schema == schema) found.push_back({.schema = type.schema, .name = type.name});
  }
  return found;
}

void move_functions(Context& cx, std::string_view schema, std::string_view name, const std::string& to_schema,
                    const std::string& to_name) {
  std::vector<catalog::Function> moved;
  for (const catalog::Function* function : cx.catalog.find_functions(schema, name)) {
    moved.push_back(*function);
    moved.back().schema = to_schema;
    moved.back().name = to_name;
  }
  cx.catalog.put_functions(schema, name, {});
  cx.catalog.put_functions(to_schema, to_name, std::move(moved));
}

// What knows its schema by name.
void rename_schema_of_others(Context& cx, const std::string& from, const std::string& to) {
  const auto move_all = [&]<class T>(const std::map<std::string, T>& objects, const auto& move_one) {
    std::vector<T> found;
    for (const auto& [key, object] : objects) {
      if (object.schema == from) found.push_back(object);
    }
    for (T& object : found) move_one(object);
  };
  move_all(cx.catalog.statistics, [&](catalog::Statistics& statistics) {
    cx.catalog.remove<catalog::Statistics>(from, statistics.name);
    statistics.schema = to;
    cx.catalog.put(std::move(statistics));
  });
  move_all(cx.catalog.named_objects, [&](catalog::NamedObject& object) {
    cx.catalog.remove_named(object.kind, from, object.name);
    object.schema = to;
    cx.catalog.put_named(std::move(object));
  });
  move_all(cx.catalog.extensions, [&](catalog::Extension& extension) {
    cx.catalog.edit<catalog::Extension>("", extension.name)->schema = to;
  });
  for (const auto& [key, publication] : cx.catalog.publications) {
    if (std::ranges::find(publication.schemas, from) == publication.schemas.end()) continue;
    auto& schemas = cx.catalog.edit<catalog::Publication>("", publication.name)->schemas;
    std::ranges::replace(schemas, from, to);
    std::ranges::sort(schemas);
  }
  if (const auto* details = cx.catalog.find_named(ObjectKind::schema, {}, from)) {
    catalog::NamedObject renamed = *details;
    cx.catalog.remove_named(ObjectKind::schema, {}, from);
    renamed.name = to;
    cx.catalog.put_named(std::move(renamed));
  }
}

bool rename_schema(const action::Rename& statement, Context& cx) {
  const std::string& from = statement.from.text;
  const std::string& to = statement.to.text;
  const auto at = std::ranges::find(cx.catalog.schemas, from);
  if (at == cx.catalog.schemas.end()) return missing_schema(cx, from);
  if (cx.catalog.has_schema(to)) {
    return cx.refuse(sqlstate::kDuplicateSchema, text::format("schema \"{}\" already exists", to));
  }
  *at = to;
  for (const Relation* relation : cx.catalog.relations()) {
    if (relation->schema == from) rename_relation(cx, relation->oid, to, relation->name);
  }
  for (const auto& types : {types_in(cx.catalog.enums, from), types_in(cx.catalog.domains, from),
                            types_in(cx.catalog.other_types, from)}) {
    for (const catalog::Type& type : types) rename_type(cx, type, to, type.name);
  }
  std::vector<std::string> names;
  for (const auto& [key, function] : cx.catalog.functions) {
    if (function.schema == from) names.push_back(function.name);
  }
  for (const std::string& name : names) move_functions(cx, from, name, to, name);
  rename_schema_of_others(cx, from, to);
  return true;
}

void rename_calls(Context& cx, const catalog::Function& function, const std::string& schema,
                  const std::string& name) {
  const auto rename_in = [&](QualifiedName& called) {
    if (called.schema != function.schema || called.name != function.name) return;
    called.schema = schema;
    called.name = name;
  };
  for (const Relation* relation : cx.catalog.relations()) {
    if (relation->extras.empty()) continue;
    catalog::RelationExtras& extras = cx.catalog.edit(relation->oid)->extras.edit();
    for (catalog::Trigger& trigger : extras.triggers) rename_in(trigger.function);
    for (QualifiedName& called : extras.other_uses.functions) rename_in(called);
    for (catalog::Policy& policy : extras.policies) {
      for (QualifiedName& called : policy.other_uses.functions) rename_in(called);
    }
  }
}

// To another place, which has to be free.
bool move_function(Context& cx, const QualifiedName& object, const ArgumentTypes& arguments, ObjectKind kind,
                   const std::string& to_schema, const std::string& to_name) {
  const FunctionAnswer found = find_function(cx, object, arguments, kind, false);
  if (found.function == nullptr) return found.fine;
  if (!to_schema.empty() && !cx.catalog.has_schema(to_schema) && !missing_schema(cx, to_schema)) return false;
  catalog::Function moved = *found.function;
  if (!to_schema.empty()) moved.schema = to_schema;
  if (!to_name.empty()) moved.name = to_name;
  std::vector<catalog::Function> there;
  for (const catalog::Function* other : cx.catalog.find_functions(moved.schema, moved.name)) {
    if (signature(*other) == signature(moved)) {
      return cx.refuse(
          sqlstate::kDuplicateFunction,
          text::format("function {} already exists in schema \"{}\"", signature_text(moved), moved.schema));
    }
    there.push_back(*other);
  }
  const catalog::Function old = *found.function;
  rename_calls(cx, old, moved.schema, moved.name);
  std::vector<catalog::Function> left;
  for (const catalog::Function* other : cx.catalog.find_functions(old.schema, old.name)) {
    if (signature(*other) != signature(old)) left.push_back(*other);
  }
  cx.catalog.put_functions(old.schema, old.name, std::move(left));
  there.push_back(moved);
  cx.catalog.put_functions(moved.schema, moved.name, std::move(there));
  return true;
}

// ---- SET SCHEMA ------------------------------------------------------------------------------

// A table takes its indexes and the sequences of its columns along.
bool move_relation(const action::SetSchema& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.object);
  if (relation == nullptr) return missing_relation(cx, statement.object, statement.if_exists);
  if (!may_be_called(statement.kind, relation->kind) || relation->index) {
    return wrong_kind(cx, relation->name, object_kind_name(statement.kind));
  }
  if (relation->owner_table != 0) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "cannot move an owned sequence into another schema");
  }
  if (!cx.catalog.has_schema(statement.schema.text) && !missing_schema(cx, statement.schema.text)) {
    return false;
  }
  std::vector<Oid> moved = relation->indexes;
  for (const Relation* dependant : cx.catalog.dependants_of(relation->oid)) {
    if (dependant->owner_table == relation->oid) moved.push_back(dependant->oid);
  }
  moved.push_back(relation->oid);
  const bool free = std::ranges::all_of(moved, [&](Oid oid) {
    const Relation& part = *cx.catalog.relation(oid);
    return part.schema == statement.schema.text || is_free(cx, part, statement.schema.text, part.name);
  });
  if (!free) return false;
  for (const Oid oid : moved) {
    rename_relation(cx, oid, statement.schema.text, std::string(cx.catalog.relation(oid)->name));
  }
  return true;
}

}  // namespace

bool apply(const action::Rename& statement, Context& cx) {
  switch (statement.kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::foreign_table: return rename_relation(statement, cx);
    case ObjectKind::column:
    case ObjectKind::attribute: return rename_column(statement, cx);
    case ObjectKind::constraint: return rename_constraint(statement, cx);
    case ObjectKind::type:
    case ObjectKind::domain:
      return rename_type(cx, statement.object, {}, statement.to.text, statement.if_exists);
    case ObjectKind::enum_value: return rename_enum_value(statement, cx);
    case ObjectKind::schema: return rename_schema(statement, cx);
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
      return move_function(cx, statement.object, statement.arguments, statement.kind, {}, statement.to.text);
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule: return rename_part(statement, cx);
    default: return rename_other(statement, cx);
  }
}

bool apply(const action::SetSchema& statement, Context& cx) {
  switch (statement.kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::sequence:
    case ObjectKind::foreign_table: return move_relation(statement, cx);
    case ObjectKind::type:
    case ObjectKind::domain:
      return rename_type(cx, statement.object, statement.schema.text, {}, statement.if_exists);
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
      return move_function(cx, statement.object, statement.arguments, statement.kind, statement.schema.text,
                           {});
    case ObjectKind::extension: return move_extension(statement, cx);
    default: return true;
  }
}

}  // namespace lockstep::replay
