#pragma once
// What a change of type does to values that the new type doesn't hold: whether they fail it, or change.

#include <string>

#include "rules/type_advice.h"

namespace lockstep::rules {

class RuleContext;

struct ValueLoss {
  std::string what;   // "fails where a value is longer than 50 characters"; empty: every value fits
  std::string
      where;  // condition over the column that is true of such values; empty where there is no short one
  bool slight = false;  // digits of a second
};

// Of a column whose type the history knows.
[[nodiscard]] ValueLoss value_loss(const ColumnChange& change, const RuleContext& cx);

}  // namespace lockstep::rules
