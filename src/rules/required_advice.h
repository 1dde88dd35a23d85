#pragma once
// What to do instead of requiring a column before every running release writes it.
// Asked in a check of an ALTER TABLE.

#include <string>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// Where the command adds the column as a required one.
[[nodiscard]] std::string add_it_nullable(const action::ColumnDef& column, const RuleContext& cx);
// Where the file has added it as nullable, or does so beside the command.
[[nodiscard]] std::string leave_it_nullable(const action::ColumnDef& column, const RuleContext& cx);

}  // namespace lockstep::rules
