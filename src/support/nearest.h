#pragma once
// "Did you mean": the right name nearest to a wrong one.

#include <span>
#include <string_view>

namespace lockstep {

// The candidate with the smallest edit distance to `wrong`, the first of equals; empty when none
// is near enough to be what was meant (more than a third of the longer name would change).
[[nodiscard]] std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace lockstep
