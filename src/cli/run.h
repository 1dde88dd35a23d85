#pragma once
// From a plan to a report: reads every file once, feeds each history to the engine in order.

#include "cli/baselines.h"
#include "cli/options.h"
#include "cli/plan.h"
#include "reporters/report.h"
#include "support/result.h"

namespace lockstep::cli {

[[nodiscard]] Result<Report> run_lint(const Plan& plan, const LintOptions& options, Baselines& baselines);

}  // namespace lockstep::cli
