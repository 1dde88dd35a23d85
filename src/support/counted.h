#pragma once
// Numbers with their nouns, for messages.

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep {

// "1 file", "3 files"
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view thing);

}  // namespace lockstep
