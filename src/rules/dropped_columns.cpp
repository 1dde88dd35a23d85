#include "rules/dropped_columns.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "rules/columns.h"
#include "rules/context.h"
#include "rules/dropped_with.h"
#include "rules/earlier.h"
#include "rules/released_use.h"
#include "rules/row_changes.h"
#include "rules/transactions.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

// Sets the one column to the other in every row, perhaps with a cast.
bool copies(const action::Update& update, std::string_view from, std::string_view to) {
  if (!is_always_true(update.where) || update.has_from) return false;
  const auto set = std::ranges::find(update.columns, to, &Name::text);
  const auto at = static_cast<std::size_t>(set - update.columns.begin());
  if (at >= update.values.size() || update.values[at].empty()) return false;
  const Expr& value = update.values[at];
  const Expr::Node& node = value.nodes()[value.without_casts()];
  return node.kind == ExprKind::column && node.text == from;
}

bool is_locked_before(const Statement& statement, const QualifiedName& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.held_locks(), [&](const HeldLock& held) {
    return held.statement.begin < statement.span.begin && effects::blocks_writes(held.lock.mode) &&
           held.lock.relation.name == cx.name_of(table);
  });
}

// Nothing else is to be said of it than that it goes.
bool is_plain(const action::DropColumn& drop, const RuleContext& cx) {
  return is_old_column(drop, cx) && find_replacement(drop, cx) == nullptr && is_gone(drop, cx) &&
         !is_unused(drop, cx) && !values_copied(cx.alter_table().relation, drop.column.text, cx);
}

}  // namespace

bool is_old_column(const action::DropColumn& drop, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (drop.if_exists && cx.missing(table, drop.column)) return false;
  const catalog::Column* column = cx.find_column(table, drop.column);
  return (column == nullptr || !cx.created_here(column->origin)) && !is_removed_while_used(drop, cx);
}

std::vector<const action::DropColumn*> plain_drops(const RuleContext& cx) {
  std::vector<const action::DropColumn*> drops;
  for (const AlterCommand& command : cx.alter_table().commands) {
    const auto* drop = std::get_if<action::DropColumn>(&command.fact);
    if (drop != nullptr && is_plain(*drop, cx)) drops.push_back(drop);
  }
  return drops;
}

std::string dependants_label(const std::vector<const action::DropColumn*>& drops, const RuleContext& cx) {
  std::vector<std::string> names;
  for (const action::DropColumn* drop : drops) {
    const catalog::Column* column = cx.find_column(cx.alter_table().relation, drop->column);
    if (column == nullptr) continue;
    for (std::string& name : lost_with(*column, cx)) {
      if (!contains(names, name)) names.push_back(std::move(name));
    }
  }
  if (names.empty()) return {};
  return some_names(names) + (names.size() == 1 ? " goes with it" : " go with it");
}

const action::Rename* find_replacement(const action::DropColumn& drop, const RuleContext& cx) {
  for (const Statement& later : cx.following()) {
    if (renames_to(later.action, cx.alter_table().relation, drop.column, cx))
      return &std::get<action::Rename>(later.action);
  }
  return nullptr;
}

bool has_all_values(const action::Rename& replacement, const action::DropColumn& drop,
                    const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  return std::ranges::any_of(earlier_in_transaction(Certainty::yes, cx), [&](const Statement& earlier) {
    const auto* update = std::get_if<action::Update>(&earlier.action);
    return update != nullptr && cx.same_relation(update->relation, table) &&
           copies(*update, drop.column.text, replacement.from.text) && is_locked_before(earlier, table, cx);
  });
}

}  // namespace lockstep::rules
