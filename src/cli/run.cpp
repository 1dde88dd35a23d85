#include "cli/run.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "cli/progress.h"
#include "cli/read_ahead.h"
#include "cli/say.h"
#include "cli/settings.h"
#include "cli/version.h"
#include "rules/linter.h"
#include "rules/pages.h"
#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/counted.h"
#include "support/file.h"
#include "support/secret.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

std::size_t count_files(const Plan& plan) {
  std::size_t count = 0;
  for (const Task& task : plan.tasks) count += task.history.files.size();
  return count;
}

class Run {
 public:
  Run(const Plan& plan, const LintOptions& options, Baselines& baselines)
      : plan_(plan), options_(options), baselines_(baselines), progress_(count_files(plan)) {}

  Result<Report> run() {
    for (const Task& task : plan_.tasks) {
      const auto settings = settings_of(task);
      if (!settings) return std::unexpected(settings.error());
      if (options_.verbose) say_how(task, **settings);
      if (auto done = run(task, **settings); !done) return std::unexpected(std::move(done.error()));
    }
    report_.version = kVersion;
    report_.summary.scope = plan_.scope;
    describe_rules();
    count_findings();
    return std::move(report_);
  }

 private:
  // Single files of one folder share them.
  Result<const Settings*> settings_of(const Task& task) {
    const auto known = settings_.find(task.start);
    if (known != settings_.end()) return &known->second;
    auto settings = make_settings(options_, task);
    if (!settings) return std::unexpected(std::move(settings.error()));
    if (auto done = baselines_.open(settings->config); !done) return std::unexpected(std::move(done.error()));
    if (options_.strict_hash) {
      auto done = settings->linter.policy.set_option("schema-without-migration", "strict-hash", true);
      if (!done) return std::unexpected(std::move(done.error()));
    }
    note_severities(settings->linter.policy);
    for (const PathPolicy& override : settings->overrides) note_severities(override.policy);
    return &settings_.emplace(task.start, std::move(*settings)).first->second;
  }

  Result<void> run(const Task& task, const Settings& settings) {
    facts_ = task.facts;
    rules::LintOptions options = settings.linter;
    if (facts_ && facts_->released) options.released = &*facts_->released;
    rules::Linter linter(std::move(options), task.history.complete);
    const std::size_t first_file = report_.files.size();
    const std::size_t first_finding = report_.findings.size();
    ReadAhead ahead(task);
    bool stopped = false;
    for (std::size_t i = 0; i < task.history.files.size(); ++i) {
      const project::MigrationFile& file = task.history.files[i];
      progress_.next(file.display);
      const auto read = ahead.next();
      if (!read) return std::unexpected(read.error());
      bool stops = false;
      if (task.reported[i]) {
        stops = lint(**read, file, linter, settings);
      } else {
        replay(**read, file, linter);
      }
      ahead.take_back(*read);
      if (stops) say_stopped(task, i);
      if (stops && !options_.keep_going) {
        stopped = true;
        break;
      }
    }
    say_doubt(linter);
    const bool whole = task.history.complete && !task.cut && !stopped;
    if (facts_) look_at_project(settings, whole ? &linter.catalog() : nullptr, first_file);
    sort_findings(first_finding);
    drop_bytes(first_file, first_finding);
    return {};
  }

  void replay(ReadFile& read, const project::MigrationFile& file, rules::Linter& linter) {
    linter.replay(read.reader, static_cast<std::uint32_t>(report_.files.size()));
    report_.files.push_back({std::move(read.source), file.name});
    ++report_.summary.replayed;
  }

  // Whether the tool that runs the migrations stops here.
  bool lint(ReadFile& read, const project::MigrationFile& file, rules::Linter& linter,
            const Settings& settings) {
    if (!settings.overrides.empty()) linter.set_policy(settings.policy_for(file.path));
    rules::FileResult result = linter.lint(read.reader, static_cast<std::uint32_t>(report_.files.size()));
    report_.files.push_back({std::move(read.source), file.name});
    Baseline* baseline = baselines_.of(settings.config);
    if (baseline != nullptr) baseline->migrations.insert(file.name);
    ++report_.summary.files;
    report_.summary.statements += result.statements;
    report_.summary.skipped += result.skipped;
    if (facts_) add_to_facts(file.name, result);
    for (Finding& finding : result.findings) keep(std::move(finding), settings);
    return result.stops;
  }

  void say_stopped(const Task& task, std::size_t at) const {
    const std::size_t behind = task.history.files.size() - at - 1;
    if (options_.quiet || !task.history.complete || behind == 0) return;
    const std::string& name = task.history.files[at].name;
    if (options_.keep_going) {
      say(text::format("{}: Postgres refuses a statement of it; what it undoes with that is left out", name));
    } else {
      say(text::format(
          "{}: Postgres refuses a statement of it; {} behind it left out, `--keep-going` goes on", name,
          counted(behind, "migration")));
    }
  }

  void say_doubt(const rules::Linter& linter) const {
    if (options_.quiet || !linter.doubt()) return;
    const rules::Linter::Doubt& doubt = *linter.doubt();
    say(
        text::format("{}: on an empty database Postgres would refuse a statement of it: {} ({}); what later "
                     "migrations name may exist unseen",
                     report_.files[doubt.file].migration, doubt.refusal.message, doubt.refusal.sqlstate));
  }

  void keep(Finding finding, const Settings& settings) {
    const std::string& migration = report_.files[finding.file].migration;
    Baseline* baseline = baselines_.of(settings.config);
    allow(finding, migration, settings);
    if (!finding.allowed && baseline != nullptr && baseline->add(migration, finding)) {
      finding.allowed = "in " + baseline->display;
      ++report_.summary.baseline;
    }
    report_.findings.push_back(std::move(finding));
  }

  void add_to_facts(const std::string& migration, const rules::FileResult& result) {
    project::MigrationFacts* known = facts_->find(migration);
    if (known == nullptr) return;
    known->statements = result.statements;
    known->directives = result.directives;
    const auto loss = std::ranges::find_if(result.findings, [](const Finding& finding) {
      return rules::find_rule(finding.rule)->info.group == "data_loss";
    });
    if (loss == result.findings.end()) return;
    known->loss = {.place = {.file = known->place.file, .span = loss->span}, .object = loss->object};
  }

  void look_at_project(const Settings& settings, const catalog::Catalog* after, std::size_t first_file) {
    const auto in_report = [&](std::uint32_t file) { return report_file(file, first_file); };
    for (Finding& finding : rules::look_at_project(*facts_, settings.linter, after)) {
      finding.file = in_report(finding.file);
      for (Related& related : finding.related) related.file = in_report(related.file);
      keep(std::move(finding), settings);
    }
  }

  // Index in the report of a file of the facts, which may have been none of the migrations that were read.
  std::uint32_t report_file(std::uint32_t file, std::size_t first_file) {
    const SourceFile& source = facts_->files[file];
    const auto same =
        std::find_if(report_.files.begin() + static_cast<std::ptrdiff_t>(first_file), report_.files.end(),
                     [&](const ReportFile& known) { return known.source.path() == source.path(); });
    if (same != report_.files.end()) return static_cast<std::uint32_t>(same - report_.files.begin());
    const auto migration = std::ranges::find(
        facts_->migrations, file, [](const project::MigrationFacts& each) { return each.place.file; });
    report_.files.push_back({source, migration == facts_->migrations.end() ? "" : migration->name});
    return static_cast<std::uint32_t>(report_.files.size() - 1);
  }

  void sort_findings(std::size_t first) {
    std::stable_sort(report_.findings.begin() + static_cast<std::ptrdiff_t>(first), report_.findings.end(),
                     [](const Finding& a, const Finding& b) {
                       return std::tuple(a.file, a.span.begin, std::string_view(a.rule)) <
                              std::tuple(b.file, b.span.begin, std::string_view(b.rule));
                     });
  }

  static void allow(Finding& finding, const std::string& migration, const Settings& settings) {
    if (finding.allowed) return;
    const auto allowance = std::ranges::find_if(settings.allowances, [&](const Allowance& candidate) {
      return candidate.covers(finding, migration);
    });
    if (allowance != settings.allowances.end()) finding.allowed = without_secrets(allowance->reason);
  }

  // Only what findings refer to is still needed when the history is done.
  void drop_bytes(std::size_t first_file, std::size_t first_finding) {
    std::set<std::uint32_t> needed;
    for (std::size_t i = first_finding; i < report_.findings.size(); ++i) {
      needed.insert(report_.findings[i].file);
      for (const Related& related : report_.findings[i].related) needed.insert(related.file);
    }
    for (std::size_t i = first_file; i < report_.files.size(); ++i) {
      if (needed.contains(static_cast<std::uint32_t>(i))) continue;
      SourceFile& source = report_.files[i].source;
      source = SourceFile(source.path(), "");
    }
  }

  // A rule is described with the highest level that it has in any of the projects.
  void note_severities(const rules::Policy& policy) {
    for (const rules::Rule* rule : rules::all_rules()) {
      Severity& known = severities_[rule->info.id];
      known = std::max(known, policy.severity(rule->info.id));
    }
  }

  void describe_rules() {
    for (const rules::Rule* rule : rules::all_rules()) {
      const Severity severity = severities_[rule->info.id];
      if (severity == Severity::off) continue;
      report_.rules.push_back({.id = std::string(rule->info.id),
                               .group = std::string(rule->info.group),
                               .summary = std::string(rule->info.summary),
                               .markdown = std::string(rules::rule_page(rule->info.id)),
                               .help_uri = {},
                               .severity = severity});
    }
  }

  void count_findings() {
    Summary& summary = report_.summary;
    for (const Finding& finding : report_.findings) {
      if (finding.allowed) {
        ++summary.allowed;
      } else if (finding.severity == Severity::error) {
        ++summary.errors;
      } else if (finding.severity == Severity::warning) {
        ++summary.warnings;
      } else {
        ++summary.notes;
      }
    }
    summary.allowed -= summary.baseline;
  }

  static void say_how(const Task& task, const Settings& settings) {
    const project::Runner& runner = settings.linter.runner;
    std::string how = project::runner_name(runner.kind);
    if (runner.prisma) how += " " + to_text(*runner.prisma);
    if (runner.kind == project::RunnerKind::prisma && !runner.prisma) how += " of an unknown version";
    const std::string& folder = task.history.folder.empty() ? task.start : task.history.folder;
    const auto reported = std::ranges::count(task.reported, true);
    say(text::format("{}: {} reported on, {} only replayed; {}, Postgres {}, {}",
                     file::relative(folder, file::absolute(".")), reported,
                     static_cast<std::ptrdiff_t>(task.reported.size()) - reported, how,
                     settings.linter.postgres,
                     settings.config.path.empty() ? "no lockstep.toml" : settings.config.display));
  }

  const Plan& plan_;
  const LintOptions& options_;
  Baselines& baselines_;
  Progress progress_;
  std::optional<project::ProjectFacts> facts_;  // of the task that runs
  Report report_;
  std::map<std::string, Settings> settings_;  // by the folder that their search starts from
  std::map<std::string_view, Severity> severities_;
};

}  // namespace

Result<Report> run_lint(const Plan& plan, const LintOptions& options, Baselines& baselines) {
  return Run(plan, options, baselines).run();
}

}  // namespace lockstep::cli
