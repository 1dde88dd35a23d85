#include "cli/settings.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "project/discover.h"
#include "project/prisma_version.h"
#include "rules/rule.h"
#include "support/file.h"

namespace lockstep::cli {
namespace {

Result<project::Config> find_config(const LintOptions& options, const Task& task, const std::string& limit) {
  const std::string path =
      options.config.empty() ? project::find_config(task.start, limit) : file::absolute(options.config);
  if (path.empty()) return project::Config{};
  return project::read_config(path);
}

Result<rules::Policy> make_policy(const LintOptions& options, const project::Config& config) {
  auto policy = rules::Policy::from_pack(config.extends);
  if (!policy) return policy;
  for (const project::RuleSetting& setting : config.rules) {
    if (!policy->set_severity(setting.rule, setting.severity)) {
      return std::unexpected(unknown_rule(config.place(setting.line), setting.rule));
    }
  }
  const std::pair<const char*, const std::vector<std::string>&> lists[] = {{"--select", options.select},
                                                                           {"--ignore", options.ignore}};
  for (const auto& [option, names] : lists) {
    const auto unknown =
        std::ranges::find_if(names, [](const std::string& name) { return rules::find_rules(name).empty(); });
    if (unknown != names.end()) return std::unexpected(unknown_rule(option, *unknown));
  }
  if (!options.select.empty()) {
    if (auto done = policy->select(options.select); !done) return std::unexpected(std::move(done.error()));
  }
  if (auto done = policy->ignore(options.ignore); !done) return std::unexpected(std::move(done.error()));
  return policy;
}

project::Runner make_runner(const LintOptions& options, const project::Config& config, const Task& task,
                            const std::string& limit) {
  project::Runner runner = options.runner.value_or(config.runner.value_or(project::Runner{}));
  if (runner.kind != project::RunnerKind::prisma) return runner;
  runner.prisma = options.prisma ? options.prisma : config.prisma;
  if (!runner.prisma) runner.prisma = project::find_prisma_version(task.start, limit);
  return runner;
}

Result<std::vector<Allowance>> make_allowances(const project::Config& config) {
  std::vector<Allowance> allowances;
  for (const project::Allowance& written : config.allowances) {
    Allowance allowance{
        .rules = {}, .migration = written.migration, .object = written.object, .reason = written.reason};
    for (const rules::Rule* rule : rules::find_rules(written.rule))
      allowance.rules.emplace_back(rule->info.id);
    if (allowance.rules.empty())
      return std::unexpected(unknown_rule(config.place(written.line), written.rule));
    allowances.push_back(std::move(allowance));
  }
  return allowances;
}

}  // namespace

bool Allowance::covers(const Finding& finding, std::string_view in_migration) const {
  return std::ranges::find(rules, finding.rule) != rules.end() &&
         (migration.empty() || migration == in_migration) && (object.empty() || object == finding.object);
}

Result<Settings> make_settings(const LintOptions& options, const Task& task) {
  const std::string limit = project::search_limit(task.start);
  auto config = find_config(options, task, limit);
  if (!config) return std::unexpected(std::move(config.error()));
  auto policy = make_policy(options, *config);
  if (!policy) return std::unexpected(std::move(policy.error()));
  auto allowances = make_allowances(*config);
  if (!allowances) return std::unexpected(std::move(allowances.error()));
  Settings settings{.config = std::move(*config), .linter = {}, .allowances = std::move(*allowances)};
  settings.linter.policy = std::move(*policy);
  settings.linter.runner = make_runner(options, settings.config, task, limit);
  settings.linter.postgres =
      options.postgres.value_or(settings.config.postgres.value_or(settings.linter.postgres));
  return settings;
}

Error unknown_rule(std::string place, std::string_view name) {
  const std::string_view meant = rules::nearest_rule(name);
  return {.path = std::move(place),
          .reason = fmt::format("no rule is called `{}`", name),
          .advice = meant.empty() ? "`lockstep rules` lists them" : fmt::format("did you mean `{}`?", meant)};
}

}  // namespace lockstep::cli
