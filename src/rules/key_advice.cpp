#include "rules/key_advice.h"

#include <algorithm>
#include <vector>

#include "replay/names.h"
#include "rules/advice.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

const action::DropConstraint* find_drop(const action::AlterTable& alter, std::string_view constraint) {
  for (const AlterCommand& command : alter.commands) {
    const auto* drop = std::get_if<action::DropConstraint>(&command.fact);
    if (drop != nullptr && drop->constraint.text == constraint) return drop;
  }
  return nullptr;
}

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

const catalog::Relation* find_index(const action::Constraint& key, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  if (table == nullptr || table->kind != catalog::RelationKind::table) return nullptr;
  for (const catalog::Oid oid : table->indexes) {
    const auto backs = [&](const catalog::Constraint& other) { return other.index == oid; };
    if (std::ranges::none_of(table->constraints, backs) && serves(cx.before().index(oid), *table, key))
      return cx.before().relation(oid);
  }
  return nullptr;
}

bool is_dropped_later(const catalog::Relation& index, const RuleContext& cx) {
  return std::ranges::any_of(cx.following(), [&](const Statement& later) {
    const auto* drop = std::get_if<action::Drop>(&later.action);
    return drop != nullptr && drop->kind == ObjectKind::index &&
           std::ranges::any_of(drop->names, [&](const QualifiedName& name) {
             return cx.before().find_relation(name) == &index;
           });
  });
}

std::string use_index(const catalog::Relation& index, const action::Constraint& key, const RuleContext& cx) {
  return text::format(
      "use the unique index that is there, which gets the constraint's name{}:\n"
      "  ALTER TABLE {} {}ADD CONSTRAINT {} {} USING INDEX {}{}{};",
      is_dropped_later(index, cx) ? ", and leave out the DROP INDEX" : "", cx.sql(cx.alter_table().relation),
      dropped_constraints(key, cx), constraint_name(key, cx),
      key.kind == ConstraintKind::unique ? "UNIQUE" : "PRIMARY KEY", quote_identifier(index.name),
      key.deferrable ? " DEFERRABLE" : "", key.initially_deferred ? " INITIALLY DEFERRED" : "");
}

std::string column_list(const std::vector<Name>& columns, const RuleContext& cx) {
  std::string list;
  for (const Name& column : columns) list += (list.empty() ? "" : ", ") + cx.sql(column);
  return "(" + list + ")";
}

}  // namespace

std::string build_index_first(const action::Constraint& key, const RuleContext& cx) {
  if (const catalog::Relation* there = find_index(key, cx)) return use_index(*there, key, cx);
  const std::string table = cx.sql(cx.alter_table().relation);
  const std::string index = index_name(key, cx);
  return text::format(
      "build the index first, {}:\n  CREATE UNIQUE INDEX CONCURRENTLY {} ON {} {}{}{};\n"
      "{}:\n  ALTER TABLE {} {}ADD CONSTRAINT {} {} USING INDEX {}{}{};",
      where_it_runs_alone(cx.runner()), index, table, column_list(key.columns, cx),
      key.include.empty() ? "" : " INCLUDE " + column_list(key.include, cx),
      key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "", afterwards(cx.runner()), table,
      dropped_constraints(key, cx), constraint_name(key, cx),
      key.kind == ConstraintKind::unique ? "UNIQUE" : "PRIMARY KEY", index,
      key.deferrable ? " DEFERRABLE" : "", key.initially_deferred ? " INITIALLY DEFERRED" : "");
}

}  // namespace lockstep::rules
