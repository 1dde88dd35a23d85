// Triggers, policies and rules.

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "replay/expressions.h"
#include "replay/functions.h"
#include "replay/queries.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Oid;
using catalog::Policy;
using catalog::Relation;
using catalog::RelationKind;
using catalog::Rule;
using catalog::Trigger;

template <class Part>
void insert_by_name(std::vector<Part>& parts, Part part) {
  const auto at = std::ranges::lower_bound(parts, part.name, {}, &Part::name);
  if (at != parts.end() && at->name == part.name) {
    *at = std::move(part);
  } else {
    parts.insert(at, std::move(part));
  }
}

template <class Part>
const Part* find_part(const std::vector<Part>& parts, std::string_view name) {
  const auto found = std::ranges::find(parts, name, &Part::name);
  return found == parts.end() ? nullptr : &*found;
}

bool duplicate_part(Context& cx, std::string_view kind, std::string_view name, const Relation& relation) {
  return cx.refuse(sqlstate::kDuplicateObject,
                   text::format("{} \"{}\" for relation \"{}\" already exists", kind, name, relation.name));
}

bool missing_part(Context& cx, std::string_view kind, std::string_view name, const Relation& relation) {
  return relation.uncertain ||
         cx.refuse(sqlstate::kUndefinedObject,
                   text::format("{} \"{}\" for table \"{}\" does not exist", kind, name, relation.name));
}

// ---- triggers --------------------------------------------------------------------------------

// https://www.postgresql.org/docs/current/sql-createtrigger.html
bool fits(Context& cx, const action::CreateTrigger& statement, const Relation& relation) {
  const bool view = relation.kind == RelationKind::view;
  const bool table = relation.kind == RelationKind::table ||
                     relation.kind == RelationKind::partitioned_table ||
                     relation.kind == RelationKind::foreign_table;
  if (!view && !table) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("relation \"{}\" cannot have triggers", relation.name));
  }
  const bool instead = statement.timing == TriggerTiming::instead_of;
  if (instead != (view && statement.row)) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("\"{}\" is a {}", relation.name, view ? "view" : "table"));
  }
  return true;
}

// Transition tables: CreateTriggerFiringOn of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/trigger.c
bool may_have_transition_tables(Context& cx, const action::CreateTrigger& statement) {
  if (statement.old_table.empty() && statement.new_table.empty()) return true;
  const TriggerEvents& events = statement.events;
  const auto refuse = [&](std::string_view message) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition, std::string(message));
  };
  if (statement.timing != TriggerTiming::after) {
    return refuse("transition table name can only be specified for an AFTER trigger");
  }
  if (events.truncate) return refuse("TRUNCATE triggers with transition tables are not supported");
  if (int{events.insert} + int{events.update} + int{events.remove} > 1) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     "transition tables cannot be specified for triggers with more than one event");
  }
  if (!statement.columns.empty()) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     "transition tables cannot be specified for triggers with column lists");
  }
  if (!statement.new_table.empty() && !events.insert && !events.update) {
    return refuse("NEW TABLE can only be specified for an INSERT or UPDATE trigger");
  }
  if (!statement.old_table.empty() && !events.remove && !events.update) {
    return refuse("OLD TABLE can only be specified for a DELETE or UPDATE trigger");
  }
  return statement.old_table != statement.new_table ||
         refuse("OLD TABLE name and NEW TABLE name cannot be the same");
}

// Which rows WHEN may speak of.
bool may_read_rows(Context& cx, const action::CreateTrigger& statement) {
  const auto reads = [&](std::string_view row) {
    return contains(statement.when.nodes(), row, [](const Expr::Node& node) -> std::string_view {
      return node.kind == ExprKind::column ? std::string_view(node.qualifier) : std::string_view();
    });
  };
  const bool of_new = reads("new");
  const bool of_old = reads("old");
  const auto refuse = [&](std::string_view message) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition, std::string(message));
  };
  if (!statement.row && (of_new || of_old)) {
    return refuse("statement trigger's WHEN condition cannot reference column values");
  }
  if (of_old && statement.events.insert) {
    return refuse("INSERT trigger's WHEN condition cannot reference OLD values");
  }
  return !(of_new && statement.events.remove) ||
         refuse("DELETE trigger's WHEN condition cannot reference NEW values");
}

// What the declaration says by itself.
bool is_consistent(Context& cx, const action::CreateTrigger& statement) {
  if (statement.events.truncate && statement.row) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "TRUNCATE FOR EACH ROW triggers are not supported");
  }
  const bool instead = statement.timing == TriggerTiming::instead_of;
  if (instead && !statement.when.empty()) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "INSTEAD OF triggers cannot have WHEN conditions");
  }
  if (instead && !statement.columns.empty()) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "INSTEAD OF triggers cannot have column lists");
  }
  if (statement.constraint && statement.or_replace) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported");
  }
  for (std::size_t i = 1; i < statement.columns.size(); ++i) {
    if (contains(std::span(statement.columns).first(i), statement.columns[i])) {
      return cx.refuse(sqlstate::kDuplicateColumn,
                       text::format("column \"{}\" specified more than once", statement.columns[i]));
    }
  }
  return may_have_transition_tables(cx, statement) && may_read_rows(cx, statement);
}

// A function of the history that is no trigger's; one that it doesn't know may be an extension's.
bool knows_function(Context& cx, const action::CreateTrigger& statement, QualifiedName& function) {
  const FunctionAnswer found =
      find_function(cx, statement.function, std::vector<TypeName>{}, ObjectKind::function, false);
  if (found.function == nullptr) {
    if (found.fine && is_system_function(function)) function.schema = "pg_catalog";
    return found.fine;
  }
  if (found.function->result.name != "trigger") {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     text::format("function {} must return type trigger", found.function->name));
  }
  function.schema = found.function->schema;
  return true;
}

Trigger trigger_of(const action::CreateTrigger& statement, const Context& cx) {
  Trigger trigger;
  trigger.name = statement.trigger.text;
  trigger.timing = statement.timing;
  trigger.events = statement.events;
  trigger.row = statement.row;
  trigger.constraint = statement.constraint;
  trigger.deferrable = statement.deferrable || statement.initially_deferred;
  trigger.initially_deferred = statement.initially_deferred;
  trigger.when = statement.when;
  trigger.function = statement.function;
  trigger.function.span = {};
  trigger.arguments = statement.arguments;
  trigger.old_table = statement.old_table;
  trigger.new_table = statement.new_table;
  trigger.origin = cx.origin;
  if (const Relation* from = cx.catalog.find_table(statement.constraint_table)) {
    trigger.constraint_table = from->oid;
  }
  return trigger;
}

// The columns of UPDATE OF and of WHEN.
bool find_columns(Context& cx, const Relation& table, const action::CreateTrigger& statement,
                  Trigger& trigger) {
  const auto exists = [&](std::string_view name) {
    return table.uncertain || table.find_column(name) != nullptr || missing_column(cx, table, name);
  };
  for (const std::string& name : statement.columns) {
    if (!exists(name)) return false;
    if (const Column* column = table.find_column(name)) trigger.columns.push_back(column->number);
  }
  return std::ranges::all_of(statement.when.nodes(), [&](const Expr::Node& node) {
    const bool of_row = node.kind == ExprKind::column && (node.qualifier == "new" || node.qualifier == "old");
    return !of_row || node.text == "*" || node.text == "tableoid" || exists(node.text);
  });
}

// A row trigger of a partitioned table is also one of each partition.
void copy_trigger(Context& cx, Oid partition, const Relation& parent, const Trigger& trigger) {
  if (!trigger.row || parent.kind != RelationKind::partitioned_table) return;
  Relation& table = *cx.catalog.edit(partition);
  Trigger copy = trigger;
  copy.inherited = true;
  copy.comment.clear();
  copy.columns = map_columns(trigger.columns, parent, table);
  table.has_trigger = true;
  insert_by_name(table.extras.edit().triggers, std::move(copy));
}

// ---- policies --------------------------------------------------------------------------------

std::vector<std::string> sorted_roles(std::vector<std::string> roles) {
  if (roles.empty() || contains(roles, "public")) return {"public"};
  for (std::string& role : roles) {
    if (role == "current_role" || role == "session_user") role = "current_user";
  }
  std::ranges::sort(roles);
  return roles;
}

bool take_parts(Context& cx, const Relation& table, const action::PolicyParts& parts, Policy& policy) {
  const auto is_known = [&](const std::string& role) { return missing_role(cx, role); };
  if (!std::ranges::all_of(parts.roles, is_known)) return false;
  ResolvedQuery resolved;
  if (!resolve_query(cx, parts.uses, table.oid, resolved)) return false;
  if (!parts.roles.empty()) policy.roles = sorted_roles(parts.roles);
  if (!parts.using_expression.empty()) {
    policy.using_expression = without_qualifier(parts.using_expression, table);
  }
  if (!parts.check.empty()) policy.check = without_qualifier(parts.check, table);
  // ALTER POLICY may give one of the two expressions; what the other uses is kept.
  for (const catalog::ColumnUse& use : resolved.uses) {
    if (!contains(policy.uses, use)) policy.uses.push_back(use);
  }
  std::ranges::sort(policy.uses);
  auto& functions = policy.other_uses.functions;
  functions.insert(functions.end(), resolved.other_uses.functions.begin(),
                   resolved.other_uses.functions.end());
  auto& types = policy.other_uses.types;
  types.insert(types.end(), resolved.other_uses.types.begin(), resolved.other_uses.types.end());
  return true;
}

// https://www.postgresql.org/docs/current/sql-createpolicy.html
bool allows_expressions(Context& cx, PolicyCommand command, const action::PolicyParts& parts) {
  if (command == PolicyCommand::insert && !parts.using_expression.empty()) {
    return cx.refuse(sqlstate::kSyntaxError, "only WITH CHECK expression allowed for INSERT");
  }
  const bool no_check = command == PolicyCommand::select || command == PolicyCommand::delete_;
  if (no_check && !parts.check.empty()) {
    return cx.refuse(sqlstate::kSyntaxError, "WITH CHECK cannot be applied to SELECT or DELETE");
  }
  return true;
}

bool is_table(const Relation& relation) {
  return relation.kind == RelationKind::table || relation.kind == RelationKind::partitioned_table;
}

}  // namespace

bool apply(const action::CreateTrigger& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.relation);
  if (relation == nullptr) return missing_relation(cx, statement.relation);
  if (!fits(cx, statement, *relation) || !is_consistent(cx, statement)) return false;
  const Trigger* old = find_part(relation->extras->triggers, statement.trigger.text);
  if (old != nullptr && !statement.or_replace) {
    return duplicate_part(cx, "trigger", statement.trigger.text, *relation);
  }
  if (old != nullptr && old->constraint) {
    return cx.refuse(sqlstate::kDuplicateObject,
                     text::format("trigger \"{}\" for relation \"{}\" is a constraint trigger", old->name,
                                  relation->name));
  }
  Trigger trigger = trigger_of(statement, cx);
  if (!knows_function(cx, statement, trigger.function) || !find_columns(cx, *relation, statement, trigger)) {
    return false;
  }
  if (old != nullptr) trigger.comment = old->comment;
  Relation& table = *cx.catalog.edit(relation->oid);
  table.has_trigger = true;
  insert_by_name(table.extras.edit().triggers, trigger);
  for (const Relation* child : cx.catalog.descendants_of(relation->oid)) {
    copy_trigger(cx, child->oid, *relation, trigger);
  }
  return true;
}

void copy_triggers(Context& cx, Oid partition, Oid parent) {
  const Relation& from = *cx.catalog.relation(parent);
  for (const Trigger& trigger : from.extras->triggers) copy_trigger(cx, partition, from, trigger);
}

void drop_copied_triggers(Context& cx, Oid partition) {
  if (cx.catalog.relation(partition)->extras->triggers.empty()) return;
  std::erase_if(cx.catalog.edit(partition)->extras.edit().triggers, &Trigger::inherited);
}

bool apply(const action::CreatePolicy& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.relation);
  if (relation == nullptr) return missing_relation(cx, statement.relation);
  if (!allows_expressions(cx, statement.command, statement.parts)) return false;
  if (!is_table(*relation)) return wrong_kind(cx, relation->name, "a table");
  Policy policy;
  policy.name = statement.policy.text;
  policy.command = statement.command;
  policy.permissive = statement.permissive;
  policy.roles = {"public"};
  policy.origin = cx.origin;
  if (!take_parts(cx, *relation, statement.parts, policy)) return false;
  if (find_part(relation->extras->policies, policy.name) != nullptr) {
    return cx.refuse(sqlstate::kDuplicateObject, text::format("policy \"{}\" for table \"{}\" already exists",
                                                              policy.name, relation->name));
  }
  insert_by_name(cx.catalog.edit(relation->oid)->extras.edit().policies, std::move(policy));
  return true;
}

bool apply(const action::AlterPolicy& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.relation);
  if (relation == nullptr) return missing_relation(cx, statement.relation);
  const Policy* found = find_part(relation->extras->policies, statement.policy.text);
  if (found == nullptr) return missing_part(cx, "policy", statement.policy.text, *relation);
  if (!allows_expressions(cx, found->command, statement.parts)) return false;
  Policy policy = *found;
  const bool gives_both = !statement.parts.using_expression.empty() && !statement.parts.check.empty();
  const bool has_one = policy.using_expression.empty() != policy.check.empty();
  const bool same = statement.parts.check.empty() == policy.check.empty();
  if (gives_both || (has_one && same)) {
    policy.uses.clear();
    policy.other_uses = {};
  }
  if (!take_parts(cx, *relation, statement.parts, policy)) return false;
  insert_by_name(cx.catalog.edit(relation->oid)->extras.edit().policies, std::move(policy));
  return true;
}

bool apply(const action::CreateRule& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_table(statement.relation);
  if (relation == nullptr) return missing_relation(cx, statement.relation);
  if (find_part(relation->extras->rules, statement.rule.text) != nullptr && !statement.or_replace) {
    return duplicate_part(cx, "rule", statement.rule.text, *relation);
  }
  Rule rule;
  rule.name = statement.rule.text;
  rule.event = statement.event;
  rule.instead = statement.instead;
  rule.where = statement.where;
  rule.origin = cx.origin;
  for (const QualifiedName& name : statement.reads) {
    const Relation* read = cx.catalog.find_relation(name);
    if (read != nullptr && read->oid != relation->oid && !contains(rule.uses, read->oid)) {
      rule.uses.push_back(read->oid);
    }
  }
  insert_by_name(cx.catalog.edit(relation->oid)->extras.edit().rules, std::move(rule));
  return true;
}

bool rename_part(const action::Rename& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_table(statement.object);
  if (relation == nullptr) return missing_relation(cx, statement.object, statement.if_exists);
  const std::string& from = statement.from.text;
  const std::string& to = statement.to.text;
  const auto rename_in = [&](auto parts) {
    const auto& present = (*relation->extras).*parts;
    const char* const kind = object_kind_name(statement.kind);
    if (find_part(present, from) == nullptr) return missing_part(cx, kind, from, *relation);
    if (find_part(present, to) != nullptr) return duplicate_part(cx, kind, to, *relation);
    auto& changed = cx.catalog.edit(relation->oid)->extras.edit().*parts;
    auto part = *find_part(changed, from);
    std::erase_if(changed, [&](const auto& other) { return other.name == from; });
    part.name = to;
    insert_by_name(changed, std::move(part));
    return true;
  };
  switch (statement.kind) {
    case ObjectKind::trigger: return rename_in(&catalog::RelationExtras::triggers);
    case ObjectKind::policy: return rename_in(&catalog::RelationExtras::policies);
    default: return rename_in(&catalog::RelationExtras::rules);
  }
}

}  // namespace lockstep::replay
