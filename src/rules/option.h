#pragma once
// Settings of a rule: `[rules.ID] name = value` in lockstep.toml. A rule declares them with their defaults
// in its RuleInfo and asks them of its context; the policy holds what a project has set.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lockstep::rules {

// A list is written in its default as one text, "a, b".
enum class OptionKind : std::uint8_t { flag, number, text, list };

struct RuleOption {
  std::string_view name;  // kebab-case
  OptionKind kind = OptionKind::flag;
  std::string_view summary;  // one line, lower case
  bool flag = false;         // defaults
  std::int64_t number = 0;
  std::string_view text = {};
};

using OptionValue = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

}  // namespace lockstep::rules
