#pragma once
// What spares SET NOT NULL its scan: a constraint that already says that the column has no nulls.
// https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL

#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "parser/expr.h"

namespace lockstep::effects {

// Whether an expression that isn't false says that the column isn't null: `c IS NOT NULL` itself, as
// a term of an AND, in every arm of an OR, or as NOT (c IS NULL). Postgres believes no comparison.
[[nodiscard]] bool implies_not_null(const Expr& expression, std::string_view column);

// The valid CHECK of the table that proves it; null when there is none, or only among `dropped`.
[[nodiscard]] const catalog::Constraint* not_null_proof(const catalog::Relation& table,
                                                        std::string_view column,
                                                        const std::vector<std::string_view>& dropped = {});

}  // namespace lockstep::effects
