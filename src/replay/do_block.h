#pragma once
// Bodies of code. Carries out the body of a DO block as far as the catalog tells what it does; what it can't
// tell makes uncertain what the block may touch, and is noted in Catalog::undecided. Private to src/replay.

#include "parser/action.h"
#include "replay/statements.h"

namespace lockstep::replay {

// How a statement inside is carried out.
using ApplyAction = bool (*)(const Action& action, Context& cx);

// False where Postgres would refuse the block; what it did before is the caller's to take back.
bool run_block(const action::DoBlock& block, Context& cx, ApplyAction apply);

// False where Postgres would refuse the function for what its body says.
bool check_body(const action::CreateFunction& function, Context& cx);

}  // namespace lockstep::replay
