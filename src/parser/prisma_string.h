#pragma once
// Private to src/parser: what a string of a Prisma schema stands for.

#include <optional>
#include <string>
#include <string_view>

namespace lockstep::prisma {

// The escapes are JSON's. Nothing when there is another one, or half of a surrogate pair.
[[nodiscard]] std::optional<std::string> decode_string(std::string_view between_quotes);

}  // namespace lockstep::prisma
