#pragma once
// The type of an expression in a query, where it follows from the catalog and from Postgres' own
// operators and functions; else a type that isn't known. Private to src/replay.

#include <functional>
#include <span>
#include <vector>

#include "catalog/catalog.h"
#include "parser/expr.h"

namespace lockstep::replay {

// Of columns and subqueries, which the query itself knows.
using LeafType = std::function<catalog::Type(const Expr::Node& node)>;

// What a query gives for it as a column: a string constant, which is of no type yet, is text.
[[nodiscard]] catalog::Type as_column(catalog::Type type);
[[nodiscard]] catalog::Type type_of(const Expr& expression, const catalog::Catalog& catalog,
                                    const LeafType& leaf);

// Of each node of the expression; a string constant and NULL are of the type "unknown".
[[nodiscard]] std::vector<catalog::Type> types_of(const Expr& expression, const catalog::Catalog& catalog,
                                                  const LeafType& leaf);

// What UNION, CASE and COALESCE make of several types:
// https://www.postgresql.org/docs/current/typeconv-union-case.html
[[nodiscard]] catalog::Type common_type(std::span<const catalog::Type> types);

}  // namespace lockstep::replay
