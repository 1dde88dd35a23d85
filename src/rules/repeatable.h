#pragma once
// Whether a statement may be run again after a migration that failed behind it.

#include "parser/action.h"

namespace lockstep::rules {

// True as well where it leaves nothing behind (SET, SELECT), and of DO blocks, which mostly ask first.
[[nodiscard]] bool is_repeatable(const Action& action);

}  // namespace lockstep::rules
