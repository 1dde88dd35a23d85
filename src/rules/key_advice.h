#pragma once
// How a unique constraint or primary key gets its index while others go on.

#include <string>

#include "catalog/objects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// A key that another statement of the file adds can take the index as it is (USING INDEX).
[[nodiscard]] bool may_become_key(const catalog::Relation& index, const RuleContext& cx);

// The statements that build the index, and those that make it the key, as lines of an advice, asked in a
// check of an ALTER TABLE. Where the file drops the same key under another name, how to keep it.
[[nodiscard]] std::string build_index_first(const action::Constraint& key, const RuleContext& cx);

}  // namespace lockstep::rules
