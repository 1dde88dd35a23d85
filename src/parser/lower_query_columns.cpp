#include <utility>

#include "parser/lower_query.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

constexpr std::size_t kMostRows = 100;

std::vector<Expr> lower_row(const ::Node* row, const SelectIndexes& selects, const LowerContext& cx) {
  std::vector<Expr> values;
  for (const ::Node* value : tree::elements(tree::as<::List>(row)))
    values.push_back(lower_query_expr(value, selects, cx));
  return values;
}

void lower_values(const ::List* rows, const SelectIndexes& selects, const LowerContext& cx, Select& result) {
  for (Expr& value : lower_row(tree::at(rows, 0), selects, cx)) {
    result.columns.push_back(
        {.name = "column" + std::to_string(result.columns.size() + 1), .expression = std::move(value)});
  }
  result.has_more_rows = tree::length(rows) > kMostRows;
  for (std::size_t i = 1; i < tree::length(rows) && !result.has_more_rows; ++i)
    result.rows.push_back(lower_row(tree::at(rows, i), selects, cx));
}

void lower_select(const ::SelectStmt& from, const SelectIndexes& selects, const LowerContext& cx,
                  Select& result) {
  if (from.op != SETOP_NONE) {
    result.left = select_index(tree::node(from.larg), selects);
    result.right = select_index(tree::node(from.rarg), selects);
  } else if (from.valuesLists != nullptr) {
    lower_values(from.valuesLists, selects, cx, result);
  } else {
    result.columns = lower_targets(from.targetList, selects, cx);
  }
}

const ::ReturningClause* returning_of(const ::Node* node) {
  switch (node->type) {
    case T_InsertStmt: return tree::as<::InsertStmt>(node)->returningClause;
    case T_UpdateStmt: return tree::as<::UpdateStmt>(node)->returningClause;
    default: return tree::as<::DeleteStmt>(node)->returningClause;
  }
}

}  // namespace

std::uint32_t select_index(const ::Node* node, const SelectIndexes& selects) {
  const auto found = selects.find(node);
  return found == selects.end() ? Select::kNone : found->second;
}

std::vector<OutputColumn> lower_targets(const ::List* targets, const SelectIndexes& selects,
                                        const LowerContext& cx) {
  std::vector<OutputColumn> columns;
  for (const auto* target : tree::elements<::ResTarget>(targets)) {
    columns.push_back({.name = std::string(tree::text(target->name)),
                       .expression = lower_query_expr(target->val, selects, cx),
                       .is_part = target->indirection != nullptr});
  }
  return columns;
}

void lower_columns(const ::Node* node, const SelectIndexes& selects, const LowerContext& cx, Select& result) {
  if (tree::is(node, T_SelectStmt)) return lower_select(*tree::as<::SelectStmt>(node), selects, cx, result);
  if (tree::is(node, T_InsertStmt)) {
    const auto& insert = *tree::as<::InsertStmt>(node);
    result.source = select_index(insert.selectStmt, selects);
    result.overriding = insert.override != OVERRIDING_NOT_SET;
  }
  if (const ::ReturningClause* returning = returning_of(node))
    result.columns = lower_targets(returning->exprs, selects, cx);
}

}  // namespace lockstep
