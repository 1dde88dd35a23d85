#pragma once
// INSERTs of the release that is still running, which doesn't know what the file has added.

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// They go on although the column is required and has no default at the command of an ALTER TABLE that is
// looked at: nobody inserts into the table yet, or by its old name alone, a later statement makes up for it
// or drops the column, a trigger of the file fills it, or they know a column of this name, which the file
// makes anew.
[[nodiscard]] bool inserts_go_on(const Name& column, const RuleContext& cx);

// The file adds the column, and NOT NULL comes too early for it: rows have no value in it, or those inserts
// give it none.
[[nodiscard]] bool is_required_too_early(const Name& column, const RuleContext& cx);

}  // namespace lockstep::rules
