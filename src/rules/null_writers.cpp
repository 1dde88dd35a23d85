#include "rules/null_writers.h"

#include <algorithm>
#include <cstddef>

#include "rules/columns.h"
#include "rules/context.h"
#include "support/contains.h"

namespace lockstep::rules {

bool writes_null(const Action& action, const Name& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (const auto* update = std::get_if<action::Update>(&action)) {
    const auto set = std::ranges::find(update->columns, column.text, &Name::text);
    const auto at = static_cast<std::size_t>(set - update->columns.begin());
    if (at >= update->values.size() || !cx.same_relation(update->relation, table)) return false;
    const Expr& value = update->values[at];
    return !value.empty() && value.nodes()[value.without_casts()].kind == ExprKind::null;
  }
  const auto* insert = std::get_if<action::Insert>(&action);
  return insert != nullptr && cx.same_relation(insert->relation, table) && !insert->columns.empty() &&
         !contains(insert->columns, column.text, &Name::text) && cx.find_column(table, column) != nullptr &&
         !has_default(column, cx);
}

bool adds_set_null(const Action& action, const Name& column, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) return false;
  return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    return add != nullptr && add->constraint.on_delete == ReferentialAction::set_null &&
           contains(add->constraint.columns, column.text, &Name::text);
  });
}

}  // namespace lockstep::rules
