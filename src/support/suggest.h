#pragma once
// Advice for an Error about a wrong name.

#include <span>
#include <string>
#include <string_view>

namespace lockstep {

// "did you mean `x`?" where a right name is near; else all of them, "use one of x, y, z".
[[nodiscard]] std::string suggest(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace lockstep
