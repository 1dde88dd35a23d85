#pragma once
// Private to src/catalog: whether two constants are one value, as a type's input function keeps a constant
// in the form of its output: '{a, b}' of an array as '{a,b}', '2024-01-01' of a timestamp with its hours.

#include <string_view>

namespace lockstep::catalog {

// `type`: Postgres' own name, with [] behind it for an array; empty where it isn't known.
[[nodiscard]] bool same_constant(std::string_view a, std::string_view b, std::string_view type);

}  // namespace lockstep::catalog
