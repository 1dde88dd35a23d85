// What hangs on a relation and acts when its rows are read or written: triggers, policies, rules.

#include <array>
#include <utility>

#include "parser/lower_object.h"
#include "parser/lower_query.h"
#include "parser/walker.h"

#include "parser/object_names.h"

#include "catalog/pg_trigger_d.h"

namespace lockstep {
namespace {

TriggerTiming timing_of(int timing) {
  if ((timing & TRIGGER_TYPE_BEFORE) != 0) return TriggerTiming::before;
  return (timing & TRIGGER_TYPE_INSTEAD) != 0 ? TriggerTiming::instead_of : TriggerTiming::after;
}

TriggerEvents events_of(int events) {
  return {.insert = (events & TRIGGER_TYPE_INSERT) != 0,
          .update = (events & TRIGGER_TYPE_UPDATE) != 0,
          .remove = (events & TRIGGER_TYPE_DELETE) != 0,
          .truncate = (events & TRIGGER_TYPE_TRUNCATE) != 0};
}

void lower_trigger_lists(const ::CreateTrigStmt& from, action::CreateTrigger& result) {
  for (const ::Node* column : tree::elements(from.columns)) {
    result.columns.emplace_back(tree::string_value(column));
  }
  for (const ::Node* argument : tree::elements(from.args)) {
    result.arguments.emplace_back(tree::string_value(argument));
  }
  for (const auto* table : tree::elements<::TriggerTransition>(from.transitionRels)) {
    (table->isNew ? result.new_table : result.old_table) = tree::text(table->name);
  }
}

action::PolicyParts lower_parts(const ::List* roles, const ::Node* using_expression, const ::Node* check,
                                const LowerContext& cx) {
  action::PolicyParts result;
  for (const auto* role : tree::elements<::RoleSpec>(roles)) result.roles.push_back(role_name(role));
  result.using_expression = lower_expr(using_expression, cx);
  result.check = lower_expr(check, cx);
  result.uses = lower_expression_query({using_expression, check}, cx);
  return result;
}

// What CREATE and ALTER POLICY have in common; `verb` in small letters.
template <class Policy, class Statement>
Lowered lower_policy(std::string_view verb, const Statement& from, Policy result, const LowerContext& cx) {
  result.relation = lower_relation(from.table, cx);
  result.parts = lower_parts(from.roles, from.qual, from.with_check, cx);
  Walker walker(cx);
  const Span keyword = walker.take(verb);
  result.policy = make_name(tree::text(from.policy_name), walker.take_name());
  return {.action = std::move(result), .keyword = keyword};
}

PolicyCommand command_of(std::string_view command) {
  constexpr std::array<std::string_view, 5> kCommands = {"all", "select", "insert", "update", "delete"};
  const auto* found = std::ranges::find(kCommands, command);
  return static_cast<PolicyCommand>(found - kCommands.begin());
}

const char* event_name(CmdType event) {
  switch (event) {
    case CMD_SELECT: return "select";
    case CMD_INSERT: return "insert";
    case CMD_UPDATE: return "update";
    case CMD_DELETE: return "delete";
    default: return "";
  }
}

}  // namespace

Lowered lower_trigger(const ::CreateTrigStmt& from, const LowerContext& cx) {
  action::CreateTrigger result;
  result.relation = lower_relation(from.relation, cx);
  result.row = from.row;
  result.constraint = from.isconstraint;
  result.or_replace = from.replace;
  result.function = lower_any_name(from.funcname, cx);
  result.timing = timing_of(from.timing);
  result.events = events_of(from.events);
  result.when = lower_expr(from.whenClause, cx);
  result.deferrable = from.deferrable;
  result.initially_deferred = from.initdeferred;
  if (from.constrrel != nullptr) result.constraint_table = lower_relation(from.constrrel, cx);
  lower_trigger_lists(from, result);
  Walker walker(cx);
  const Span keyword = walker.take_through("trigger");
  result.trigger = make_name(tree::text(from.trigname), walker.take_name());
  if (walker.find("execute")) {
    walker.skip("execute");
    walker.take_token();  // FUNCTION or PROCEDURE
    result.function.span = walker.take_name();
  }
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_policy(const ::CreatePolicyStmt& from, const LowerContext& cx) {
  action::CreatePolicy result;
  result.command = command_of(from.cmd_name);
  result.permissive = from.permissive;
  return lower_policy("create policy", from, std::move(result), cx);
}

Lowered lower_alter_policy(const ::AlterPolicyStmt& from, const LowerContext& cx) {
  return lower_policy("alter policy", from, action::AlterPolicy(), cx);
}

Lowered lower_rule(const ::RuleStmt& from, const LowerContext& cx) {
  action::CreateRule result;
  result.relation = lower_relation(from.relation, cx);
  result.event = event_name(from.event);
  result.instead = from.instead;
  result.or_replace = from.replace;
  result.where = lower_expr(from.whereClause, cx);
  result.reads = relations_read({tree::node(from.actions), from.whereClause}, cx);
  Walker walker(cx);
  const Span keyword = walker.take_through("rule");
  result.rule = make_name(tree::text(from.rulename), walker.take_name());
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace lockstep
