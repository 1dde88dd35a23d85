#pragma once
// The commands, one file each. A result is the exit code: 0 clean, 1 findings at or above the severity
// that fails; an error is for `main` to say.

#include "cli/options.h"
#include "support/result.h"

namespace lockstep::cli {

// `check` is this with LintOptions::gate.
[[nodiscard]] Result<int> lint(const LintOptions& options);
// `update`: entries that nothing matches go, and none comes.
[[nodiscard]] Result<int> write_baselines(const LintOptions& options, bool update);
[[nodiscard]] Result<int> init(const InitOptions& options);
[[nodiscard]] Result<int> list_rules(const RulesOptions& options);
[[nodiscard]] Result<int> explain_rule(const std::string& name);
[[nodiscard]] Result<int> print_version();

}  // namespace lockstep::cli
