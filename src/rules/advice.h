#pragma once
// Phrases of advice that several rules share, in the words of the project's migration tool.

#include <string>

#include "parser/action.h"
#include "project/runner.h"

namespace lockstep::rules {

class RuleContext;

// Where a statement goes that must not run in a transaction: "in a migration of its own, ...".
[[nodiscard]] std::string where_it_runs_alone(const project::Runner& runner);

// "in the next migration": where it goes that comes after everything of this file is committed.
[[nodiscard]] std::string afterwards(const project::Runner& runner);

// How a constraint that was added NOT VALID is validated, with the user's own names.
[[nodiscard]] std::string add_not_valid_and_validate(const action::Constraint& constraint,
                                                     const RuleContext& cx);

}  // namespace lockstep::rules
