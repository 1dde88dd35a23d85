#include "rules/project_context.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "rules/fingerprint.h"
#include "rules/linter.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {

std::string first_of(std::span<const std::string> items) {
  constexpr std::size_t kMost = 3;
  if (items.size() <= kMost) return list_names(items);
  std::string text;
  for (const std::string& item : items.first(kMost - 1)) text += (text.empty() ? "" : ", ") + item;
  return text::format("{} and {} more", text, items.size() - (kMost - 1));
}

std::string quote_argument(std::string_view argument) {
  const auto is_plain = [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || std::string_view("_-./:@+=,").contains(character);
  };
  if (!argument.empty() && std::ranges::all_of(argument, is_plain)) return std::string(argument);
  std::string quoted = "'";
  for (const char character : argument) {
    if (character == '\'') quoted += "'\\'";
    quoted += character;
  }
  return quoted + "'";
}

std::vector<Finding> look_at_project(const project::ProjectFacts& facts, const LintOptions& options) {
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
    ProjectContext cx(input, rule->info.id, severity, findings);
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
  return findings;
}

}  // namespace lockstep::rules
