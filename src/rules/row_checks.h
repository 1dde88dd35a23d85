#pragma once
// Whether a statement checks something that rows which are there may not hold to.

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// Of a statement with work on a table: rows can make it fail, or an index build that goes on beside others'
// writes. Not where the history says that they can't: nothing has filled a new column, a key comes back, or
// the columns of an index tell rows apart already.
[[nodiscard]] bool may_fail_on_rows(const Action& action, const RuleContext& cx);

}  // namespace lockstep::rules
