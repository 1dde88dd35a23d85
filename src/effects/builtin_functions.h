#pragma once
// Which of Postgres' own functions are volatile. Data for volatility.h.

#include <optional>
#include <string_view>
#include <vector>

#include "effects/volatility.h"

namespace lockstep::effects {

// Of a function of pg_catalog in this major version; none when there is no such function.
[[nodiscard]] std::optional<Volatility> builtin_volatility(std::string_view function, int postgres);

// All names that some version has.
[[nodiscard]] std::vector<std::string_view> builtin_functions();

}  // namespace lockstep::effects
