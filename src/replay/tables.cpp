#include <algorithm>
#include <utility>

#include "catalog/operator_classes.h"
#include "replay/expression_checks.h"
#include "replay/expressions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "replay/table_settings.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

RelationKind kind_of(const action::CreateTable& statement) {
  if (statement.foreign) return RelationKind::foreign_table;
  return statement.partition_strategy.empty() ? RelationKind::table : RelationKind::partitioned_table;
}

bool is_constant(const Expr& expression) {
  switch (expression.nodes()[expression.without_casts()].kind) {
    case ExprKind::null:
    case ExprKind::boolean:
    case ExprKind::integer:
    case ExprKind::numeric:
    case ExprKind::string: return true;
    default: return false;
  }
}

// A column that is also a parent's, or options for one: PARTITION OF parent (column NOT NULL).
bool merge_column(Context& cx, Relation& table, Column& column, const action::ColumnDef& definition) {
  const bool options_only = definition.type.name.empty();
  if (!options_only && cx.catalog.resolve(definition.type) != column.type) {
    return cx.refuse(sqlstate::kDatatypeMismatch,
                     text::format("column \"{}\" has a type conflict", column.name));
  }
  column.local = column.local || !options_only;
  const bool numbered = definition.identity != Identity::none || is_serial(definition.type);
  column.not_null = column.not_null || definition.not_null || numbered;
  if (definition.identity != Identity::none) column.identity = definition.identity;
  const bool changes_generation =
      definition.generated != Generated::none && definition.generated != column.generated;
  if (column.generated != Generated::none && (changes_generation || definition.default_value)) {
    return cx.refuse(sqlstate::kInvalidColumnDefinition,
                     text::format("column \"{}\" inherits from generated column {}", column.name,
                                  changes_generation ? "of different kind" : "but specifies default"));
  }
  if (definition.default_value) set_default(column, *definition.default_value);
  if (definition.generated != Generated::none) {
    column.generated = definition.generated;
    column.generation_expression = without_qualifier(definition.generation_expression, table);
  }
  return add_sequence_of_column(cx, table.oid, column.number, definition);
}

bool add_or_merge_column(Context& cx, Oid oid, const action::ColumnDef& definition) {
  Relation& table = *cx.catalog.edit(oid);
  Column* column = table.find_column(definition.name.text);
  if (column != nullptr && !column->local) return merge_column(cx, table, *column, definition);
  if (definition.type.name.empty()) {
    return table.uncertain || cx.refuse(sqlstate::kUndefinedColumn,
                                        text::format("column \"{}\" does not exist", definition.name.text));
  }
  return add_column(cx, oid, definition);
}

bool copy_type_columns(Context& cx, Oid oid, const TypeName& type) {
  Relation& table = *cx.catalog.edit(oid);
  const QualifiedName name{.schema = type.schema, .name = type.name, .span = {}};
  const Relation* composite = cx.catalog.find_relation(name);
  if (composite == nullptr) {
    table.uncertain = true;
    return missing_type(cx, name);
  }
  if (composite->kind != RelationKind::composite_type) {
    return cx.refuse(sqlstate::kWrongObjectType, text::format("type {} is not a composite type", type.name));
  }
  for (const Column& column : composite->columns) {
    append_column(table, column).local = false;  // options of the table may follow
  }
  return true;
}

bool take_over(Context& cx, Oid table, const action::CreateTable& statement) {
  if (statement.of_type && !copy_type_columns(cx, table, *statement.of_type)) return false;
  if (statement.partition_of && !inherit_columns(cx, table, *statement.partition_of, true)) return false;
  return std::ranges::all_of(statement.inherits, [&](const QualifiedName& parent) {
    return inherit_columns(cx, table, parent, false);
  });
}

// Its own and those of LIKE, as they are written.
bool add_columns(Context& cx, Oid table, const action::CreateTable& statement) {
  auto like = statement.like.begin();
  const auto copy_up_to = [&](std::size_t columns) {
    for (; like != statement.like.end() && like->columns_before == columns; ++like) {
      if (!copy_like(cx, table, *like)) return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < statement.columns.size(); ++i) {
    if (!copy_up_to(i) || !add_or_merge_column(cx, table, statement.columns[i])) return false;
  }
  return copy_up_to(statement.columns.size());
}

void take_over_constraints(Context& cx, Oid table) {
  const Relation& relation = *cx.catalog.relation(table);
  std::vector<Oid> parents = relation.inherits;
  if (relation.partition_parent != 0) {
    parents.push_back(relation.partition_parent);
    copy_triggers(cx, table, relation.partition_parent);
  }
  for (const Oid parent : parents) inherit_constraints(cx, table, parent);
}

// ComputePartitionAttrs of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool may_be_partition_key(Context& cx, const Relation& table, const action::IndexElement& element,
                          std::string_view strategy) {
  const bool expression = element.column.text.empty();
  const auto is_used = [&](const Column& column) {
    return expression ? mentions(element.expression, column.name) : column.name == element.column.text;
  };
  for (const Column& column : table.columns) {
    if (column.generated != Generated::none && is_used(column)) {
      return cx.refuse(sqlstate::kInvalidObjectDefinition, "cannot use generated column in partition key");
    }
  }
  if (expression && is_constant(element.expression)) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition, "cannot use constant expression as partition key");
  }
  const Column* column = table.find_column(element.column.text);
  const std::string_view method = strategy == "hash" ? "hash" : "btree";
  if (column == nullptr || !element.operator_class.empty() ||
      catalog::has_default_operator_class(cx.catalog, method, column->type) != false) {
    return true;
  }
  return cx.refuse(sqlstate::kUndefinedObject,
                   text::format("data type {} has no default operator class for access method \"{}\"",
                                to_text(column->type), method));
}

bool set_partition_key(Context& cx, Oid oid, const action::CreateTable& statement) {
  if (statement.partition_key.empty()) return true;
  Relation& table = *cx.catalog.edit(oid);
  table.extras.edit().partition_strategy = statement.partition_strategy;
  if (statement.partition_strategy == "list" && statement.partition_key.size() > 1) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     "cannot use \"list\" partition strategy with more than one column");
  }
  for (const action::IndexElement& element : statement.partition_key) {
    const bool expression = element.column.text.empty();
    const Column* column = expression ? nullptr : find_or_learn_column(cx, table, element.column.text);
    if (!expression && column == nullptr) {
      return cx.refuse(
          sqlstate::kUndefinedColumn,
          text::format("column \"{}\" named in partition key does not exist", element.column.text));
    }
    if (expression && !may_stand_in(cx, element.expression, kPartitionKey, &table)) return false;
    if (!may_be_partition_key(cx, table, element, statement.partition_strategy)) return false;
    table.partition_key.push_back(expression ? catalog::AttributeNumber{0} : column->number);
    catalog::IndexKey& key = table.extras.edit().partition_key.emplace_back();
    key.column = table.partition_key.back();
    key.expression = without_qualifier(element.expression, table);
    key.operator_class = element.operator_class;
    key.collation = element.collation;
  }
  return true;
}

// Checks come with the table, then its keys, then foreign keys, which may refer to the table itself.
bool add_constraints(Context& cx, Oid table, const action::CreateTable& statement) {
  Constraints all;
  for (const action::ColumnDef& column : statement.columns) {
    for (const action::Constraint& constraint : column.constraints) all.push_back(&constraint);
  }
  for (const action::Constraint& constraint : statement.constraints) all.push_back(&constraint);

  const auto add_if = [&](auto is_meant) {
    return std::ranges::all_of(all, [&](const action::Constraint* constraint) {
      return !is_meant(constraint->kind) || add_constraint(cx, table, *constraint, true, true);
    });
  };
  const auto is_foreign_key = [](ConstraintKind kind) { return kind == ConstraintKind::foreign_key; };
  Constraints keys;
  std::ranges::copy_if(all, std::back_inserter(keys),
                       [](const action::Constraint* c) { return is_key(c->kind); });
  return add_if([&](ConstraintKind kind) { return !is_key(kind) && !is_foreign_key(kind); }) &&
         add_keys(cx, table, keys, true) && add_if(is_foreign_key);
}

// Others come with extensions, or by CREATE ACCESS METHOD.
bool knows_table_method(Context& cx, std::string_view method) {
  return method.empty() || method == "heap" || cx.catalog.platform || !cx.catalog.extensions.empty() ||
         cx.catalog.find_named(ObjectKind::access_method, {}, method) != nullptr ||
         cx.refuse(sqlstate::kUndefinedObject, text::format("access method \"{}\" does not exist", method));
}

Oid add_relation(Context& cx, Relation relation, const QualifiedName& name, bool temporary) {
  relation.schema = schema_for(cx, name, temporary);
  relation.name = name.name;
  relation.temporary = temporary || relation.schema == "pg_temp";
  relation.origin = cx.origin;
  return cx.catalog.add(std::move(relation)).oid;
}

}  // namespace

std::optional<bool> answer_taken(Context& cx, std::string_view schema, const QualifiedName& name,
                                 bool if_not_exists) {
  if (schema == "pg_catalog") {
    return cx.refuse(sqlstate::kInsufficientPrivilege,
                     text::format("permission denied to create \"pg_catalog.{}\"", name.name), name.span);
  }
  if (schema != "pg_temp" && !cx.catalog.has_schema(schema) && !missing_schema(cx, schema)) return false;
  if (cx.catalog.find_relation(schema, name.name) != nullptr) {
    return if_not_exists || duplicate_relation(cx, name.name, name.span);
  }
  if (cx.catalog.has_type(schema, name.name)) return duplicate_type(cx, name.name, name.span);
  return std::nullopt;
}

bool apply(const action::CreateTable& statement, Context& cx) {
  const std::string schema = schema_for(cx, statement.relation, statement.temporary);
  if (const std::optional<bool> answer =
          answer_taken(cx, schema, statement.relation, statement.if_not_exists)) {
    return *answer;
  }

  Relation relation;
  relation.kind = kind_of(statement);
  relation.unlogged = statement.unlogged;
  if (!statement.access_method.empty()) relation.extras.edit().access_method = statement.access_method;
  if (!knows_table_method(cx, statement.access_method)) return false;
  if (!set_options(cx, relation, statement.options)) return false;
  if (!statement.tablespace.empty()) relation.extras.edit().tablespace = statement.tablespace;
  if (!statement.server.empty()) relation.extras.edit().server = statement.server;
  if (statement.of_type) relation.extras.edit().of_type = cx.catalog.resolve(*statement.of_type);
  relation.default_partition = statement.partition_bound.is_default;
  if (statement.partition_of) relation.extras.edit().partition_bound = statement.partition_bound;
  const Oid table = add_relation(cx, std::move(relation), statement.relation, statement.temporary);
  if (!take_over(cx, table, statement)) return false;
  const Relation* parent = cx.catalog.relation(cx.catalog.relation(table)->partition_parent);
  if (parent != nullptr && !check_partition_bound(cx, *parent, table, statement.partition_bound))
    return false;
  if (!add_columns(cx, table, statement)) return false;
  if (statement.of_type) {
    for (Column& column : cx.catalog.edit(table)->columns) column.local = true;
  }
  if (!set_partition_key(cx, table, statement)) return false;
  take_over_constraints(cx, table);
  if (!add_constraints(cx, table, statement)) return false;
  return std::ranges::all_of(
      statement.like, [&](const action::LikeClause& like) { return copy_like_later(cx, table, like); });
}

}  // namespace lockstep::replay
