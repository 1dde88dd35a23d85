#include "rules/unique_rows.h"

#include <algorithm>

#include "catalog/objects.h"
#include "rules/columns.h"
#include "rules/context.h"

namespace lockstep::rules {
namespace {

using Names = std::vector<Name>;
using Numbers = std::vector<catalog::AttributeNumber>;

bool are_among(const Numbers& numbers, const catalog::Relation& table, const Names& columns) {
  return std::ranges::all_of(numbers, [&](catalog::AttributeNumber number) {
    const catalog::Column* column = table.find_column(number);
    return column != nullptr && std::ranges::find(columns, column->name, &Name::text) != columns.end();
  });
}

bool had_key(const catalog::Relation& table, const Names& columns, const RuleContext& cx) {
  return std::ranges::any_of(table.former_keys, [&](const catalog::FormerKey& former) {
    return cx.created_here(former.dropped) && are_among(former.columns, table, columns);
  });
}

bool has_key(const catalog::Relation& table, const Names& columns, const RuleContext& cx) {
  return std::ranges::any_of(table.indexes, [&](catalog::Oid oid) {
    const catalog::Index& index = cx.before().index(oid);
    Numbers numbers;
    for (const catalog::IndexKey& key : index.keys) numbers.push_back(key.column);
    return index.unique && index.predicate.empty() && are_among(numbers, table, columns);
  });
}

// A new column is NULL, or gets another value in each row by a rewrite; else its default is one value for
// all.
bool adds_unlike(const Statement& statement, const QualifiedName& table, const Name& column,
                 const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  const bool same = alter != nullptr && cx.same_relation(alter->relation, table);
  const action::ColumnDef* added = same ? find_added(*alter, column.text) : nullptr;
  return added != nullptr &&
         (!gives_value(*added) || cx.effect_of(statement).find(effects::WorkKind::rewrite) != nullptr);
}

}  // namespace

bool rows_differ(const QualifiedName& table, const Names& columns, const RuleContext& cx) {
  const catalog::Relation* known = cx.before().find_table(table);
  if (known != nullptr && (has_key(*known, columns, cx) || had_key(*known, columns, cx))) return true;
  return std::ranges::any_of(columns, [&](const Name& column) {
    const auto adds = [&](const Statement& each) { return adds_unlike(each, table, column, cx); };
    return adds(cx.statement()) || std::ranges::any_of(cx.preceding(), adds);
  });
}

}  // namespace lockstep::rules
