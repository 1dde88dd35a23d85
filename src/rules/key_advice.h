#pragma once
// How a unique constraint or primary key gets its index while others go on. Asked in a check of an ALTER
// TABLE.

#include <string>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// The statements that build the index, and those that make it the key, as lines of an advice.
[[nodiscard]] std::string build_index_first(const action::Constraint& key, const RuleContext& cx);

}  // namespace lockstep::rules
