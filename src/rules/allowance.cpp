#include "rules/allowance.h"

#include <algorithm>
#include <array>
#include <string>

#include "rules/policy.h"
#include "rules/rule.h"
#include "support/secret.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kWithBase = "removed-while-still-used";
constexpr std::array<std::string_view, 2> kWithoutBase = {"drop-column", "drop-table"};

std::string_view dialect_name(Directive::Dialect dialect) {
  switch (dialect) {
    case Directive::Dialect::lockstep: return "lockstep";
    case Directive::Dialect::squawk: return "squawk";
    case Directive::Dialect::eugene: return "eugene";
    case Directive::Dialect::pgfence: return "pgfence";
  }
  return "lockstep";
}

// A peer's comment speaks of the peer's ids alone; ours may use any.
std::string full_name(const Directive& directive, const Name& name) {
  if (directive.dialect == Directive::Dialect::lockstep) return name.text;
  return std::string(dialect_name(directive.dialect)) + ":" + name.text;
}

bool is_allowance(const Directive& directive) {
  return directive.kind == Directive::Kind::allow || directive.kind == Directive::Kind::allow_file ||
         directive.kind == Directive::Kind::malformed;
}

std::string reason(const Directive& directive) {
  if (!directive.text.empty()) return without_secrets(directive.text);
  if (directive.dialect == Directive::Dialect::lockstep) return "no reason given";
  return std::string(dialect_name(directive.dialect)) + "'s comment";
}

}  // namespace

std::vector<const Rule*> allowed_rules(std::string_view id_alias_or_group) {
  std::vector<const Rule*> rules = find_rules(id_alias_or_group);
  const auto is_named = [&](std::string_view id) {
    return std::ranges::any_of(rules, [&](const Rule* rule) { return rule->info.id == id; });
  };
  const bool with_base = is_named(kWithBase);
  const bool without_base = std::ranges::any_of(kWithoutBase, is_named);
  if (without_base && !with_base) rules.push_back(find_rule(kWithBase));
  if (with_base && !without_base) {
    for (const std::string_view id : kWithoutBase) rules.push_back(find_rule(id));
  }
  return rules;
}

Allowances::Allowances(std::span<const Directive> directives, const Policy& policy) {
  for (const Directive& directive : directives) {
    if (!is_allowance(directive)) continue;
    Allowance allowance{.directive = &directive, .rules = {}};
    for (const Name& name : directive.rules) {
      const std::string full = full_name(directive, name);
      AllowedRule allowed{.name = &name, .rules = allowed_rules(full)};
      allowed.runs = std::ranges::any_of(find_rules(full), [&](const Rule* rule) {
        return policy.severity(rule->info.id) != Severity::off;
      });
      allowance.rules.push_back(std::move(allowed));
    }
    allowances_.push_back(std::move(allowance));
  }
}

void Allowances::apply(Finding& finding, Span statement) {
  for (Allowance& allowance : allowances_) {
    const Directive& directive = *allowance.directive;
    if (directive.kind == Directive::Kind::malformed) continue;
    if (directive.kind == Directive::Kind::allow &&
        (directive.target.empty() || !directive.target.contains(statement)))
      continue;
    bool covers = directive.rules.empty();
    for (AllowedRule& allowed : allowance.rules) {
      if (std::ranges::none_of(allowed.rules,
                               [&](const Rule* rule) { return rule->info.id == finding.rule; }))
        continue;
      allowed.needed = true;
      covers = true;
    }
    if (covers && !finding.allowed) finding.allowed = reason(directive);
  }
}

}  // namespace lockstep::rules
