#include <algorithm>
#include <chrono>

#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/plan.h"
#include "cli/run.h"

namespace lockstep::cli {
namespace {

bool fails(const Report& report, Severity fail_on) {
  return std::ranges::any_of(report.findings, [&](const Finding& finding) {
    return !finding.allowed && finding.severity >= fail_on;
  });
}

}  // namespace

Result<int> lint(const LintOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto plan = make_plan(options);
  if (!plan) return std::unexpected(plan.error());
  auto report = run_lint(*plan, options);
  if (!report) return std::unexpected(std::move(report.error()));
  report->summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (auto done = write_outputs(*report, *plan, options); !done)
    return std::unexpected(std::move(done.error()));
  return fails(*report, options.fail_on) ? 1 : 0;
}

}  // namespace lockstep::cli
