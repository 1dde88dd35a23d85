#include "rules/lost_constraint.h"

#include <algorithm>
#include <span>

#include "effects/not_null_proof.h"
#include "rules/context.h"
#include "rules/earlier.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

using Columns = std::vector<std::string>;

QualifiedName name_of(const catalog::Relation& table) {
  return {.schema = table.schema, .name = table.name, .span = {}};
}

Columns names_of(std::span<const catalog::AttributeNumber> numbers, const catalog::Relation& table) {
  Columns names;
  for (const catalog::AttributeNumber number : numbers) {
    const catalog::Column* column = table.find_column(number);
    names.push_back(column == nullptr ? "" : column->name);
  }
  return names;
}

Columns key_columns(const catalog::Index& index, const catalog::Relation& table) {
  std::vector<catalog::AttributeNumber> numbers;
  for (const catalog::IndexKey& key : index.keys) numbers.push_back(key.column);
  return names_of(numbers, table);
}

// Names of columns of an action, in one list with those of the catalog.
template <class Parts, class Projection>
Columns written(const Parts& parts, Projection name) {
  Columns names;
  for (const auto& part : parts) names.push_back(name(part));
  return names;
}

// Unique over these columns is unique over the lost ones.
bool implies(const Columns& columns, const LostConstraint& lost) {
  return !columns.empty() && std::ranges::all_of(columns, [&](const std::string& column) {
    return !column.empty() && contains(lost.columns, column);
  });
}

bool has_other_key(const LostConstraint& lost, const RuleContext& cx) {
  return std::ranges::any_of(lost.table.indexes, [&](catalog::Oid oid) {
    const catalog::Index& index = cx.before().index(oid);
    return oid != lost.index && index.unique && index.predicate.empty() &&
           implies(key_columns(index, lost.table), lost);
  });
}

// An index that it takes (USING INDEX) counts by itself, where the history knows it.
bool adds_another(const action::Constraint& constraint, const LostConstraint& lost, const RuleContext& cx) {
  const Columns columns = written(constraint.columns, [](const Name& name) { return name.text; });
  if (lost.check == nullptr) {
    const bool unknown = !constraint.using_index.text.empty() && !cx.before().complete &&
                         cx.before().find_relation(lost.table.schema, constraint.using_index.text) == nullptr;
    return (constraint.kind == ConstraintKind::unique || constraint.kind == ConstraintKind::primary_key) &&
           (unknown || implies(columns, lost));
  }
  return constraint.kind == ConstraintKind::check &&
         std::ranges::any_of(constraint.expression.nodes(), [&](const Expr::Node& node) {
           return node.kind == ExprKind::column && contains(lost.columns, node.text);
         });
}

// Puts another one in its place, or takes what it is about away.
bool makes_up_for(const Action& action, const LostConstraint& lost, const QualifiedName& table,
                  const RuleContext& cx) {
  if (const auto* index = std::get_if<action::CreateIndex>(&action)) {
    return lost.check == nullptr && index->unique && index->where.empty() &&
           cx.same_relation(index->relation, table) &&
           implies(written(index->elements, [](const auto& element) { return element.column.text; }), lost);
  }
  const auto* alter = std::get_if<action::AlterTable>(&action);
  if (alter == nullptr || !cx.same_relation(alter->relation, table)) return false;
  return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
    if (const auto* drop = std::get_if<action::DropColumn>(&command.fact))
      return contains(lost.columns, drop->column.text);
    const auto* required = std::get_if<action::SetNotNull>(&command.fact);
    if (required != nullptr && lost.check != nullptr)
      return effects::implies_not_null(lost.check->expression, required->column.text);
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    return add != nullptr && adds_another(add->constraint, lost, cx);
  });
}

// One of the statements behind this one does, under the names that the table and its columns have there.
bool is_made_up_for_later(LostConstraint lost, const RuleContext& cx) {
  QualifiedName table = name_of(lost.table);
  for (const Statement& later : cx.following()) {
    if (makes_up_for(later.action, lost, table, cx)) return true;
    const auto* rename = std::get_if<action::Rename>(&later.action);
    if (rename == nullptr || !cx.same_relation(rename->object, table)) continue;
    if (rename->kind == ObjectKind::column)
      std::ranges::replace(lost.columns, rename->from.text, rename->to.text);
    if (rename->kind == ObjectKind::table) table.name = rename->to.text;
  }
  return false;
}

// A CHECK that has been the proof for NOT NULL, and has done its work.
bool is_spent_proof(const LostConstraint& lost) {
  return lost.check != nullptr && std::ranges::any_of(lost.columns, [&](const std::string& name) {
           const catalog::Column* column = lost.table.find_column(name);
           return column != nullptr && column->not_null &&
                  effects::implies_not_null(lost.check->expression, name);
         });
}

}  // namespace

std::optional<LostConstraint> lost_constraint(const action::DropConstraint& drop, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  const catalog::Constraint* found =
      table == nullptr ? nullptr : table->find_constraint(drop.constraint.text);
  if (found == nullptr) return std::nullopt;
  const bool check = found->kind == ConstraintKind::check;
  if (!check && found->kind != ConstraintKind::unique && found->kind != ConstraintKind::primary_key)
    return std::nullopt;
  return LostConstraint{.table = *table,
                        .check = check ? found : nullptr,
                        .index = found->index,
                        .columns = names_of(found->columns, *table),
                        .origin = found->origin};
}

std::optional<LostConstraint> lost_index(const QualifiedName& name, const RuleContext& cx) {
  const catalog::Relation* index = cx.before().find_index(name);
  if (index == nullptr || !index->index->unique) return std::nullopt;
  const catalog::Relation* table = cx.before().relation(index->index->table);
  if (table == nullptr) return std::nullopt;
  return LostConstraint{.table = *table,
                        .check = nullptr,
                        .index = index->oid,
                        .columns = key_columns(*index->index, *table),
                        .origin = index->origin};
}

bool is_made_up_for(const LostConstraint& lost, const RuleContext& cx) {
  const QualifiedName table = name_of(lost.table);
  return cx.created_here(lost.origin) || cx.created_here(lost.table) || cx.dropped_later(table) ||
         has_to_be_empty(table, cx) || makes_up_for(cx.statement().action, lost, table, cx) ||
         is_made_up_for_later(lost, cx) || is_spent_proof(lost) ||
         (lost.check == nullptr && has_other_key(lost, cx));
}

}  // namespace lockstep::rules
