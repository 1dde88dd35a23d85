#pragma once
// What makes a finding the same finding in a later run: the rule, the object, and the statement as
// Postgres reads it, without comments, layout and the case of bare words. Lines may move.

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep::rules {

// 32 hexadecimal digits. `ordinal` tells findings of a file apart that are equal in all else.
[[nodiscard]] std::string fingerprint(std::string_view rule, std::string_view object,
                                      std::string_view statement, std::uint32_t ordinal);

}  // namespace lockstep::rules
