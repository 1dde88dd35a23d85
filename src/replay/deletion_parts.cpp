// What hangs on relations and columns besides constraints and indexes, and what hangs on functions.

#include <algorithm>
#include <utility>

#include "replay/deletion.h"
#include "replay/expressions.h"
#include "support/contains.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::ColumnUse;
using catalog::Function;
using catalog::Relation;

bool calls(const Expr& expression, const catalog::Catalog& catalog, std::string_view schema,
           std::string_view name) {
  return std::ranges::any_of(expression.nodes(), [&](const Expr::Node& node) {
    if (node.kind != ExprKind::function || node.text != name) return false;
    const auto found = catalog.find_functions(node.qualifier, name);
    return !found.empty() && found.front()->schema == schema;
  });
}

bool is_named(const std::vector<QualifiedName>& functions, std::string_view schema, std::string_view name) {
  return std::ranges::any_of(functions, [&](const QualifiedName& function) {
    return function.schema == schema && function.name == name;
  });
}

}  // namespace

void Deletion::reach_part(Kind kind, const Relation& relation, std::string_view name, bool silently) {
  reach({.kind = kind, .relation = relation.oid, .name = std::string(name)}, silently);
}

void Deletion::reach_function(const Function& function, bool silently) {
  reach({.kind = Kind::function, .in_schema = function.schema, .name = signature_text(function)}, silently);
}

void Deletion::reach_functions_of_type(std::string_view schema, std::string_view name) {
  const auto is_meant = [&](const catalog::Type& type) { return type.schema == schema && type.name == name; };
  for (const auto& [key, function] : cx_.catalog.functions) {
    const bool takes = std::ranges::any_of(
        function.arguments, [&](const catalog::Argument& argument) { return is_meant(argument.type); });
    if (takes || is_meant(function.result)) reach_function(function, false);
  }
}

void Deletion::expand_uses_of_table(const Relation& table) {
  for (const Relation* dependant : cx_.catalog.dependants_of(table.oid)) {
    if (dependant->oid == table.oid) continue;
    for (const catalog::Policy& policy : dependant->extras->policies) {
      if (contains(policy.uses, ColumnUse{.relation = table.oid, .column = 0})) {
        reach_part(Kind::policy, *dependant, policy.name, false);
      }
    }
    for (const catalog::Rule& rule : dependant->extras->rules) {
      if (contains(rule.uses, table.oid)) reach_part(Kind::rule, *dependant, rule.name, false);
    }
  }
  for (const auto& [key, publication] : cx_.catalog.publications) {
    if (std::ranges::find(publication.tables, table.oid, &catalog::Publication::Table::table) !=
        publication.tables.end()) {
      reach_part(Kind::published, table, publication.name, true);
    }
  }
  for (const auto& [key, statistics] : cx_.catalog.statistics) {
    if (statistics.table == table.oid) {
      reach({.kind = Kind::statistics, .in_schema = statistics.schema, .name = statistics.name}, true);
    }
  }
}

void Deletion::expand_uses_of_column(const Relation& table, AttributeNumber number) {
  const ColumnUse use{.relation = table.oid, .column = number};
  const Column& column = *table.find_column(number);
  std::vector<const Relation*> users = cx_.catalog.dependants_of(table.oid);
  if (!contains(users, &table)) users.push_back(&table);
  for (const Relation* user : users) {
    if (contains(user->extras->uses, use)) reach({.kind = Kind::relation, .relation = user->oid}, false);
    for (const catalog::Policy& policy : user->extras->policies) {
      if (contains(policy.uses, use)) reach_part(Kind::policy, *user, policy.name, false);
    }
  }
  for (const catalog::Trigger& trigger : table.extras->triggers) {
    if (contains(trigger.columns, number) || mentions(trigger.when, column.name)) {
      reach_part(Kind::trigger, table, trigger.name, false);
    }
  }
  for (const auto& [key, publication] : cx_.catalog.publications) {
    for (const catalog::Publication::Table& published : publication.tables) {
      const bool used = contains(published.columns, number) || mentions(published.where, column.name);
      if (published.table == table.oid && used) reach_part(Kind::published, table, publication.name, false);
    }
  }
  for (const auto& [key, statistics] : cx_.catalog.statistics) {
    const bool used = contains(statistics.columns, number) ||
                      std::ranges::any_of(statistics.expressions, [&](const Expr& expression) {
                        return mentions(expression, column.name);
                      });
    if (statistics.table != table.oid || !used) continue;
    reach({.kind = Kind::statistics, .in_schema = statistics.schema, .name = statistics.name}, true);
  }
}

// Which of several overloads an expression calls isn't known: then none of them is taken for it.
void Deletion::expand_function(const Object& function) {
  const std::string name = function.name.substr(0, function.name.find('('));
  const bool overloaded = cx_.catalog.find_functions(function.in_schema, name).size() > 1;
  const auto is_caller = [&](const Expr& expression) {
    return calls(expression, cx_.catalog, function.in_schema, name);
  };
  for (const Relation* relation : cx_.catalog.relations()) {
    // Functions of triggers take no arguments.
    for (const catalog::Trigger& trigger : relation->extras->triggers) {
      if (trigger.function.schema == function.in_schema && trigger.function.name + "()" == function.name) {
        reach_part(Kind::trigger, *relation, trigger.name, trigger.inherited);
      }
    }
    if (overloaded) continue;
    expand_callers(*relation, is_caller);
    if (is_named(relation->extras->other_uses.functions, function.in_schema, name)) {
      reach({.kind = Kind::relation, .relation = relation->oid}, false);
    }
    for (const catalog::Policy& policy : relation->extras->policies) {
      if (is_named(policy.other_uses.functions, function.in_schema, name)) {
        reach_part(Kind::policy, *relation, policy.name, false);
      }
    }
  }
}

void Deletion::expand_callers(const Relation& relation, const std::function<bool(const Expr&)>& is_caller) {
  for (const Column& column : relation.columns) {
    if (is_caller(column.generation_expression)) {
      reach({.kind = Kind::column, .relation = relation.oid, .column = column.number}, false);
    } else if (column.default_value && is_caller(*column.default_value)) {
      reach({.kind = Kind::default_value, .relation = relation.oid, .column = column.number}, false);
    }
  }
  for (const catalog::Constraint& constraint : relation.constraints) {
    if (is_caller(constraint.expression)) reach_part(Kind::constraint, relation, constraint.name, false);
  }
  if (!relation.index) return;
  const bool in_key = std::ranges::any_of(
      relation.index->keys, [&](const catalog::IndexKey& key) { return is_caller(key.expression); });
  if (in_key || is_caller(relation.index->predicate)) {
    reach({.kind = Kind::relation, .relation = relation.oid}, false);
  }
}

void Deletion::drop_part(const Object& object) {
  const auto is_meant = [&](const auto& part) { return part.name == object.name; };
  switch (object.kind) {
    case Kind::trigger:
      std::erase_if(cx_.catalog.edit(object.relation)->extras.edit().triggers, is_meant);
      break;
    case Kind::policy:
      std::erase_if(cx_.catalog.edit(object.relation)->extras.edit().policies, is_meant);
      break;
    case Kind::rule: std::erase_if(cx_.catalog.edit(object.relation)->extras.edit().rules, is_meant); break;
    case Kind::published:
      std::erase_if(cx_.catalog.edit<catalog::Publication>("", object.name)->tables,
                    [&](const auto& published) { return published.table == object.relation; });
      break;
    case Kind::statistics: cx_.catalog.remove<catalog::Statistics>(object.in_schema, object.name); break;
    case Kind::function: {
      const std::string name = object.name.substr(0, object.name.find('('));
      std::vector<Function> left;
      for (const Function* function : cx_.catalog.find_functions(object.in_schema, name)) {
        if (signature_text(*function) != object.name) left.push_back(*function);
      }
      cx_.catalog.put_functions(object.in_schema, name, std::move(left));
      break;
    }
    default: break;
  }
}

}  // namespace lockstep::replay
