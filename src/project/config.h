#pragma once
// lockstep.toml: what a project says about itself and about the rules. Called by `cli`, which knows
// the rules; their names are only text here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "project/runner.h"
#include "support/finding.h"
#include "support/result.h"

namespace lockstep::project {

inline constexpr std::string_view kConfigName = "lockstep.toml";
// Of a project that doesn't say which server it has, so that advice works on every supported one.
inline constexpr int kOldestPostgres = 14;
inline constexpr int kNewestPostgres = 18;

// Lines are kept for errors that only others can see: an unknown rule, a missing folder.
struct ConfigText {
  std::string text;  // a path is relative to the configuration's folder
  std::uint32_t line = 0;
};

// Of a rule's option; which kind it must have is the rule's matter.
using OptionValue = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

// One line of [rules.ID]; `rule = "off"` in [rules] says the same as its `severity`.
struct RuleSetting {
  std::string rule;
  std::uint32_t rule_line = 0;
  std::string option;  // empty: the value is a severity
  std::variant<Severity, OptionValue> value;
  std::uint32_t line = 0;
};

// [[overrides]]: what rules do in some migrations only.
struct Override {
  std::vector<std::string> paths;  // globs of files or folders, from the configuration's folder
  std::vector<RuleSetting> rules;
};

// [tables]: names or globs, "orders", "audit.*".
struct Tables {
  std::vector<std::string> small;  // nobody notices how long they are locked
  std::vector<std::string> hot;    // always in use, so that even a short lock has to wait for others
};

// Findings of `rule` in `migration` and about `object`, where these are given; one of them is.
struct Allowance {
  std::string rule;
  std::string migration;
  std::string object;
  std::string reason;
  std::uint32_t line = 0;
};

struct Config {
  std::string path;     // absolute; empty: there is none
  std::string display;  // as errors print it: from the current folder
  std::optional<int> postgres;
  std::optional<Runner> runner;
  std::optional<Version> prisma;
  std::optional<ConfigText> schema;
  std::vector<ConfigText> migrations;
  std::vector<ConfigText> extends = {{"recommended"}};  // names of packs, paths of a project's own
  std::vector<RuleSetting> rules;
  std::vector<Override> overrides;
  Tables tables;
  std::optional<ConfigText> start_after;  // name of the last migration that is only replayed
  std::optional<ConfigText> baseline;
  std::vector<Allowance> allowances;

  [[nodiscard]] std::string folder() const;
  // "lockstep.toml:7", the place that an Error names.
  [[nodiscard]] std::string place(std::uint32_t line) const;
};

// "error", "warning", "note", "off"
[[nodiscard]] Result<Severity> parse_severity(std::string_view name);
[[nodiscard]] Result<int> check_postgres(std::int64_t version);
[[nodiscard]] Result<int> parse_postgres(std::string_view version);

// A pack of rules: the tables below [rules], and nothing else.
[[nodiscard]] Result<std::vector<RuleSetting>> parse_pack(std::string_view text, std::string_view display);

[[nodiscard]] Result<Config> parse_config(std::string_view text, std::string display);
[[nodiscard]] Result<Config> read_config(const std::string& path);  // absolute

// The nearest lockstep.toml from `folder` up to `root`, both absolute; empty when there is none.
[[nodiscard]] std::string find_config(std::string folder, const std::string& root);

}  // namespace lockstep::project
