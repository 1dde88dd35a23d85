#include "rules/columns.h"

#include <algorithm>
#include <array>
#include <span>
#include <variant>

#include "replay/expressions.h"
#include "replay/names.h"
#include "replay/rows.h"
#include "rules/context.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::size_t kLongestDefault = 200;  // more than two names and their quotes have

bool is_key(const action::Constraint& constraint) {
  return constraint.kind == ConstraintKind::primary_key || constraint.kind == ConstraintKind::unique ||
         constraint.kind == ConstraintKind::foreign_key;
}

// Adds a constraint over the column for which `is_meant` says yes.
bool constrains(const Action& action, const QualifiedName& table, const Name& column, const RuleContext& cx,
                bool (*is_meant)(const action::Constraint&)) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  if (alter == nullptr || !cx.same_relation(alter->relation, table)) return false;
  return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    return add != nullptr && is_meant(add->constraint) &&
           contains(add->constraint.columns, column.text, &Name::text);
  });
}

bool is_primary_key(const action::Constraint& constraint) {
  return constraint.kind == ConstraintKind::primary_key;
}

bool makes_key(const Action& action, const QualifiedName& table, const Name& column, const RuleContext& cx) {
  if (const auto* index = std::get_if<action::CreateIndex>(&action)) {
    const auto is_column = [&](const auto& element) { return element.column.text == column.text; };
    return index->unique && cx.same_relation(index->relation, table) &&
           std::ranges::any_of(index->elements, is_column);
  }
  return constrains(action, table, column, cx, is_key);
}

bool uses(const catalog::Index& index, const catalog::Column& column) {
  return replay::mentions(index.predicate, column.name) || contains(index.include, column.number) ||
         std::ranges::any_of(index.keys, [&](const catalog::IndexKey& key) {
           return key.column == column.number || replay::mentions(key.expression, column.name);
         });
}

bool is_among(const Name& column, const std::vector<Name>& columns) {
  return contains(columns, column.text, &Name::text);
}

// Of an ALTER TABLE of the table that the key refers to: without it the key might not be possible.
bool prepares(const AlterCommand& command, const action::Constraint& key) {
  // Written without its columns, the key refers to the primary key.
  const auto refers_to = [&](const Name& column) {
    return key.referenced_columns.empty() || is_among(column, key.referenced_columns);
  };
  if (const auto* add = std::get_if<action::AddColumn>(&command.fact)) {
    return key.referenced_columns.empty() ? find_inline(add->column, ConstraintKind::primary_key) != nullptr
                                          : is_among(add->column.name, key.referenced_columns);
  }
  if (const auto* set = std::get_if<action::SetType>(&command.fact)) return refers_to(set->column);
  if (std::holds_alternative<action::DropConstraint>(command.fact)) return true;
  const auto* add = std::get_if<action::AddConstraint>(&command.fact);
  if (add == nullptr || (!is_primary_key(add->constraint) && add->constraint.kind != ConstraintKind::unique))
    return false;
  return !add->constraint.using_index.text.empty() || std::ranges::any_of(add->constraint.columns, refers_to);
}

// Fills the key's table, or makes what the key refers to.
bool prepares(const Action& action, const action::Constraint& key, const RuleContext& cx) {
  if (const auto* update = std::get_if<action::Update>(&action))
    return cx.same_relation(update->relation, cx.alter_table().relation);
  if (const auto* index = std::get_if<action::CreateIndex>(&action)) {
    return index->unique && cx.same_relation(index->relation, key.references) &&
           std::ranges::all_of(index->elements, [&](const action::IndexElement& element) {
             return is_among(element.column, key.referenced_columns);
           });
  }
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter != nullptr && cx.same_relation(alter->relation, key.references) &&
         std::ranges::any_of(alter->commands,
                             [&](const AlterCommand& command) { return prepares(command, key); });
}

// The sequence of a serial column, by the name that Postgres gives it.
QualifiedName sequence_of(const action::ColumnDef& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  QualifiedName sequence{.schema = table.schema, .name = {}, .span = {}};
  std::string label = "seq";
  for (int number = 1;; ++number) {
    sequence.name = replay::make_object_name(table.name, column.name.text, label);
    if (cx.before().find_relation(sequence) == nullptr) return sequence;
    label = "seq" + std::to_string(number);
  }
}

std::string nextval_of(const QualifiedName& name) {
  catalog::Relation sequence;
  sequence.schema = name.schema.empty() ? "public" : name.schema;
  sequence.name = name.name;
  return catalog::nextval_of(sequence).to_text(kLongestDefault);
}

// By one of the statements.
const action::ColumnDef* added_in(std::span<const Statement> statements, const QualifiedName& table,
                                  std::string_view column, const RuleContext& cx) {
  for (const Statement& statement : statements) {
    const auto* alter = std::get_if<action::AlterTable>(&statement.action);
    if (alter == nullptr || !cx.same_relation(alter->relation, table)) continue;
    if (const action::ColumnDef* added = find_added(*alter, column)) return added;
  }
  return nullptr;
}

// Of a column that the history knows, the member `known`; else whether it had a default when it was added, or
// an earlier statement `gives_values`.
bool has_values(const Name& column, bool catalog::Column::* known, auto gives_values, const RuleContext& cx) {
  if (const catalog::Column* found = cx.find_column(cx.alter_table().relation, column)) return found->*known;
  const action::ColumnDef* added = added_by_now(column.text, cx);
  return (added != nullptr && gives_value(*added)) ||
         std::ranges::any_of(cx.preceding(),
                             [&](const Statement& earlier) { return gives_values(earlier.action); });
}

}  // namespace

bool is_serial(const TypeName& type) {
  // https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
  constexpr std::array<std::string_view, 6> kNames{"serial",  "serial2",   "serial4",
                                                   "serial8", "bigserial", "smallserial"};
  return contains(kNames, type.name);
}

std::string plain_type(const action::ColumnDef& column, const RuleContext& cx) {
  if (!is_serial(column.type)) return std::string(cx.text(column.type.span));
  if (column.type.name.starts_with("big") || column.type.name == "serial8") return "bigint";
  return column.type.name.starts_with("small") || column.type.name == "serial2" ? "smallint" : "integer";
}

bool gives_value(const action::ColumnDef& column) {
  if (column.identity != Identity::none || column.generated != Generated::none || is_serial(column.type))
    return true;
  if (!column.default_value) return false;
  const Expr& value = *column.default_value;
  return value.empty() || value.nodes()[value.without_casts()].kind != ExprKind::null;
}

bool required_without_value(const action::ColumnDef& column) {
  const bool required = column.not_null || find_inline(column, ConstraintKind::primary_key) != nullptr;
  return required && !gives_value(column);
}

bool fails_on_rows(const action::AddColumn& add, const RuleContext& cx) {
  if (!required_without_value(add.column)) return false;
  // The default of a domain counts, too, and the catalog doesn't hold it.
  const catalog::Type type = cx.before().resolve(add.column.type);
  return cx.before().find_domain(type.schema, type.name) == nullptr;
}

const action::Constraint* find_inline(const action::ColumnDef& column, ConstraintKind kind) {
  const auto found = std::ranges::find(column.constraints, kind, &action::Constraint::kind);
  return found == column.constraints.end() ? nullptr : &*found;
}

const action::DropConstraint* find_drop(const action::AlterTable& alter, std::string_view constraint) {
  for (const AlterCommand& command : alter.commands) {
    const auto* drop = std::get_if<action::DropConstraint>(&command.fact);
    if (drop != nullptr && drop->constraint.text == constraint) return drop;
  }
  return nullptr;
}

const action::ColumnDef* find_added(const action::AlterTable& alter, std::string_view column) {
  for (const AlterCommand& command : alter.commands) {
    const auto* add = std::get_if<action::AddColumn>(&command.fact);
    if (add != nullptr && add->column.name.text == column) return &add->column;
  }
  return nullptr;
}

const action::ColumnDef* added_later(const QualifiedName& table, std::string_view column,
                                     const RuleContext& cx) {
  return added_in(cx.following(), table, column, cx);
}

const action::ColumnDef* added_earlier(const QualifiedName& table, std::string_view column,
                                       const RuleContext& cx) {
  return added_in(cx.preceding(), table, column, cx);
}

const action::ColumnDef* added_from_now(std::string_view column, const RuleContext& cx) {
  const action::ColumnDef* added = find_added(cx.alter_table(), column);
  return added == nullptr ? added_later(cx.alter_table().relation, column, cx) : added;
}

const action::ColumnDef* added_by_now(std::string_view column, const RuleContext& cx) {
  const action::ColumnDef* added = added_earlier(cx.alter_table().relation, column, cx);
  return added == nullptr ? find_added(cx.alter_table(), column) : added;
}

const action::ColumnDef* added_without_its_key(const action::Constraint& key, const RuleContext& cx) {
  if (key.columns.size() != 1 || cx.created_here(key.references)) return nullptr;
  const std::string& column = key.columns.front().text;
  const action::ColumnDef* empty = nullptr;
  for (const Statement& earlier : cx.preceding()) {
    if (prepares(earlier.action, key, cx)) empty = nullptr;
    const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
    if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) continue;
    if (const action::ColumnDef* added = find_added(*alter, column)) empty = added;
  }
  if (empty == nullptr) empty = find_added(cx.alter_table(), column);
  return empty == nullptr || empty->default_value || empty->generated != Generated::none ? nullptr : empty;
}

bool is_filled(const Name& column, const RuleContext& cx) {
  const auto fills = [&](const Action& action) {
    const auto* update = std::get_if<action::Update>(&action);
    return update != nullptr && cx.same_relation(update->relation, cx.alter_table().relation) &&
           is_among(column, update->columns);
  };
  return has_values(column, &catalog::Column::filled, fills, cx);
}

bool is_full(const Name& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const auto leaves_no_null = [&](const Action& action) {
    if (const auto* update = std::get_if<action::Update>(&action))
      return cx.same_relation(update->relation, table) &&
             replay::leaves_no_null(*update, column.text, nullptr);
    const auto* remove = std::get_if<action::Delete>(&action);
    return remove != nullptr && cx.same_relation(remove->relation, table) &&
           replay::leaves_no_null(*remove, column.text);
  };
  return has_values(column, &catalog::Column::full, leaves_no_null, cx);
}

bool has_default(const Name& column, const RuleContext& cx) {
  const bool drops = std::ranges::any_of(cx.alter_table().commands, [&](const AlterCommand& command) {
    const auto* drop = std::get_if<action::DropDefault>(&command.fact);
    return drop != nullptr && drop->column.text == column.text;
  });
  if (drops) return false;
  if (const catalog::Column* known = cx.find_column(cx.alter_table().relation, column))
    return known->default_value || known->identity != Identity::none || known->generated != Generated::none;
  const action::ColumnDef* added = added_by_now(column.text, cx);
  return added != nullptr && gives_value(*added);
}

bool is_moot(std::string_view column, const RuleContext& cx) {
  const action::ColumnDef* added = added_by_now(column, cx);
  return cx.dropped_later(cx.alter_table().relation, column) ||
         (added != nullptr && required_without_value(*added));
}

bool in_new_key(const action::ColumnDef& column, const RuleContext& cx) {
  const auto makes = [&](const Statement& statement) {
    return makes_key(statement.action, cx.alter_table().relation, column.name, cx);
  };
  return std::ranges::any_of(column.constraints, is_key) || makes(cx.statement()) ||
         std::ranges::any_of(cx.following(), makes);
}

bool in_new_primary_key(const action::ColumnDef& column, const RuleContext& cx) {
  const auto makes = [&](const Statement& statement) {
    return constrains(statement.action, cx.alter_table().relation, column.name, cx, is_primary_key);
  };
  return std::ranges::any_of(column.constraints, is_primary_key) || makes(cx.statement()) ||
         std::ranges::any_of(cx.following(), makes);
}

std::string add_for_new_rows(const action::ColumnDef& column, const RuleContext& cx) {
  const std::string table = cx.sql(cx.alter_table().relation);
  const std::string name = cx.sql(column.name);
  const std::string type = plain_type(column, cx);
  if (column.default_value) {
    return text::format(
        "\n  ALTER TABLE {0} ADD COLUMN {1} {2};\n  ALTER TABLE {0} ALTER COLUMN {1} SET {3};", table, name,
        type, cx.text(column.default_span));
  }
  const QualifiedName sequence = sequence_of(column, cx);
  return text::format(
      "\n  CREATE SEQUENCE {3} AS {2};\n  ALTER TABLE {0} ADD COLUMN {1} {2};\n"
      "  ALTER SEQUENCE {3} OWNED BY {0}.{1};\n  ALTER TABLE {0} ALTER COLUMN {1} SET DEFAULT {4};",
      table, name, type, cx.sql(sequence), nextval_of(sequence));
}

std::vector<std::string> lost_with(const catalog::Column& column, const RuleContext& cx) {
  const catalog::Relation& table = *cx.before().find_table(cx.alter_table().relation);
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!contains(names, name) && find_drop(cx.alter_table(), name) == nullptr) names.push_back(name);
  };
  for (const catalog::Constraint& constraint : table.constraints) {
    if (constraint.kind != ConstraintKind::not_null && contains(constraint.columns, column.number))
      add(constraint.name);
  }
  for (const catalog::Oid oid : table.indexes) {
    if (const catalog::Relation* index = cx.before().relation(oid); index && uses(*index->index, column))
      add(index->name);
  }
  return names;
}

}  // namespace lockstep::rules
