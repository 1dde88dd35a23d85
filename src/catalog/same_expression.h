#pragma once
// Whether two expressions say the same, where one is as somebody wrote it and the other as Postgres prints
// what it made of it:
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/ruleutils.c Called by the
// comparison of catalogs.

#include "parser/expr.h"

namespace lockstep::catalog {

// Casts count for nothing, as those that Postgres adds can't be told from written ones; the text of a
// subquery neither.
[[nodiscard]] bool same_expression(const Expr& a, const Expr& b);

// As it is compared: no casts, IN as = ANY (ARRAY[...]), BETWEEN as two comparisons, AND and OR not nested.
[[nodiscard]] Expr normalised(const Expr& expression);

}  // namespace lockstep::catalog
