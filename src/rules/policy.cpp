#include "rules/policy.h"

#include <functional>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "rules/pages.h"
#include "rules/rule.h"
#include "support/suggest.h"

namespace lockstep::rules {
namespace {

Error unknown_rule(std::string_view name) {
  const std::string_view near = nearest_rule(name);
  return {.path = std::string(name),
          .reason = "no rule is called that",
          .advice = near.empty() ? "`lockstep rules` lists them" : "did you mean " + std::string(near) + "?"};
}

std::optional<Severity> parse_severity(std::string_view text) {
  for (const Severity severity : {Severity::off, Severity::note, Severity::warning, Severity::error}) {
    if (text == severity_name(severity)) return severity;
  }
  return std::nullopt;
}

std::string example_of(const RuleOption& option) {
  switch (option.kind) {
    case OptionKind::flag: return fmt::format("{} = true", option.name);
    case OptionKind::number: return fmt::format("{} = {}", option.name, option.number);
    case OptionKind::text: return fmt::format("{} = \"{}\"", option.name, option.text);
    case OptionKind::list: return fmt::format("{} = [\"...\"]", option.name);
  }
  return {};
}

}  // namespace

Result<Policy> Policy::from_pack(std::string_view name) {
  const std::string_view pack = rule_pack(name);
  if (!pack.empty()) return from_toml(pack, name);
  return std::unexpected(Error{.path = std::string(name),
                               .reason = "no rule pack is called that",
                               .advice = "\"recommended\" is there"});
}

Result<Policy> Policy::from_toml(std::string_view toml, std::string_view path) {
  toml::table table;
  try {
    table = toml::parse(toml, path);
  } catch (const toml::parse_error& error) {
    return std::unexpected(Error{.path = std::string(path) + ":" + std::to_string(error.source().begin.line),
                                 .reason = std::string(error.description()),
                                 .advice = {}});
  }
  Policy policy;
  const toml::table* rules = table["rules"].as_table();
  if (rules == nullptr) {
    return std::unexpected(Error{.path = std::string(path), .reason = "has no table [rules]", .advice = {}});
  }
  for (const auto& [key, value] : *rules) {
    const std::optional<Severity> severity = parse_severity(value.value_or(std::string_view()));
    if (!severity) {
      return std::unexpected(Error{.path = std::string(path) + ": " + std::string(key.str()),
                                   .reason = "is no severity",
                                   .advice = "write \"error\", \"warning\", \"note\" or \"off\""});
    }
    if (Result<void> set = policy.set_severity(key.str(), *severity); !set)
      return std::unexpected(set.error());
  }
  return policy;
}

Severity Policy::severity(std::string_view rule) const {
  const auto found = severities_.find(rule);
  return found == severities_.end() ? Severity::off : found->second;
}

Result<void> Policy::set_severity(std::string_view rule, Severity severity) {
  const std::vector<const Rule*> rules = find_rules(rule);
  if (rules.empty()) return std::unexpected(unknown_rule(rule));
  for (const Rule* each : rules) severities_[std::string(each->info.id)] = severity;
  return {};
}

Result<void> Policy::select(const std::vector<std::string>& rules) {
  std::set<std::string_view> selected;
  for (const std::string& name : rules) {
    const std::vector<const Rule*> found = find_rules(name);
    if (found.empty()) return std::unexpected(unknown_rule(name));
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

Result<void> Policy::set_option(std::string_view rule, std::string_view option, OptionValue value) {
  const std::vector<const Rule*> rules = find_rules(rule);
  if (rules.empty()) return std::unexpected(unknown_rule(rule));
  std::vector<std::string_view> known;
  bool set = false;
  for (const Rule* each : rules) {
    for (const RuleOption& declared : each->info.options) {
      known.push_back(declared.name);
      if (declared.name != option) continue;
      // The alternatives of a value stand in the order of the kinds.
      if (value.index() != static_cast<std::size_t>(declared.kind)) {
        return std::unexpected(Error{.path = std::string(option),
                                     .reason = "is set to a value of the wrong kind",
                                     .advice = "write " + example_of(declared)});
      }
      options_[std::string(each->info.id)][std::string(option)] = value;
      set = true;
    }
  }
  if (set) return {};
  return std::unexpected(
      Error{.path = std::string(option),
            .reason = fmt::format("{} has no option of this name", rule),
            .advice = known.empty() ? "it has no options but severity" : suggest(option, known)});
}

const OptionValue* Policy::option(std::string_view rule, std::string_view option) const {
  const auto options = options_.find(rule);
  if (options == options_.end()) return nullptr;
  const auto found = options->second.find(option);
  return found == options->second.end() ? nullptr : &found->second;
}

}  // namespace lockstep::rules
