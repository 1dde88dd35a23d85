#pragma once
// lockstep.toml: what a project says about itself and about the rules. Called by `cli`, which knows
// the rules; their names are only text here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
struct ConfigPath {
  std::string path;  // relative to the configuration's folder
  std::uint32_t line = 0;
};

struct RuleSetting {
  std::string rule;
  Severity severity = Severity::warning;
  std::uint32_t line = 0;
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
  std::optional<ConfigPath> schema;
  std::vector<ConfigPath> migrations;
  std::string extends = "recommended";
  std::vector<RuleSetting> rules;
  std::vector<Allowance> allowances;

  [[nodiscard]] std::string folder() const;
  // "lockstep.toml:7", the place that an Error names.
  [[nodiscard]] std::string place(std::uint32_t line) const;
};

// "error", "warning", "note", "off"
[[nodiscard]] Result<Severity> parse_severity(std::string_view name);
[[nodiscard]] Result<int> check_postgres(std::int64_t version);
[[nodiscard]] Result<int> parse_postgres(std::string_view version);

[[nodiscard]] Result<Config> parse_config(std::string_view text, std::string display);
[[nodiscard]] Result<Config> read_config(const std::string& path);  // absolute

// The nearest lockstep.toml from `folder` up to `root`, both absolute; empty when there is none.
[[nodiscard]] std::string find_config(std::string folder, const std::string& root);

}  // namespace lockstep::project
