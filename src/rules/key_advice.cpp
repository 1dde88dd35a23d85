#include "rules/key_advice.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "replay/names.h"
#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/context.h"
#include "rules/earlier.h"
#include "rules/same_index.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

// An earlier statement of the file drops the constraint that has the key's name until then.
const action::DropConstraint* dropped_before(const action::Constraint& key, const RuleContext& cx) {
  for (const Statement& earlier : cx.preceding()) {
    const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
    if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) continue;
    if (const action::DropConstraint* drop = find_drop(*alter, key.name.text)) return drop;
  }
  return nullptr;
}

// The name that the index has until it takes the constraint's, which another one may still hold.
std::string index_name(const action::Constraint& key, const RuleContext& cx) {
  const QualifiedName taken{.schema = cx.alter_table().relation.schema, .name = key.name.text, .span = {}};
  if (key.name.text.empty()) return constraint_name(key, cx);
  if (cx.before().find_relation(taken) == nullptr && dropped_before(key, cx) == nullptr)
    return constraint_name(key, cx);
  return quote_identifier(replay::make_object_name(key.name.text, "", "new"));
}

// What goes in the statement that adds the key.
std::string dropped_constraints(const action::Constraint& key, const RuleContext& cx) {
  std::string commands;
  if (const action::DropConstraint* drop = dropped_before(key, cx))
    commands += "DROP CONSTRAINT " + cx.sql(drop->constraint) + ", ";
  for (const AlterCommand& command : cx.alter_table().commands) {
    if (const auto* drop = std::get_if<action::DropConstraint>(&command.fact))
      commands += "DROP CONSTRAINT " + cx.sql(drop->constraint) + ", ";
  }
  return commands;
}

// An index that Postgres takes for the key as it is (transformIndexConstraint in parse_utilcmd.c).
bool serves(const catalog::Index& index, const catalog::Relation& table, const action::Constraint& key) {
  const bool plain = index.unique && index.valid && index.method == "btree" && index.predicate.empty() &&
                     index.include.empty() && key.include.empty() && index.parent == 0 &&
                     index.nulls_not_distinct == key.nulls_not_distinct;
  return plain && std::ranges::equal(index.keys, key.columns, [&](const auto& part, const Name& name) {
           const catalog::Column* column = table.find_column(name.text);
           return column != nullptr && part.column == column->number && part.operator_class.empty() &&
                  part.collation.empty() && part.order != SortOrder::desc && part.nulls != NullsOrder::first;
         });
}

// The index of the table that the key can take; null when there is none.
const catalog::Relation* index_for_key(const QualifiedName& relation, const action::Constraint& key,
                                       const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(relation);
  if (table == nullptr || table->kind != catalog::RelationKind::table) return nullptr;
  for (const catalog::Oid oid : table->indexes) {
    const auto backs = [&](const catalog::Constraint& other) { return other.index == oid; };
    if (std::ranges::none_of(table->constraints, backs) && serves(cx.before().index(oid), *table, key))
      return cx.before().relation(oid);
  }
  return nullptr;
}

// The same of one that an earlier statement of the file has dropped: its name.
std::optional<std::string> dropped_index_for_key(const action::Constraint& key, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  if (table == nullptr || table->kind != catalog::RelationKind::table) return std::nullopt;
  for (const catalog::FormerIndex& former : table->former_indexes) {
    if (went_by_drop_index(former, cx) && serves(former.index, *table, key)) return former.name;
  }
  return std::nullopt;
}

std::string use_index(const std::string& index, bool is_dropped, const action::Constraint& key,
                      const RuleContext& cx) {
  return text::format(
      "use the unique index that is there, which gets the constraint's name{}:\n"
      "  ALTER TABLE {} {}ADD CONSTRAINT {} {} USING INDEX {}{}{};",
      is_dropped ? ", and leave out the DROP INDEX" : "", cx.sql(cx.alter_table().relation),
      dropped_constraints(key, cx), constraint_name(key, cx),
      key.kind == ConstraintKind::unique ? "UNIQUE" : "PRIMARY KEY", quote_identifier(index),
      key.deferrable ? " DEFERRABLE" : "", key.initially_deferred ? " INITIALLY DEFERRED" : "");
}

// With a constraint that this file drops.
bool went_with_constraint(const catalog::FormerIndex& former, const RuleContext& cx) {
  return cx.created_here(former.dropped) &&
         std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
           const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
           return alter != nullptr && earlier.span.begin == former.dropped.statement.begin &&
                  find_drop(*alter, former.name) != nullptr;
         });
}

// The name of a constraint over the same columns, by their numbers, that this statement or an earlier one of
// the file drops.
std::optional<std::string> find_same_key(const action::Constraint& key, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  if (table == nullptr || key.deferrable || rows_prepared(cx.alter_table().relation, cx)) return std::nullopt;
  const auto is_same = [&](const catalog::Index& index) {
    return index.primary == (key.kind == ConstraintKind::primary_key) && serves(index, *table, key);
  };
  for (const catalog::Constraint& constraint : table->constraints) {
    if (constraint.kind == key.kind && constraint.index != 0 && !constraint.deferrable &&
        is_same(cx.before().index(constraint.index)) &&
        find_drop(cx.alter_table(), constraint.name) != nullptr)
      return constraint.name;
  }
  for (const catalog::FormerIndex& former : table->former_indexes) {
    if (is_same(former.index) && went_with_constraint(former, cx)) return former.name;
  }
  return std::nullopt;
}

bool is_renamed(const Name& column, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    return renames_to(earlier.action, cx.alter_table().relation, column, cx);
  });
}

std::string keep_key(const std::string& name, const action::Constraint& key, const RuleContext& cx) {
  const auto renamed = [&](const Name& column) { return is_renamed(column, cx); };
  if (key.name.text.empty() || key.name.text == name)
    return text::format("leave out the drop of {} and this: it is the same key{}", name,
                        std::ranges::any_of(key.columns, renamed) ? ", and follows the renamed column" : "");
  return text::format(
      "it is the same key under another name: rename it, and leave out its drop:\n"
      "  ALTER TABLE {} RENAME CONSTRAINT {} TO {};",
      cx.sql(cx.alter_table().relation), quote_identifier(name), cx.sql(key.name));
}

// By the names of the table and the columns nothing can be built before the file has run.
bool has_new_names(const action::Constraint& key, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const auto is_new = [&](const Name& name) {
    const catalog::Column* column = cx.find_column(table, name);
    return (column != nullptr && cx.created_here(column->origin)) || added_by_now(name.text, cx) != nullptr ||
           is_renamed(name, cx);
  };
  return former_name(ObjectKind::table, table, cx).name != table.name ||
         std::ranges::any_of(key.columns, is_new) || std::ranges::any_of(key.include, is_new);
}

// Foreign keys that a later statement adds, and that need the key.
std::vector<std::string> keys_on(const action::Constraint& key, const RuleContext& cx) {
  const auto refers_to_it = [&](const action::Constraint& other) {
    const bool same =
        other.referenced_columns.empty()
            ? key.kind == ConstraintKind::primary_key
            : std::ranges::equal(other.referenced_columns, key.columns, {}, &Name::text, &Name::text);
    return other.kind == ConstraintKind::foreign_key && same &&
           cx.same_relation(other.references, cx.alter_table().relation);
  };
  std::vector<std::string> names;
  for (const Statement& later : cx.following()) {
    const auto* alter = std::get_if<action::AlterTable>(&later.action);
    if (alter == nullptr) continue;
    for (const AlterCommand& command : alter->commands) {
      const auto* add = std::get_if<action::AddConstraint>(&command.fact);
      if (add == nullptr || !refers_to_it(add->constraint)) continue;
      const std::string& name = add->constraint.name.text;
      names.push_back(name.empty() ? "that of " + cx.name_of(alter->relation) : name);
    }
  }
  return names;
}

// What goes behind the key where it is moved behind this migration.
std::string with_keys_on(const action::Constraint& key, const RuleContext& cx) {
  const std::vector<std::string> names = keys_on(key, cx);
  if (names.empty()) return {};
  return text::format("\nand behind it the foreign key{} that need{} it: {}", names.size() == 1 ? "" : "s",
                      names.size() == 1 ? "s" : "", list_names(names));
}

std::string column_list(const std::vector<Name>& columns, const RuleContext& cx) {
  std::string list;
  for (const Name& column : columns) list += (list.empty() ? "" : ", ") + cx.sql(column);
  return "(" + list + ")";
}

}  // namespace

bool may_become_key(const catalog::Relation& index, const RuleContext& cx) {
  const auto takes_it = [&](const action::AlterTable& alter, const AlterCommand& command) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    const bool key = add != nullptr && add->constraint.using_index.text.empty() &&
                     !add->constraint.temporal &&
                     (add->constraint.kind == ConstraintKind::unique ||
                      add->constraint.kind == ConstraintKind::primary_key);
    return key && index_for_key(alter.relation, add->constraint, cx) == &index;
  };
  const auto adds_key = [&](const Statement& statement) {
    const auto* alter = std::get_if<action::AlterTable>(&statement.action);
    return alter != nullptr && std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
             return takes_it(*alter, command);
           });
  };
  return std::ranges::any_of(cx.preceding(), adds_key) || std::ranges::any_of(cx.following(), adds_key);
}

std::string build_index_first(const action::Constraint& key, const RuleContext& cx) {
  if (const auto same = find_same_key(key, cx)) return keep_key(*same, key, cx);
  if (const catalog::Relation* there = index_for_key(cx.alter_table().relation, key, cx))
    return use_index(there->name, drop_index_follows(*there, cx), key, cx);
  if (const auto dropped = dropped_index_for_key(key, cx)) return use_index(*dropped, true, key, cx);
  const std::string table = cx.sql(cx.alter_table().relation);
  const std::string index = index_name(key, cx);
  const bool is_moved = has_new_names(key, cx);
  return text::format(
      "build the index {}, {}:\n  CREATE UNIQUE INDEX CONCURRENTLY {} ON {} {}{}{};\n"
      "{}:\n  ALTER TABLE {} {}ADD CONSTRAINT {} {} USING INDEX {}{}{};{}",
      is_moved ? "after this migration" : "first", where_it_runs_alone(cx.runner()), index, table,
      column_list(key.columns, cx), key.include.empty() ? "" : " INCLUDE " + column_list(key.include, cx),
      key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "", afterwards(cx.runner()), table,
      dropped_constraints(key, cx), constraint_name(key, cx),
      key.kind == ConstraintKind::unique ? "UNIQUE" : "PRIMARY KEY", index,
      key.deferrable ? " DEFERRABLE" : "", key.initially_deferred ? " INITIALLY DEFERRED" : "",
      is_moved ? with_keys_on(key, cx) : "");
}

}  // namespace lockstep::rules
