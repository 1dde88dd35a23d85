#pragma once
// What well-known extensions bring.

#include <string_view>

namespace lockstep::rules {

// The extension that has the function, type or operator class of this name; empty: none of those.
[[nodiscard]] std::string_view extension_of(std::string_view name);

}  // namespace lockstep::rules
