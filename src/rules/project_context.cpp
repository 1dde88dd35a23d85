#include "rules/project_context.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "rules/fingerprint.h"
#include "rules/linter.h"
#include "rules/rule.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

// They are no history, and of their statements only what they give away matters.
void look_at_seeds(const project::ProjectFacts& facts, LintOptions options, std::vector<Finding>& findings) {
  std::vector<const Rule*> rules;
  std::ranges::copy_if(options.rules, std::back_inserter(rules),
                       [](const Rule* rule) { return rule->info.group == "secrets"; });
  options.rules = rules;
  for (const std::uint32_t seed : facts.seeds) {
    for (Finding& finding : Linter(options, false).lint(facts.files[seed], seed).findings)
      findings.push_back(std::move(finding));
  }
}

}  // namespace

std::string first_of(std::span<const std::string> items) {
  constexpr std::size_t kMost = 3;
  if (items.size() <= kMost) return list_names(items);
  std::string text;
  for (const std::string& item : items.first(kMost - 1)) text += (text.empty() ? "" : ", ") + item;
  return text::format("{} and {} more", text, items.size() - (kMost - 1));
}

std::string quote_argument(std::string_view argument) {
  const auto is_plain = [](char character) {
    return ascii::is_letter(character) || ascii::is_digit(character) ||
           std::string_view("_-./:@+=,").contains(character);
  };
  if (!argument.empty() && std::ranges::all_of(argument, is_plain)) return std::string(argument);
  std::string quoted = "'";
  for (const char character : argument) {
    if (character == '\'') quoted += "'\\'";
    quoted += character;
  }
  return quoted + "'";
}

bool has_new_migration(const project::ProjectFacts& facts) {
  return std::ranges::any_of(facts.migrations, [&](const project::MigrationFacts& migration) {
    return migration.is_new && !migration.missing && migration.statements != 0 &&
           !contains(facts.gate->changed, migration.name, &project::ChangedMigration::new_name);
  });
}

bool compares_schema(const project::ProjectFacts& facts, const ProjectContext& cx) {
  return cx.after() != nullptr && facts.schema && facts.schema->is_for_postgres() &&
         (!facts.gate || has_new_migration(facts));
}

bool altered_in_code(std::string_view name, const ProjectContext& cx) {
  constexpr std::string_view kWords[] = {"ALTER", "alter", "EXECUTE", "execute"};
  return std::ranges::any_of(cx.after()->code, [&](const std::string& code) {
    return code.contains(name) &&
           std::ranges::any_of(kWords, [&](std::string_view word) { return code.contains(word); });
  });
}

std::vector<Finding> look_at_project(const project::ProjectFacts& facts, const LintOptions& options,
                                     const catalog::Catalog* after) {
  const std::vector<std::uint32_t> no_history;
  const FileInput input{.source = {},
                        .files = no_history,
                        .runner = options.runner,
                        .policy = options.policy,
                        .tables = options.tables,
                        .postgres = options.postgres,
                        .postgres_known = options.postgres_known};
  std::vector<Finding> findings;
  for (const Rule* rule : options.rules) {
    const Severity severity = options.policy.severity(rule->info.id);
    if (rule->on_project == nullptr || severity == Severity::off) continue;
    ProjectContext cx(input, after, rule->info.id, severity, findings);
    rule->on_project(facts, cx);
  }
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
    return std::tuple(finding.file, finding.span.begin, std::string_view(finding.rule));
  });
  std::map<std::string, std::uint32_t> seen;
  for (Finding& finding : findings) {
    const std::string& file = facts.files[finding.file].path();
    finding.fingerprint = fingerprint(finding.rule, finding.object, file, 0);
    const std::uint32_t ordinal = seen[finding.fingerprint]++;
    if (ordinal > 0) finding.fingerprint = fingerprint(finding.rule, finding.object, file, ordinal);
  }
  look_at_seeds(facts, options, findings);
  return findings;
}

}  // namespace lockstep::rules
