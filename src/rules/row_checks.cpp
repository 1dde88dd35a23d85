#include "rules/row_checks.h"

#include <algorithm>
#include <variant>

#include "rules/columns.h"
#include "rules/context.h"
#include "rules/type_advice.h"
#include "rules/unique_rows.h"

namespace lockstep::rules {
namespace {

// A new column that nobody has filled has nothing to check.
bool is_empty(const QualifiedName& table, const Name& name, const RuleContext& cx) {
  const catalog::Column* column = cx.find_column(table, name);
  return column != nullptr && cx.created_here(column->origin) && !column->filled && !column->not_null;
}

// A foreign key that an earlier statement has dropped: the rows that are there have passed it.
bool is_added_again(const action::Constraint& key, const QualifiedName& table, const RuleContext& cx) {
  return key.kind == ConstraintKind::foreign_key && !key.name.text.empty() &&
         std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
           const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
           return alter != nullptr && cx.same_relation(alter->relation, table) &&
                  find_drop(*alter, key.name.text) != nullptr;
         });
}

// A unique constraint, or a primary key over columns without NULLs.
bool holds_already(const action::Constraint& key, const QualifiedName& table, const RuleContext& cx) {
  const auto is_not_null = [&](const Name& name) {
    const catalog::Column* column = cx.find_column(table, name);
    return column != nullptr && column->not_null;
  };
  const bool primary = key.kind == ConstraintKind::primary_key;
  return (primary || key.kind == ConstraintKind::unique) && !key.temporal &&
         rows_differ(unique_key(key, table), cx) &&
         (!primary || std::ranges::all_of(key.columns, is_not_null));
}

// Each value of the one enum is one of the other.
bool keeps_values(const action::SetType& set, const QualifiedName& table, const RuleContext& cx) {
  const catalog::Column* column = cx.find_column(table, set.column);
  if (column == nullptr || !set.using_expression) return false;
  const Expr& value = *set.using_expression;
  const catalog::Type type = cx.before().resolve(set.type);
  const catalog::EnumType* from = cx.before().find_enum(column->type.schema, column->type.name);
  const catalog::EnumType* to = cx.before().find_enum(type.schema, type.name);
  return from != nullptr && to != nullptr && lacking(*from, *to).empty() &&
         value.nodes()[value.without_casts()].kind == ExprKind::column;
}

template <class... Facts>
bool is_one_of(const AlterFact& fact) {
  return (std::holds_alternative<Facts>(fact) || ...);
}

bool checks_nothing(const AlterCommand& command, const QualifiedName& table, const RuleContext& cx) {
  if (is_one_of<action::DropConstraint, action::DropColumn, action::DropNotNull, action::SetDefault,
                action::DropDefault>(command.fact))
    return true;
  if (const auto* set = std::get_if<action::SetType>(&command.fact)) return keeps_values(*set, table, cx);
  if (const auto* column = std::get_if<action::AddColumn>(&command.fact))
    return is_serial(column->column.type) && column->column.constraints.empty();
  const auto* add = std::get_if<action::AddConstraint>(&command.fact);
  if (add == nullptr) return false;
  const action::Constraint& constraint = add->constraint;
  if (is_added_again(constraint, table, cx) || holds_already(constraint, table, cx)) return true;
  return !constraint.columns.empty() && std::ranges::all_of(constraint.columns, [&](const Name& column) {
    return is_empty(table, column, cx);
  });
}

}  // namespace

bool may_fail_on_rows(const Action& action, const RuleContext& cx) {
  if (const auto* index = std::get_if<action::CreateIndex>(&action))
    return index->concurrently || (index->unique && !rows_differ(unique_key(*index), cx));
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter == nullptr || !std::ranges::all_of(alter->commands, [&](const AlterCommand& command) {
           return checks_nothing(command, alter->relation, cx);
         });
}

}  // namespace lockstep::rules
