#include "cli/settings.h"

#include <algorithm>
#include <utility>

#include "project/discover.h"
#include "project/glob.h"
#include "project/prisma_version.h"
#include "rules/rule.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

// A pack of ours by its name, or one of the project's own by its path.
Result<rules::Policy> read_pack(const project::ConfigText& pack, const project::Config& config) {
  const bool is_path = pack.text.ends_with(".toml") || pack.text.find('/') != std::string::npos;
  if (!is_path) {
    auto policy = rules::Policy::from_pack(pack.text);
    if (!policy) policy.error().path = config.place(pack.line);
    return policy;
  }
  const std::string path = file::absolute(file::join(config.folder(), pack.text));
  const auto text = file::read(path);
  if (text) return rules::Policy::from_toml(*text, file::relative(path, file::absolute(".")));
  return std::unexpected(
      Error{config.place(pack.line), text::format("there is no pack `{}`", pack.text), "correct the path"});
}

// `--select` and `--ignore` have the last word on what any part of the configuration says.
Result<void> apply_options(const LintOptions& options, rules::Policy& policy) {
  const std::pair<const char*, const std::vector<std::string>&> lists[] = {{"--select", options.select},
                                                                           {"--ignore", options.ignore}};
  for (const auto& [option, names] : lists) {
    const auto unknown =
        std::ranges::find_if(names, [](const std::string& name) { return rules::find_rules(name).empty(); });
    if (unknown != names.end()) return std::unexpected(rules::unknown_rule(option, *unknown));
  }
  if (!options.select.empty()) {
    if (auto done = policy.select(options.select); !done) return done;
  }
  return policy.ignore(options.ignore);
}

Result<std::vector<PathPolicy>> make_overrides(const LintOptions& options, const project::Config& config) {
  std::vector<PathPolicy> overrides;
  for (const project::Override& written : config.overrides) {
    PathPolicy override{.paths = written.paths, .policy = {}};
    if (auto done = override.policy.set(written.rules, config.display); !done)
      return std::unexpected(std::move(done.error()));
    if (auto done = apply_options(options, override.policy); !done)
      return std::unexpected(std::move(done.error()));
    overrides.push_back(std::move(override));
  }
  return overrides;
}

std::optional<project::Version> version_of_schema(const project::ProjectFacts& facts) {
  if (facts.schema) return project::prisma_version_of(facts.schema->schema);
  return facts.released ? project::prisma_version_of(facts.released->schema) : std::nullopt;
}

project::Runner make_runner(const LintOptions& options, const project::Config& config, const Task& task,
                            const std::string& limit) {
  project::Runner runner = options.runner.value_or(config.runner.value_or(project::Runner{}));
  if (runner.kind != project::RunnerKind::prisma) return runner;
  runner.prisma = options.prisma ? options.prisma : config.prisma;
  if (!runner.prisma) runner.prisma = project::find_prisma_version(task.start, limit);
  if (!runner.prisma && task.facts) runner.prisma = version_of_schema(*task.facts);
  return runner;
}

Result<std::vector<Allowance>> make_allowances(const project::Config& config) {
  std::vector<Allowance> allowances;
  for (const project::Allowance& written : config.allowances) {
    Allowance allowance{
        .rules = {}, .migration = written.migration, .object = written.object, .reason = written.reason};
    for (const rules::Rule* rule : rules::allowed_rules(written.rule))
      allowance.rules.emplace_back(rule->info.id);
    if (allowance.rules.empty())
      return std::unexpected(rules::unknown_rule(config.place(written.line), written.rule));
    allowances.push_back(std::move(allowance));
  }
  return allowances;
}

}  // namespace

bool Allowance::covers(const Finding& finding, std::string_view in_migration) const {
  return std::ranges::find(rules, finding.rule) != rules.end() &&
         (migration.empty() || migration == in_migration) && (object.empty() || object == finding.object);
}

rules::Policy Settings::policy_for(const std::string& path) const {
  rules::Policy policy = linter.policy;
  if (overrides.empty()) return policy;
  const std::string relative = file::relative(path, config.folder());
  for (const PathPolicy& override : overrides) {
    const bool meant = std::ranges::any_of(
        override.paths, [&](const std::string& glob) { return project::glob_covers(glob, relative); });
    if (meant) policy.extend(override.policy);
  }
  return policy;
}

Result<project::Config> config_of(const LintOptions& options, const Task& task) {
  const std::string path = options.config.empty()
                               ? project::find_config(task.start, project::search_limit(task.start))
                               : file::absolute(options.config);
  if (path.empty()) return project::Config{};
  return project::read_config(path);
}

Result<rules::Policy> make_policy(const LintOptions& options, const project::Config& config) {
  rules::Policy policy;
  for (const project::ConfigText& name : config.extends) {
    const auto pack = read_pack(name, config);
    if (!pack) return pack;
    policy.extend(*pack);
  }
  if (auto done = policy.set(config.rules, config.display); !done)
    return std::unexpected(std::move(done.error()));
  if (auto done = apply_options(options, policy); !done) return std::unexpected(std::move(done.error()));
  return policy;
}

Result<Settings> make_settings(const LintOptions& options, const Task& task) {
  auto config = config_of(options, task);
  if (!config) return std::unexpected(std::move(config.error()));
  auto policy = make_policy(options, *config);
  if (!policy) return std::unexpected(std::move(policy.error()));
  auto overrides = make_overrides(options, *config);
  if (!overrides) return std::unexpected(std::move(overrides.error()));
  auto allowances = make_allowances(*config);
  if (!allowances) return std::unexpected(std::move(allowances.error()));
  Settings settings{.config = std::move(*config),
                    .linter = {},
                    .overrides = std::move(*overrides),
                    .allowances = std::move(*allowances)};
  settings.linter.policy = std::move(*policy);
  settings.linter.tables = settings.config.tables;
  settings.linter.keep_going = options.keep_going;
  settings.linter.runner = make_runner(options, settings.config, task, project::search_limit(task.start));
  settings.linter.postgres =
      options.postgres.value_or(settings.config.postgres.value_or(settings.linter.postgres));
  settings.linter.postgres_known = options.postgres || settings.config.postgres;
  return settings;
}

}  // namespace lockstep::cli
