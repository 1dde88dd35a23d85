#include "rules/foreign_key_advice.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/advice.h"
#include "rules/context.h"
#include "rules/row_changes.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

struct DroppedKey {
  const catalog::Constraint& key;
  const catalog::Relation& table;
  const catalog::Relation& referenced;
};

bool has_columns(const catalog::Relation& table, const std::vector<catalog::AttributeNumber>& numbers,
                 const std::vector<Name>& names) {
  return std::ranges::equal(numbers, names, [&](catalog::AttributeNumber number, const Name& name) {
    const catalog::Column* column = table.find_column(name.text);
    return column != nullptr && column->number == number;
  });
}

bool is_one_of(const catalog::Relation& table, const std::vector<catalog::AttributeNumber>& numbers,
               const Name& name) {
  const catalog::Column* column = table.find_column(name.text);
  return column != nullptr && std::ranges::find(numbers, column->number) != numbers.end();
}

// Of the columns by these numbers, or of the index that a key relies on.
bool changes(const AlterCommand& command, const catalog::Relation& table,
             const std::vector<catalog::AttributeNumber>& numbers, catalog::Oid index) {
  if (const auto* drop = std::get_if<action::DropConstraint>(&command.fact)) {
    const catalog::Constraint* constraint = table.find_constraint(drop->constraint.text);
    return constraint != nullptr && constraint->index != 0 && constraint->index == index;
  }
  if (const auto* drop = std::get_if<action::DropColumn>(&command.fact))
    return is_one_of(table, numbers, drop->column);
  const auto* set = std::get_if<action::SetType>(&command.fact);
  return set != nullptr && is_one_of(table, numbers, set->column);
}

// Changes rows, or what the key is about: until then the key could come back as well.
bool ends_its_place(const Action& action, const DroppedKey& dropped, const RuleContext& cx) {
  if (changes_rows(action) || std::holds_alternative<action::DoBlock>(action) ||
      std::holds_alternative<action::Truncate>(action))
    return true;
  if (const auto* drop = std::get_if<action::Drop>(&action))
    return std::ranges::any_of(drop->names, [&](const QualifiedName& name) {
      const catalog::Relation* index = cx.before().find_relation(name);
      return index != nullptr && index->oid == dropped.key.referenced_index;
    });
  const auto touches = [&](const QualifiedName& name, const auto& is_changed) {
    const catalog::Relation* table = cx.before().find_table(name);
    return (table == &dropped.table && is_changed(dropped.table, dropped.key.columns)) ||
           (table == &dropped.referenced && is_changed(dropped.referenced, dropped.key.referenced_columns));
  };
  if (const auto* rename = std::get_if<action::Rename>(&action))
    return touches(rename->object, [&](const catalog::Relation& table, const auto& numbers) {
      return rename->kind == ObjectKind::table ||
             (rename->kind == ObjectKind::column && is_one_of(table, numbers, rename->from));
    });
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter != nullptr &&
         touches(alter->relation, [&](const catalog::Relation& table, const auto& numbers) {
           return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
             return changes(command, table, numbers, dropped.key.referenced_index);
           });
         });
}

// The command that adds a foreign key over the same columns.
const AlterCommand* find_key_again(const action::AlterTable& alter, const DroppedKey& dropped,
                                   const RuleContext& cx) {
  if (cx.before().find_table(alter.relation) != &dropped.table) return nullptr;
  const auto found = std::ranges::find_if(alter.commands, [&](const AlterCommand& command) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    return add != nullptr && add->constraint.kind == ConstraintKind::foreign_key &&
           has_columns(dropped.table, dropped.key.columns, add->constraint.columns) &&
           cx.before().find_table(add->constraint.references) != nullptr;
  });
  return found == alter.commands.end() ? nullptr : &*found;
}

// The same, by this statement or a later one, where it could as well be done at once.
const AlterCommand* added_again(const DroppedKey& dropped, const RuleContext& cx) {
  if (const AlterCommand* added = find_key_again(cx.alter_table(), dropped, cx)) return added;
  for (const Statement& later : cx.following()) {
    const auto* alter = std::get_if<action::AlterTable>(&later.action);
    if (alter != nullptr) {
      if (const AlterCommand* added = find_key_again(*alter, dropped, cx)) return added;
    }
    if (ends_its_place(later.action, dropped, cx)) return nullptr;
  }
  return nullptr;
}

bool is_same_key(const action::Constraint& added, const DroppedKey& dropped, const RuleContext& cx) {
  const catalog::Constraint& key = dropped.key;
  const catalog::Constraint* primary = dropped.referenced.primary_key();
  const bool same_target =
      cx.before().find_table(added.references) == &dropped.referenced &&
      (added.referenced_columns.empty()
           ? primary != nullptr && primary->columns == key.referenced_columns
           : has_columns(dropped.referenced, key.referenced_columns, added.referenced_columns));
  return same_target && added.on_delete == key.on_delete && added.on_update == key.on_update &&
         added.match_full == key.match_full && added.deferrable == key.deferrable &&
         added.initially_deferred == key.initially_deferred && added.not_enforced != key.enforced;
}

std::string drop_alone(const action::DropConstraint& drop, const RuleContext& cx) {
  return text::format(
      "drop it in a migration of its own, which gives up instead of making others wait:\n"
      "  SET lock_timeout = '5s';\n  ALTER TABLE {} DROP CONSTRAINT {}{};",
      cx.sql(cx.alter_table().relation), drop.if_exists ? "IF EXISTS " : "", cx.sql(drop.constraint));
}

std::string keep_key(const action::DropConstraint& drop, const action::Constraint& added,
                     const RuleContext& cx) {
  if (added.name.text == drop.constraint.text) return "leave out both statements: it comes back as it was";
  return text::format(
      "it is the same key under another name: rename it, and leave out drop and ADD CONSTRAINT:\n"
      "  ALTER TABLE {} RENAME CONSTRAINT {} TO {};",
      cx.sql(cx.alter_table().relation), cx.sql(drop.constraint), constraint_name(added, cx));
}

std::string change_key(const action::DropConstraint& drop, const AlterCommand& again, const RuleContext& cx) {
  const action::Constraint& added = std::get<action::AddConstraint>(again.fact).constraint;
  return text::format(
      "change it by one statement, which gives up instead of making others wait:\n"
      "  SET lock_timeout = '5s';\n  ALTER TABLE {0} DROP CONSTRAINT {1}{2}, {3}{4};\n"
      "{5}:\n  ALTER TABLE {0} VALIDATE CONSTRAINT {6};",
      cx.sql(cx.alter_table().relation), drop.if_exists ? "IF EXISTS " : "", cx.sql(drop.constraint),
      cx.text(again.span), added.not_valid ? "" : " NOT VALID", afterwards(cx.runner()),
      constraint_name(added, cx));
}

}  // namespace

std::string drop_key_advice(const action::DropConstraint& drop, const catalog::Constraint& key,
                            const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  const catalog::Relation* referenced = cx.before().relation(key.referenced_table);
  if (table == nullptr || referenced == nullptr) return drop_alone(drop, cx);
  const DroppedKey dropped{.key = key, .table = *table, .referenced = *referenced};
  const AlterCommand* again = added_again(dropped, cx);
  if (again == nullptr) return drop_alone(drop, cx);
  const action::Constraint& added = std::get<action::AddConstraint>(again->fact).constraint;
  return is_same_key(added, dropped, cx) ? keep_key(drop, added, cx) : change_key(drop, *again, cx);
}

}  // namespace lockstep::rules
