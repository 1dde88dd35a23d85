#pragma once
// Which kinds of relations a command of ALTER TABLE and its kin may be about. Private to src/replay.

#include "parser/action.h"
#include "replay/statements.h"

namespace lockstep::replay {

// Whether the relation is what the statement calls it, and all of the commands may be about one of its kind.
[[nodiscard]] bool may_alter(Context& cx, const action::AlterTable& statement,
                             const catalog::Relation& relation);

}  // namespace lockstep::replay
