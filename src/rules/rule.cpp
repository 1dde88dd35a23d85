#include "rules/rule.h"

#include <algorithm>

#include "support/nearest.h"

namespace lockstep::rules {
namespace {

// "squawk:ban-drop-column" answers to that and to "ban-drop-column".
bool has_alias(const RuleInfo& info, std::string_view name) {
  return std::ranges::any_of(info.aliases, [&](std::string_view alias) {
    return alias == name || alias.substr(alias.find(':') + 1) == name;
  });
}

}  // namespace

const Rule* find_rule(std::string_view id_or_alias) {
  const auto rules = all_rules();
  const auto by_id =
      std::ranges::lower_bound(rules, id_or_alias, {}, [](const Rule* rule) { return rule->info.id; });
  if (by_id != rules.end() && (*by_id)->info.id == id_or_alias) return *by_id;
  const auto by_alias =
      std::ranges::find_if(rules, [&](const Rule* rule) { return has_alias(rule->info, id_or_alias); });
  return by_alias == rules.end() ? nullptr : *by_alias;
}

std::vector<const Rule*> find_rules(std::string_view id_alias_or_group) {
  const Rule* rule = find_rule(id_alias_or_group);
  if (rule != nullptr && rule->info.id == id_alias_or_group) return {rule};
  std::vector<const Rule*> found;
  std::ranges::copy_if(all_rules(), std::back_inserter(found), [&](const Rule* each) {
    return each->info.group == id_alias_or_group || has_alias(each->info, id_alias_or_group);
  });
  return found;
}

std::string_view nearest_rule(std::string_view wrong) {
  std::vector<std::string_view> ids;
  for (const Rule* rule : all_rules()) ids.push_back(rule->info.id);
  return nearest(wrong, ids);
}

}  // namespace lockstep::rules
