#pragma once
// Texts that are built into the program: docs/rules/*.md and rules.d/*.toml.

#include <string_view>
#include <vector>

namespace lockstep::rules {

// The page of a rule as Markdown; empty when there is none.
[[nodiscard]] std::string_view rule_page(std::string_view id);

// A pack of rules.d by its file name without .toml; empty when there is none.
[[nodiscard]] std::string_view rule_pack(std::string_view name);
[[nodiscard]] std::vector<std::string_view> pack_names();  // sorted

}  // namespace lockstep::rules
