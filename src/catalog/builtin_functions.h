#pragma once
// Which of Postgres' own functions are volatile. Data for volatility.h.

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/volatility.h"

namespace lockstep::catalog {

// Of a function of pg_catalog in this major version; none when there is no such function.
[[nodiscard]] std::optional<Volatility> builtin_volatility(std::string_view function, int postgres);

// Whether one of that name is immutable with some arguments, though it is counted as less settled:
// date_trunc() of a timestamp, but not of a timestamptz.
[[nodiscard]] bool has_immutable_overload(std::string_view function);

// Aggregates and functions that give rows, which most expressions outside of a query may not call.
[[nodiscard]] bool is_builtin_aggregate(std::string_view function);
[[nodiscard]] bool is_builtin_set_function(std::string_view function);

// All names that some version has.
[[nodiscard]] std::vector<std::string_view> builtin_functions();

}  // namespace lockstep::catalog
