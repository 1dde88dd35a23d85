#pragma once
// How a foreign key is dropped or changed while others go on.

#include <string>

#include "catalog/objects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// Asked at the command of an ALTER TABLE that drops the key: how to drop it; where the file adds it again,
// how it is changed at once, or renamed.
[[nodiscard]] std::string drop_key_advice(const action::DropConstraint& drop, const catalog::Constraint& key,
                                          const RuleContext& cx);

}  // namespace lockstep::rules
