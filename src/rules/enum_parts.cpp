#include "rules/enum_parts.h"

#include <algorithm>
#include <variant>

#include "rules/context.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

bool same_enum(const catalog::Type& a, const catalog::Type& b) {
  return a.schema == b.schema && a.name == b.name;
}

// Strings in a command that speaks of another column, or makes no expression, are something else.
bool speaks_of(const AlterFact& fact, const QualifiedName& table, const catalog::Type& type,
               const RuleContext& cx) {
  if (const auto* add = std::get_if<action::AddColumn>(&fact))
    return same_enum(cx.before().resolve(add->column.type), type);
  if (const auto* set = std::get_if<action::SetType>(&fact))
    return same_enum(cx.before().resolve(set->type), type);
  const auto* set = std::get_if<action::SetDefault>(&fact);
  const catalog::Column* column = set == nullptr ? nullptr : cx.find_column(table, set->column);
  if (column != nullptr) return same_enum(column->type, type);
  return set != nullptr || std::holds_alternative<action::AddConstraint>(fact);
}

}  // namespace

std::vector<EnumPart> parts_about(const catalog::Type& type, const RuleContext& cx) {
  const Statement& statement = cx.statement();
  std::vector<EnumPart> parts;
  if (const auto* table = std::get_if<action::CreateTable>(&statement.action)) {
    for (const action::ColumnDef& column : table->columns) {
      if (same_enum(cx.before().resolve(column.type), type)) parts.push_back({.span = column.span});
    }
  } else if (const auto* alter = std::get_if<action::AlterTable>(&statement.action)) {
    for (const AlterCommand& command : alter->commands) {
      if (speaks_of(command.fact, alter->relation, type, cx)) parts.push_back({.span = command.span});
    }
  } else if (!std::holds_alternative<action::Comment>(statement.action)) {
    for (const effects::Lock& lock : cx.effect().locks) {
      const catalog::Relation* relation = cx.before().relation(lock.relation.oid);
      const bool known = relation != nullptr && !relation->uncertain;
      const bool has_column =
          known && std::ranges::any_of(relation->columns, [&](const catalog::Column& column) {
            return same_enum(column.type, type);
          });
      if (has_column || !known) parts.push_back({.span = statement.span, .certain = known});
    }
  }
  return parts;
}

bool is_replaced(std::string_view value, const QualifiedName& table, const Name& column,
                 const RuleContext& cx) {
  const auto is_value = [&](const Expr::Node& node) {
    return node.kind == ExprKind::string && node.text == value;
  };
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* update = std::get_if<action::Update>(&earlier.action);
    return update != nullptr && cx.same_relation(update->relation, table) &&
           contains(update->columns, column.text, &Name::text) &&
           (update->where.empty() || std::ranges::any_of(update->where.nodes(), is_value));
  });
}

}  // namespace lockstep::rules
