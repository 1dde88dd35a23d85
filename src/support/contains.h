#pragma once
// std::ranges::contains of C++23, which g++ has from version 13 on.

#include <algorithm>
#include <functional>
#include <ranges>

namespace lockstep {

template <std::ranges::input_range Range, class Value, class Projection = std::identity>
[[nodiscard]] constexpr bool contains(const Range& range, const Value& value, Projection projection = {}) {
  return std::ranges::find(range, value, projection) != std::ranges::end(range);
}

}  // namespace lockstep
