#include "rules/policy.h"

#include <functional>
#include <set>

#include "rules/pages.h"
#include "rules/rule.h"
#include "support/suggest.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

// The other packs say what they change about this one.
constexpr std::string_view kBasePack = "recommended";

std::string example_of(const RuleOption& option) {
  switch (option.kind) {
    case OptionKind::flag: return text::format("{} = true", option.name);
    case OptionKind::number: return text::format("{} = {}", option.name, option.number);
    case OptionKind::text: return text::format("{} = \"{}\"", option.name, option.text);
    case OptionKind::list: return text::format("{} = [\"...\"]", option.name);
  }
  return {};
}

Result<void> check_value(const RuleOption& option, const OptionValue& value) {
  // The alternatives of a value stand in the order of the kinds.
  const bool right_kind = value.index() == static_cast<std::size_t>(option.kind);
  const auto* number = std::get_if<std::int64_t>(&value);
  if (right_kind && (number == nullptr || *number >= 0)) return {};
  return std::unexpected(
      Error{.path = {},
            .reason = text::format("`{}` {}", option.name,
                                   right_kind ? "must be 0 or more" : "has a value of the wrong kind"),
            .advice = "write " + example_of(option)});
}

}  // namespace

Result<Policy> Policy::from_pack(std::string_view name) {
  const std::string_view pack = rule_pack(name);
  if (!pack.empty()) {
    auto policy = from_toml(pack, name);
    if (!policy || name == kBasePack) return policy;
    auto base = from_toml(rule_pack(kBasePack), kBasePack);
    if (base) base->extend(*policy);
    return base;
  }
  const std::vector<std::string_view> names = pack_names();
  return std::unexpected(
      Error{.path = {}, .reason = text::format("unknown pack `{}`", name), .advice = suggest(name, names)});
}

Result<Policy> Policy::from_toml(std::string_view toml, std::string_view path) {
  const auto settings = project::parse_pack(toml, path);
  if (!settings) return std::unexpected(settings.error());
  Policy policy;
  if (auto done = policy.set(*settings, path); !done) return std::unexpected(std::move(done.error()));
  return policy;
}

Result<void> Policy::set(std::span<const project::RuleSetting> settings, std::string_view path) {
  for (const project::RuleSetting& setting : settings) {
    if (find_rules(setting.rule).empty())
      return std::unexpected(unknown_rule(text::format("{}:{}", path, setting.rule_line), setting.rule));
    const auto* severity = std::get_if<Severity>(&setting.value);
    auto done = severity != nullptr
                    ? set_severity(setting.rule, *severity)
                    : set_option(setting.rule, setting.option, std::get<OptionValue>(setting.value));
    if (done) continue;
    done.error().path = text::format("{}:{}", path, setting.line);
    return done;
  }
  return {};
}

void Policy::extend(const Policy& other) {
  for (const auto& [rule, severity] : other.severities_) severities_[rule] = severity;
  for (const auto& [rule, options] : other.options_) {
    for (const auto& [option, value] : options) options_[rule][option] = value;
  }
}

Severity Policy::severity(std::string_view rule) const {
  const auto found = severities_.find(rule);
  return found == severities_.end() ? Severity::off : found->second;
}

Result<void> Policy::set_severity(std::string_view rule, Severity severity) {
  const std::vector<const Rule*> rules = find_rules(rule);
  if (rules.empty()) return std::unexpected(unknown_rule({}, rule));
  for (const Rule* each : rules) severities_[std::string(each->info.id)] = severity;
  return {};
}

Result<void> Policy::select(const std::vector<std::string>& rules) {
  std::set<std::string_view> selected;
  for (const std::string& name : rules) {
    const std::vector<const Rule*> found = find_rules(name);
    if (found.empty()) return std::unexpected(unknown_rule({}, name));
    for (const Rule* rule : found) selected.insert(rule->info.id);
  }
  for (auto& [id, severity] : severities_) {
    if (!selected.contains(id)) severity = Severity::off;
  }
  return {};
}

Result<void> Policy::ignore(const std::vector<std::string>& rules) {
  for (const std::string& name : rules) {
    if (Result<void> set = set_severity(name, Severity::off); !set) return set;
  }
  return {};
}

Result<void> Policy::set_option(std::string_view rule, std::string_view option, const OptionValue& value) {
  const std::vector<const Rule*> rules = find_rules(rule);
  if (rules.empty()) return std::unexpected(unknown_rule({}, rule));
  std::vector<std::string_view> known;
  bool set = false;
  for (const Rule* each : rules) {
    for (const RuleOption& declared : each->info.options) {
      known.push_back(declared.name);
      if (declared.name != option) continue;
      if (auto done = check_value(declared, value); !done) return done;
      options_[std::string(each->info.id)][std::string(option)] = value;
      set = true;
    }
  }
  if (set) return {};
  known.push_back("severity");
  return std::unexpected(Error{.path = {},
                               .reason = text::format("`{}` has no option `{}`", rule, option),
                               .advice = suggest(option, known)});
}

const OptionValue* Policy::option(std::string_view rule, std::string_view option) const {
  const auto options = options_.find(rule);
  if (options == options_.end()) return nullptr;
  const auto found = options->second.find(option);
  return found == options->second.end() ? nullptr : &found->second;
}

Error unknown_rule(std::string place, std::string_view name) {
  const std::string_view meant = nearest_rule(name);
  return {
      .path = std::move(place),
      .reason = text::format("no rule is called `{}`", name),
      .advice = meant.empty() ? "`lockstep rules` lists them" : text::format("did you mean `{}`?", meant)};
}

}  // namespace lockstep::rules
