#pragma once
// Which settings a session may have, and which values they take. Private to src/replay.

#include "parser/action.h"
#include "replay/statements.h"

namespace lockstep::replay {

// A name with a dot is an extension's or a user's own, and takes anything.
[[nodiscard]] bool may_set(Context& cx, const action::SetVariable& statement);

}  // namespace lockstep::replay
