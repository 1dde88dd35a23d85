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

struct Settings {
  project::Config config;
  rules::LintOptions linter;
  std::vector<Allowance> allowances;
};

[[nodiscard]] Result<Settings> make_settings(const LintOptions& options, const Task& task);

// "no rule is called that", with the nearest right name.
[[nodiscard]] Error unknown_rule(std::string place, std::string_view name);

}  // namespace lockstep::cli
