#include "rules/new_references.h"

#include "rules/context.h"

namespace lockstep::rules {
namespace {

using Constraints = std::vector<const action::Constraint*>;

void add_all(const std::vector<action::Constraint>& constraints, Constraints& found) {
  for (const action::Constraint& constraint : constraints) found.push_back(&constraint);
}

Constraints declared_constraints(const Action& action) {
  Constraints found;
  if (const auto* table = std::get_if<action::CreateTable>(&action)) {
    for (const action::ColumnDef& column : table->columns) add_all(column.constraints, found);
    add_all(table->constraints, found);
  } else if (const auto* alter = std::get_if<action::AlterTable>(&action)) {
    for (const AlterCommand& command : alter->commands) {
      if (const auto* column = std::get_if<action::AddColumn>(&command.fact))
        add_all(column->column.constraints, found);
      if (const auto* add = std::get_if<action::AddConstraint>(&command.fact))
        found.push_back(&add->constraint);
    }
  }
  return found;
}

const QualifiedName* changed_table(const Action& action) {
  if (const auto* table = std::get_if<action::CreateTable>(&action)) return &table->relation;
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter == nullptr ? nullptr : &alter->relation;
}

}  // namespace

std::vector<const action::Constraint*> references_to_others(const Action& action, const RuleContext& cx) {
  const QualifiedName* table = changed_table(action);
  Constraints found;
  for (const action::Constraint* constraint : declared_constraints(action)) {
    if (constraint->kind == ConstraintKind::foreign_key && !cx.created_here(constraint->references) &&
        !cx.same_relation(constraint->references, *table))
      found.push_back(constraint);
  }
  return found;
}

}  // namespace lockstep::rules
