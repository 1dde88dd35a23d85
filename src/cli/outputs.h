#pragma once
// Writes a report in every way that was asked for: all of them, or on an error none.

#include "cli/options.h"
#include "cli/plan.h"
#include "reporters/report.h"
#include "support/result.h"

namespace lockstep::cli {

[[nodiscard]] Result<void> write_outputs(const Report& report, const Plan& plan, const LintOptions& options);

}  // namespace lockstep::cli
