#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/settings.h"
#include "rules/policy.h"
#include "rules/rule.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

// By group, and in it by id.
std::vector<const rules::Rule*> grouped_rules() {
  const auto all = rules::all_rules();
  std::vector<const rules::Rule*> grouped(all.begin(), all.end());
  std::ranges::stable_sort(grouped, {}, [](const rules::Rule* rule) { return rule->info.group; });
  return grouped;
}

std::string as_text(const rules::Policy& policy) {
  const std::vector<const rules::Rule*> grouped = grouped_rules();
  std::size_t widest = 0;
  for (const rules::Rule* rule : grouped) widest = std::max(widest, rule->info.id.size());
  std::string text;
  std::string_view group;
  for (const rules::Rule* rule : grouped) {
    const rules::RuleInfo& info = rule->info;
    if (info.group != group) text += text::format("{}{}\n", group.empty() ? "" : "\n", info.group);
    group = info.group;
    text += text::format("  {:<{}}  {:<7}  {}\n", info.id, widest, severity_name(policy.severity(info.id)),
                         info.summary);
  }
  return text;
}

std::string as_json(const rules::Policy& policy) {
  auto list = nlohmann::ordered_json::array();
  for (const rules::Rule* rule : rules::all_rules()) {
    const rules::RuleInfo& info = rule->info;
    list.push_back({{"id", info.id},
                    {"group", info.group},
                    {"severity", severity_name(policy.severity(info.id))},
                    {"summary", info.summary},
                    {"since", info.since},
                    {"aliases", std::vector<std::string_view>(info.aliases.begin(), info.aliases.end())}});
  }
  return list.dump(2) + "\n";
}

Result<rules::Policy> policy_of_project(const std::string& named) {
  LintOptions options;
  options.config = named;
  const auto current = file::current_folder();
  if (!current) return std::unexpected(current.error());
  Task here;
  here.start = *current;
  const auto config = config_of(options, here);
  if (!config) return std::unexpected(config.error());
  return make_policy(options, *config);
}

// A pack says what it changes about the recommended one.
Result<rules::Policy> policy_of_pack(const std::string& name) {
  auto policy = rules::Policy::from_pack("recommended");
  auto pack = rules::Policy::from_pack(name);
  if (!pack) {
    pack.error().path = "--pack";
    return pack;
  }
  if (policy) policy->extend(*pack);
  return policy;
}

}  // namespace

Result<int> list_rules(const RulesOptions& options) {
  const auto policy = options.pack.empty() ? policy_of_project(options.config) : policy_of_pack(options.pack);
  if (!policy) return std::unexpected(policy.error());
  const std::string text = options.format == Format::json ? as_json(*policy) : as_text(*policy);
  if (auto done = file::write_standard_output(text); !done) return std::unexpected(std::move(done.error()));
  return 0;
}

}  // namespace lockstep::cli
