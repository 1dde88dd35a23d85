#pragma once
// The column that a string in the VALUES of an INSERT is for. Asked by rules about values.

#include <string>

#include "parser/placed_strings.h"

namespace lockstep::rules {

class RuleContext;

// Of the statement that is looked at; empty where it is no INSERT, or nobody knows the column.
[[nodiscard]] std::string inserted_column(const PlacedString& string, const RuleContext& cx);

}  // namespace lockstep::rules
