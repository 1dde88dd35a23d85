#include <algorithm>
#include <array>
#include <utility>

#include "replay/expression_checks.h"
#include "replay/expressions.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::Oid;
using catalog::Relation;

// Those of a composite type may be called as system columns are.
bool may_name_column(Context& cx, const Relation& table, const action::ColumnDef& definition) {
  if (table.kind == catalog::RelationKind::composite_type || !is_system_column(definition.name.text)) {
    return true;
  }
  return cx.refuse(
      sqlstate::kDuplicateColumn,
      text::format("column name \"{}\" conflicts with a system column name", definition.name.text),
      definition.name.span);
}

// https://www.postgresql.org/docs/current/ddl-generated-columns.html
bool may_be_computed(Context& cx, const Relation& table, const action::ColumnDef& definition) {
  if (definition.generated == Generated::none) return true;
  const bool two_values = definition.default_value || definition.identity != Identity::none;
  if (two_values) {
    return cx.refuse(sqlstate::kSyntaxError,
                     text::format("both a default or identity and a generation expression for column \"{}\"",
                                  definition.name.text));
  }
  const auto is_generated = [&](std::string_view name) {
    const Column* column = table.find_column(name);
    return name == definition.name.text || (column != nullptr && column->generated != Generated::none);
  };
  if (std::ranges::any_of(column_names(definition.generation_expression), is_generated)) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     "cannot use a generated column in a column generation expression");
  }
  return may_stand_in(cx, definition.generation_expression, kGeneration, &table);
}

void keep_storage(Relation& table, const action::ColumnDef& definition, AttributeNumber column) {
  const auto unless_default = [](const std::string& word) { return word == "default" ? "" : word; };
  catalog::ColumnSettings settings;
  settings.column = column;
  settings.storage = unless_default(definition.storage);
  settings.compression = unless_default(definition.compression);
  if (settings.storage.empty() && settings.compression.empty()) return;
  table.extras.edit().column_settings.push_back(std::move(settings));
}

}  // namespace

bool is_serial(const TypeName& type) {
  static constexpr std::array<std::string_view, 6> kNames = {"bigserial", "serial",  "serial2",
                                                             "serial4",   "serial8", "smallserial"};
  return type.schema.empty() && type.array_dimensions == 0 &&
         std::ranges::find(kNames, type.name) != kNames.end();
}

bool is_system_column(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {"tableoid", "xmin", "cmin",
                                                             "xmax",     "cmax", "ctid"};
  return std::ranges::find(kNames, name) != kNames.end();
}

const Column* find_or_learn_column(Context& cx, const Relation& table, std::string_view name) {
  const Column* found = table.find_column(name);
  if (found != nullptr || !table.uncertain) return found;
  Column learned;
  learned.name = name;
  learned.type.known = false;
  learned.origin = table.origin;
  return &append_column(*cx.catalog.edit(table.oid), std::move(learned));
}

std::vector<AttributeNumber> numbers_of(Context& cx, const Relation& table, std::span<const Name> names) {
  std::vector<AttributeNumber> numbers;
  for (const Name& name : names) {
    const Column* column = find_or_learn_column(cx, table, name.text);
    numbers.push_back(column == nullptr ? AttributeNumber{0} : column->number);
  }
  return numbers;
}

bool has_unknown(std::span<const AttributeNumber> numbers) {
  return std::ranges::find(numbers, AttributeNumber{0}) != numbers.end();
}

std::vector<AttributeNumber> map_columns(std::span<const AttributeNumber> columns, const Relation& from,
                                         const Relation& to) {
  std::vector<AttributeNumber> mapped;
  for (const AttributeNumber number : columns) {
    const Column* source = from.find_column(number);
    const Column* target = source == nullptr ? nullptr : to.find_column(source->name);
    mapped.push_back(target == nullptr ? AttributeNumber{0} : target->number);
  }
  return mapped;
}

Column& append_column(Relation& table, Column column) {
  column.number = ++table.last_attribute;
  return table.columns.emplace_back(std::move(column));
}

// A default of NULL is the same as none.
void set_default(Column& column, const Expr& expression) {
  if (expression.empty() || expression.nodes()[expression.without_casts()].kind == ExprKind::null) {
    column.default_value.reset();
  } else {
    column.default_value = expression;
  }
}

void set_collation(Column& column, const std::string& collation) {
  column.collation = collation == "default" ? "" : collation;
}

Oid add_owned_sequence(Context& cx, Oid table, AttributeNumber column) {
  const Relation& owner = *cx.catalog.relation(table);
  Relation sequence;
  sequence.kind = catalog::RelationKind::sequence;
  sequence.schema = owner.schema;
  sequence.temporary = owner.temporary;
  sequence.unlogged = owner.unlogged;
  sequence.name = choose_relation_name(cx.catalog, owner.schema, owner.name, owner.find_column(column)->name,
                                       "seq", false);
  sequence.owner_table = table;
  sequence.owner_column = column;
  sequence.sequence_type = owner.find_column(column)->type.name;
  sequence.origin = cx.origin;
  const Oid oid = cx.catalog.add(std::move(sequence)).oid;
  cx.catalog.edit(table)->find_column(column)->owned_sequence = oid;
  return oid;
}

bool add_column(Context& cx, Oid table, const action::ColumnDef& definition) {
  Relation& relation = *cx.catalog.edit(table);
  if (relation.find_column(definition.name.text) != nullptr) {
    return duplicate_column(cx, relation, definition.name.text, definition.name.span);
  }
  if (!may_name_column(cx, relation, definition) ||
      !may_be_column_type(cx, relation, definition.type, definition.name)) {
    return false;
  }
  Column column;
  column.name = definition.name.text;
  column.type = cx.catalog.resolve(definition.type);
  set_collation(column, definition.collation);
  if (!may_be_collated(cx, column.type, column.collation)) return false;
  if (definition.identity != Identity::none && !may_be_identity(cx, column.type)) return false;
  if (definition.generated == Generated::virtual_ &&
      cx.catalog.has_type(column.type.schema, column.type.name)) {
    return cx.refuse(
        sqlstate::kFeatureNotSupported,
        text::format("virtual generated column \"{}\" cannot have a user-defined type", column.name));
  }
  column.identity = definition.identity;
  column.generated = definition.generated;
  column.generation_expression = without_qualifier(definition.generation_expression, relation);
  column.origin = cx.origin;
  if (!may_be_computed(cx, relation, definition)) return false;
  const bool serial = is_serial(definition.type);
  column.not_null = definition.not_null || serial || definition.identity != Identity::none;
  if (definition.default_value) {
    if (!may_be_default(cx, *definition.default_value, column.name, column.type)) return false;
    set_default(column, *definition.default_value);
  }
  column.filled = column.not_null || column.default_value || definition.generated != Generated::none;
  column.full = column.filled;

  const AttributeNumber number = append_column(relation, std::move(column)).number;
  if (definition.not_null) keep_not_null(cx, relation, definition, number);
  keep_storage(relation, definition, number);
  return add_sequence_of_column(cx, table, number, definition);
}

bool add_sequence_of_column(Context& cx, Oid table, AttributeNumber number,
                            const action::ColumnDef& definition) {
  const bool serial = is_serial(definition.type);
  if (!serial && definition.identity == Identity::none) return true;
  const Oid sequence = add_owned_sequence(cx, table, number);
  if (!set_parameters(cx, *cx.catalog.edit(sequence), definition.sequence, {}, true)) return false;
  if (serial) {
    cx.catalog.edit(table)->find_column(number)->default_value =
        catalog::nextval_of(*cx.catalog.relation(sequence));
  }
  return true;
}

void set_not_null(Context& cx, Oid table, std::span<const AttributeNumber> columns) {
  Relation& relation = *cx.catalog.edit(table);
  for (const AttributeNumber number : columns) {
    if (Column* column = relation.find_column(number)) column->not_null = true;
  }
  for (const Relation* child : cx.catalog.descendants_of(table)) {
    const std::vector<AttributeNumber> mapped = map_columns(columns, relation, *child);
    Relation& changed = *cx.catalog.edit(child->oid);
    for (const AttributeNumber number : mapped) {
      if (Column* column = changed.find_column(number)) column->not_null = true;
    }
  }
}

}  // namespace lockstep::replay
