#pragma once
// Whether an expression can be NULL. Private to src/replay.

#include "catalog/catalog.h"
#include "parser/expr.h"

namespace lockstep::replay {

// For no row of the table, which is null where the history doesn't know it.
[[nodiscard]] bool is_never_null(const Expr& expression, const catalog::Relation* table);

}  // namespace lockstep::replay
