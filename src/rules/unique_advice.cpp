#include "rules/unique_advice.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "replay/expressions.h"
#include "rules/columns.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

std::string sql_of(const Expr& expression, const RuleContext& cx) {
  const std::string sql(cx.text(expression.root().span));
  return expression.root().kind == ExprKind::function ? sql : "(" + sql + ")";
}

bool may_be_null(const action::IndexElement& element, const UniqueKey& key, const RuleContext& cx) {
  const catalog::Column* column = cx.find_column(key.table, element.column);
  return column == nullptr || !column->not_null;
}

// NULLs are no duplicates of each other.
std::string duplicates_query(const UniqueKey& key, bool nulls_count, const RuleContext& cx) {
  std::string list;
  std::string conditions = key.where.empty() ? "" : " WHERE " + sql_of(key.where, cx);
  for (const action::IndexElement& element : key.elements) {
    const std::string sql =
        element.expression.empty() ? cx.sql(element.column) : sql_of(element.expression, cx);
    list += (list.empty() ? "" : ", ") + sql;
    if (nulls_count || !may_be_null(element, key, cx)) continue;
    conditions += (conditions.empty() ? " WHERE " : " AND ") + sql + " IS NOT NULL";
  }
  return text::format("SELECT {0}, count(*) FROM {1}{2} GROUP BY {0} HAVING count(*) > 1;", list,
                      cx.sql(key.table), conditions);
}

bool is_new(std::string_view name, const UniqueKey& key, const RuleContext& cx) {
  const Name column{.text = std::string(name), .span = {}};
  if (const catalog::Column* known = cx.find_column(key.table, column)) return cx.created_here(known->origin);
  const auto* alter = std::get_if<action::AlterTable>(&cx.statement().action);
  return added_earlier(key.table, name, cx) != nullptr ||
         (alter != nullptr && find_added(*alter, name) != nullptr);
}

std::vector<std::string_view> columns_of(const action::IndexElement& element) {
  if (element.expression.empty()) return {element.column.text};
  return replay::column_names(element.expression);
}

}  // namespace

std::string look_for_doubles(UniqueKey key, bool nulls_count, const RuleContext& cx) {
  // A column that the file adds isn't there to be looked at, and has one value in all rows.
  const auto is_added = [&](std::string_view column) { return is_new(column, key, cx); };
  std::erase_if(key.elements, [&](const action::IndexElement& element) {
    return std::ranges::all_of(columns_of(element), is_added);
  });
  const bool in_part = std::ranges::any_of(key.elements, [&](const action::IndexElement& element) {
    return std::ranges::any_of(columns_of(element), is_added);
  });
  if (key.elements.empty() || in_part)
    return "make it unique in a later migration, once each row has a value of its own";
  if (std::ranges::any_of(replay::column_names(key.where), is_added)) key.where = {};
  return "look for them first:\n  " + duplicates_query(key, nulls_count, cx);
}

}  // namespace lockstep::rules
