// Triggers, policies and rules.

#include <algorithm>
#include <charconv>
#include <utility>

#include "parser/fragment.h"
#include "server/introspection.h"

namespace lockstep::server {
namespace {

using catalog::Policy;
using catalog::Relation;
using catalog::Rule;
using catalog::Trigger;

TriggerState trigger_state(char letter) {
  switch (letter) {
    case 'D': return TriggerState::disabled;
    case 'R': return TriggerState::replica;
    case 'A': return TriggerState::always;
    default: return TriggerState::origin;
  }
}

PolicyCommand policy_command(char letter) {
  switch (letter) {
    case 'r': return PolicyCommand::select;
    case 'a': return PolicyCommand::insert;
    case 'w': return PolicyCommand::update;
    case 'd': return PolicyCommand::delete_;
    default: return PolicyCommand::all;
  }
}

Trigger trigger_of(const action::CreateTrigger& definition, const Relation& table) {
  Trigger trigger;
  trigger.name = definition.trigger.text;
  trigger.timing = definition.timing;
  trigger.events = definition.events;
  for (const std::string& name : definition.columns) {
    if (const catalog::Column* column = table.find_column(name)) trigger.columns.push_back(column->number);
  }
  trigger.row = definition.row;
  trigger.constraint = definition.constraint;
  trigger.deferrable = definition.deferrable;
  trigger.initially_deferred = definition.initially_deferred;
  trigger.when = definition.when;
  trigger.arguments = definition.arguments;
  trigger.old_table = definition.old_table;
  trigger.new_table = definition.new_table;
  return trigger;
}

}  // namespace

// Up to 14 the copies of a partition pass for internal ones.
void Introspection::read_triggers() {
  for_each(R"(
      SELECT tgrelid, pg_get_triggerdef(t.oid), tgenabled, tgparentid <> 0, nspname, proname, tgconstrrelid,
             obj_description(t.oid, 'pg_trigger')
      FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid JOIN pg_namespace n ON n.oid = pronamespace
      WHERE NOT tgisinternal OR (tgparentid <> 0 AND tgconstraint = 0)
      ORDER BY tgrelid, tgname COLLATE "C")",
           [&](const Row& row) {
             Relation* table = relation(row.text(0));
             if (table == nullptr) return;
             const std::optional<Action> action = parse_statement(row.text(1));
             const auto* definition = action ? std::get_if<action::CreateTrigger>(&*action) : nullptr;
             if (definition == nullptr) return fail("a trigger", row.text(1));
             Trigger trigger = trigger_of(*definition, *table);
             trigger.state = trigger_state(row.letter(2));
             trigger.inherited = row.flag(3);
             trigger.function = {.schema = row.text(4), .name = row.text(5), .span = {}};
             trigger.constraint_table = oid(row.text(6));
             trigger.comment = row.text(7);
             table->has_trigger = true;
             table->extras.edit().triggers.push_back(std::move(trigger));
           });
}

void Introspection::read_policies() {
  for_each(R"(
      SELECT polrelid, polname, polcmd, polpermissive,
             (SELECT string_agg(CASE rolname WHEN current_user THEN 'current_user'
                                ELSE coalesce(rolname, 'public') END, chr(10))
              FROM unnest(polroles) u (role) LEFT JOIN pg_roles r ON r.oid = role),
             pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid),
             obj_description(p.oid, 'pg_policy'), )" +
               uses("pg_policy", "p.oid") + R"(
      FROM pg_policy p ORDER BY polrelid, polname COLLATE "C")",
           [&](const Row& row) {
             Relation* table = relation(row.text(0));
             if (table == nullptr) return;
             Policy policy;
             policy.name = row.text(1);
             policy.command = policy_command(row.letter(2));
             policy.permissive = row.flag(3);
             policy.roles = row.lines(4);
             std::ranges::sort(policy.roles);
             policy.using_expression = expression(row.text(5));
             policy.check = expression(row.text(6));
             policy.comment = row.text(7);
             policy.uses = column_uses(row, 8);
             table->extras.edit().policies.push_back(std::move(policy));
           });
}

void Introspection::read_rules() {
  for_each(R"(
      SELECT ev_class, rulename, pg_get_ruledef(r.oid), ev_enabled, obj_description(r.oid, 'pg_rewrite'), )" +
               uses("pg_rewrite", "r.oid") + R"(
      FROM pg_rewrite r WHERE rulename <> '_RETURN' ORDER BY ev_class, rulename COLLATE "C")",
           [&](const Row& row) {
             Relation* table = relation(row.text(0));
             if (table == nullptr) return;
             const std::optional<Action> action = parse_statement(row.text(2));
             const auto* definition = action ? std::get_if<action::CreateRule>(&*action) : nullptr;
             if (definition == nullptr) return fail("a rule", row.text(2));
             Rule rule;
             rule.name = row.text(1);
             rule.event = definition->event;
             rule.instead = definition->instead;
             rule.state = trigger_state(row.letter(3));
             rule.where = definition->where;
             rule.comment = row.text(4);
             for (const catalog::ColumnUse& use : column_uses(row, 5)) {
               const bool known = std::ranges::find(rule.uses, use.relation) != rule.uses.end();
               if (use.relation != table->oid && !known) rule.uses.push_back(use.relation);
             }
             table->extras.edit().rules.push_back(std::move(rule));
           });
}

void Introspection::read_views() {
  for_each("SELECT ev_class, " + uses("pg_rewrite", "r.oid") +
               " FROM pg_rewrite r WHERE rulename = '_RETURN' ORDER BY ev_class",
           [&](const Row& row) {
             Relation* view = relation(row.text(0));
             if (view == nullptr) return;
             std::vector<catalog::ColumnUse> uses = column_uses(row, 1);
             std::erase_if(uses, [&](const catalog::ColumnUse& use) { return use.relation == view->oid; });
             for (const catalog::ColumnUse& use : uses) {
               if (view->reads.empty() || view->reads.back() != use.relation)
                 view->reads.push_back(use.relation);
             }
             view->extras.edit().uses = std::move(uses);
           });
}

// What an expression or a query of the catalog's row depends on, as "relation.column" a line.
std::string Introspection::uses(std::string_view catalog, std::string_view row) {
  return "(SELECT string_agg(DISTINCT refobjid || '.' || refobjsubid, chr(10)) FROM pg_depend WHERE classid "
         "= '" +
         std::string(catalog) + "'::regclass AND objid = " + std::string(row) +
         " AND refclassid = 'pg_class'::regclass AND deptype = 'n')";
}

std::vector<catalog::ColumnUse> Introspection::column_uses(const Row& row, std::size_t column) const {
  std::vector<catalog::ColumnUse> uses;
  for (const std::string& line : row.lines(column)) {
    const std::size_t dot = line.find('.');
    catalog::ColumnUse use{.relation = oid(line.substr(0, dot))};
    std::from_chars(line.data() + dot + 1, line.data() + line.size(), use.column);
    if (use.column < 0) use.column = 0;  // a system column
    if (use.relation != 0) uses.push_back(use);
  }
  std::ranges::sort(uses);
  return uses;
}

}  // namespace lockstep::server
