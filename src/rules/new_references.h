#pragma once
// Foreign keys that a statement declares, wherever it writes them, for rules about the tables that they
// refer to.

#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// Those towards tables that others use, without the table's own.
[[nodiscard]] std::vector<const action::Constraint*> references_to_others(const Action& action,
                                                                          const RuleContext& cx);

}  // namespace lockstep::rules
