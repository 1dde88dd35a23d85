#pragma once
// Whether a type takes a string constant, as the type's input function reads it. Private to src/replay.

#include "replay/statements.h"

namespace lockstep::replay {

// True also where nobody can tell.
[[nodiscard]] bool may_read(Context& cx, const Expr::Node& constant, const catalog::Type& type);

}  // namespace lockstep::replay
