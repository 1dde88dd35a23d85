#include "rules/dropped_with.h"

#include <algorithm>
#include <variant>

#include "replay/replay.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

using catalog::Relation;
using catalog::RelationKind;

constexpr std::size_t kNamesShown = 3;

std::string_view kind_name(RelationKind kind) {
  switch (kind) {
    case RelationKind::view: return "view";
    case RelationKind::materialized_view: return "materialized view";
    case RelationKind::foreign_table: return "foreign table";
    case RelationKind::composite_type: return "type";
    default: return "table";
  }
}

// An index or sequence is a part of its table, or draws no attention beside it.
bool is_part(const Relation& relation) {
  return relation.kind == RelationKind::index || relation.kind == RelationKind::sequence;
}

bool is_table(const Relation& relation) {
  return relation.kind == RelationKind::table || relation.kind == RelationKind::partitioned_table;
}

bool is_named(const Relation& relation, const Statement& statement, const RuleContext& cx) {
  const auto* drop = std::get_if<action::Drop>(&statement.action);
  return drop != nullptr && std::ranges::any_of(drop->names, [&](const QualifiedName& name) {
           return cx.before().find_relation(name) == &relation;
         });
}

// Of which nobody knows what it does.
bool is_named_in_code(const Relation& relation, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* block = std::get_if<action::DoBlock>(&earlier.action);
    return block != nullptr && block->body.contains(relation.name);
  });
}

// Of a table that stays.
void add_parts(const Relation& before, const Relation& after, const RuleContext& cx, Losses& losses) {
  for (const catalog::Column& column : before.columns) {
    if (after.find_column(column.number) != nullptr || cx.created_here(column.origin)) continue;
    losses.names.push_back(text::format("column {}.{}", to_text(before), column.name));
    losses.data = true;
  }
  for (const catalog::Constraint& constraint : before.constraints) {
    if (after.find_constraint(constraint.name) != nullptr || cx.created_here(constraint.origin)) continue;
    const bool key = constraint.kind == ConstraintKind::foreign_key;
    losses.names.push_back(
        text::format("{} {} of {}", key ? "foreign key" : "constraint", constraint.name, to_text(before)));
    losses.data = losses.data || key;
  }
}

}  // namespace

Losses dropped_with(const Statement& statement, const RuleContext& cx) {
  catalog::Catalog after = cx.before();
  replay::apply(statement, 0, after);  // nothing is made, so that the migration has no meaning
  // The altered table's own parts are what the statement is about.
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  const Relation* altered = alter == nullptr ? nullptr : cx.before().find_relation(alter->relation);
  Losses losses;
  for (const Relation* relation : cx.before().relations()) {
    if (relation == altered || is_part(*relation) || cx.created_here(*relation)) continue;
    if (is_named(*relation, statement, cx)) continue;
    if (cx.dropped_later({.schema = relation->schema, .name = relation->name, .span = {}})) continue;
    const std::size_t known = losses.names.size();
    if (const Relation* kept = after.relation(relation->oid)) {
      add_parts(*relation, *kept, cx, losses);
    } else {
      losses.names.push_back(text::format("{} {}", kind_name(relation->kind), to_text(*relation)));
      losses.data = losses.data || is_table(*relation);
    }
    if (losses.names.size() > known && is_named_in_code(*relation, cx)) losses.certain = false;
  }
  return losses;
}

std::string waiting_besides(const action::Drop& drop, const RuleContext& cx) {
  std::vector<std::string> names;
  for (const effects::Lock& lock : cx.blocking_locks()) {
    const auto is_it = [&](const QualifiedName& name) { return cx.name_of(name) == lock.relation.name; };
    if (std::ranges::none_of(drop.names, is_it)) names.push_back(lock.relation.name);
  }
  return names.empty() ? "" : text::format("reads and writes of {} wait as well", list_names(names));
}

std::string some_names(std::vector<std::string> names) {
  if (names.size() > kNamesShown) {
    const std::size_t more = names.size() - kNamesShown;
    names.resize(kNamesShown);
    names.push_back(std::to_string(more) + " more");
  }
  return list_names(names);
}

}  // namespace lockstep::rules
