#pragma once
// Private to src/parser: a query as names to be resolved, see query.h.

#include <cstdint>
#include <initializer_list>
#include <unordered_map>
#include <vector>

#include "parser/lower.h"
#include "parser/query.h"

namespace lockstep {

// Empty for what is no SELECT, VALUES, INSERT, UPDATE or DELETE.
[[nodiscard]] Query lower_query(const ::Node* query, const LowerContext& cx);

// What expressions outside of a query use, as one SELECT without columns and FROM. Null ones are left out.
[[nodiscard]] Query lower_expression_query(std::initializer_list<const ::Node*> expressions,
                                           const LowerContext& cx);

// An expression of a Query, whose SELECTs stand at these indexes.
using SelectIndexes = std::unordered_map<const ::Node*, std::uint32_t>;
[[nodiscard]] Expr lower_query_expr(const ::Node* expression, const SelectIndexes& selects,
                                    const LowerContext& cx);
// Select::kNone for what is none of them.
[[nodiscard]] std::uint32_t select_index(const ::Node* node, const SelectIndexes& selects);

// Select lists, SET and RETURNING.
[[nodiscard]] std::vector<OutputColumn> lower_targets(const ::List* targets, const SelectIndexes& selects,
                                                      const LowerContext& cx);
// What the SELECT, INSERT, UPDATE or DELETE gives, and where it takes that from.
void lower_columns(const ::Node* node, const SelectIndexes& selects, const LowerContext& cx, Select& result);

}  // namespace lockstep
