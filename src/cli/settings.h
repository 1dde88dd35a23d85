#pragma once
// How the files of one history are judged: what lockstep.toml says, what the command line says instead,
// and the version of Prisma that the lock file tells.

#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/plan.h"
#include "project/config.h"
#include "rules/linter.h"
#include "support/finding.h"
#include "support/result.h"

namespace lockstep::cli {

// An allowance of lockstep.toml, with the rules that it names.
struct Allowance {
  std::vector<std::string> rules;
  std::string migration;
  std::string object;
  std::string reason;

  [[nodiscard]] bool covers(const Finding& finding, std::string_view in_migration) const;
};

// What [[overrides]] changes for the files that its globs name.
struct PathPolicy {
  std::vector<std::string> paths;
  rules::Policy policy;
};

struct Settings {
  project::Config config;
  rules::LintOptions linter;
  std::vector<PathPolicy> overrides;
  std::vector<Allowance> allowances;

  // Which rules look at a file, by its absolute path.
  [[nodiscard]] rules::Policy policy_for(const std::string& path) const;
};

// The configuration of a task: the one that was named, else the nearest; empty where there is none.
[[nodiscard]] Result<project::Config> config_of(const LintOptions& options, const Task& task);

// Rules and severities by the configuration, with what the command line changes about it.
[[nodiscard]] Result<rules::Policy> make_policy(const LintOptions& options, const project::Config& config);

[[nodiscard]] Result<Settings> make_settings(const LintOptions& options, const Task& task);

}  // namespace lockstep::cli
