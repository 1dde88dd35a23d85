#pragma once
// Which functions are newer than the oldest server that lockstep knows.

#include <string_view>

namespace lockstep::rules {

// The major version of Postgres that had the function first; 0: none of those, or all supported ones have it.
[[nodiscard]] int function_since(std::string_view name);

}  // namespace lockstep::rules
