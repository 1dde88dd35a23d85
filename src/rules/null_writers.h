#pragma once
// What writes NULL into a column that may be NULL from now on. Asked in a check of an ALTER TABLE of the
// column's table.

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// An UPDATE to NULL, or an INSERT that leaves out the column, which has no default.
[[nodiscard]] bool writes_null(const Action& action, const Name& column, const RuleContext& cx);

// Adds a key by which the delete of a row that the column refers to writes NULL into it.
[[nodiscard]] bool adds_set_null(const Action& action, const Name& column, const RuleContext& cx);

}  // namespace lockstep::rules
