#include <algorithm>
#include <chrono>

#include "cli/baselines.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/plan.h"
#include "cli/run.h"
#include "cli/say.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

bool fails(const Report& report, Severity fail_on) {
  return std::ranges::any_of(report.findings, [&](const Finding& finding) {
    return !finding.allowed && finding.severity >= fail_on;
  });
}

// With a choice of rules an entry of another one isn't looked for.
void say_stale(const Baselines& baselines, const LintOptions& options) {
  if (options.quiet || !options.select.empty() || !options.ignore.empty()) return;
  for (const auto& [path, baseline] : baselines.all()) {
    const std::size_t stale = baseline.count_stale();
    if (stale == 0) continue;
    say(text::format("{}: {} of its entries match{} nothing any more; `lockstep baseline --update` drops {}",
                     baseline.display, stale, stale == 1 ? "es" : "", stale == 1 ? "it" : "them"));
  }
}

}  // namespace

Result<int> lint(const LintOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto plan = make_plan(options);
  if (!plan) return std::unexpected(plan.error());
  Baselines baselines(Baselines::Use::reading);
  auto report = run_lint(*plan, options, baselines);
  if (!report) return std::unexpected(std::move(report.error()));
  report->summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (auto done = write_outputs(*report, *plan, options); !done)
    return std::unexpected(std::move(done.error()));
  say_stale(baselines, options);
  return fails(*report, options.fail_on) ? 1 : 0;
}

}  // namespace lockstep::cli
