#pragma once
// What bodies of DO blocks seem to do, by their words: nothing of them is replayed. Asked in a check of an
// ALTER TABLE of the column's table.

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// An earlier block of the file has looked for NULLs in the column and raised an error: behind it there are
// none.
[[nodiscard]] bool code_refuses_nulls(const Name& column, const RuleContext& cx);

// A block of the history has added the column, which nothing else has, and updates the table.
[[nodiscard]] bool code_fills(const Name& column, const RuleContext& cx);

}  // namespace lockstep::rules
