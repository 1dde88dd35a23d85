#pragma once
// What the functions of Postgres give, those that queries mostly call. Private to src/replay.

#include <optional>
#include <span>
#include <string_view>

#include "catalog/basics.h"

namespace lockstep::replay {

[[nodiscard]] catalog::Type built_in_type(std::string_view name, std::uint16_t array_dimensions = 0);
[[nodiscard]] catalog::Type unknown_type();

// None for a function that isn't listed or not with such arguments.
[[nodiscard]] std::optional<catalog::Type> built_in_result(std::string_view function,
                                                           std::span<const catalog::Type> arguments);

}  // namespace lockstep::replay
