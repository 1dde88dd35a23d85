#include <algorithm>
#include <vector>

#include "cli/baselines.h"
#include "cli/commands.h"
#include "cli/plan.h"
#include "cli/run.h"
#include "reporters/escape.h"
#include "support/counted.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

// `whole`: the run looked at all that there is, so that an entry of another migration is of one that is gone.
BaselineEntries next_entries(const Baseline& baseline, bool whole, bool update) {
  BaselineEntries entries;
  for (const BaselineEntry& entry : baseline.known) {
    const bool looked_at = whole || baseline.migrations.contains(entry.migration);
    if (!looked_at || baseline.found.contains(entry)) entries.insert(entry);
  }
  if (!update) entries.insert(baseline.found.begin(), baseline.found.end());
  return entries;
}

std::string summary(const Baseline& baseline, const BaselineEntries& entries) {
  const auto is_in = [](const BaselineEntries& other) {
    return [&other](const BaselineEntry& entry) { return other.contains(entry); };
  };
  const auto kept = static_cast<std::size_t>(std::ranges::count_if(entries, is_in(baseline.known)));
  std::string text =
      text::format("{}: {}, {} new, {} gone\n", visible(baseline.display), counted(entries.size(), "finding"),
                   entries.size() - kept, baseline.known.size() - kept);
  if (!baseline.configured) {
    text += text::format("write baseline = \"{}\" into lockstep.toml, above its first [table]\n",
                         visible(file::name(baseline.path)));
  }
  return text;
}

}  // namespace

Result<int> write_baselines(const LintOptions& options, bool update) {
  const auto plan = make_plan(options);
  if (!plan) return std::unexpected(plan.error());
  Baselines baselines(Baselines::Use::writing);
  const auto report = run_lint(*plan, options, baselines);
  if (!report) return std::unexpected(report.error());
  std::vector<file::PendingFile> files;
  std::string text;
  for (const auto& [path, baseline] : baselines.all()) {
    const BaselineEntries entries = next_entries(baseline, options.paths.empty(), update);
    auto pending = file::PendingFile::write(path, write_baseline(entries));
    if (!pending) return std::unexpected(std::move(pending.error()));
    files.push_back(std::move(*pending));
    text += summary(baseline, entries);
  }
  for (file::PendingFile& pending : files) {
    if (auto done = pending.commit(); !done) return std::unexpected(std::move(done.error()));
  }
  if (auto done = file::write_standard_output(text); !done) return std::unexpected(std::move(done.error()));
  return 0;
}

}  // namespace lockstep::cli
