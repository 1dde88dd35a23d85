/// What:  `-- lockstep: allow RULE` where no rule is called so.
/// When:  the name is neither a rule of ours nor one of another tool that we know. Comments of other tools
///        may name rules that we don't have.
/// Why:   the comment allows nothing, though it reads as if it did.
/// Do:    write the rule's id as the finding gives it.
/// Allow: never; take the name out.
/// See:   https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS
#include <string>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "unknown-rule-in-allowance",
    .group = "allowances",
    .since = "0.1.0",
    .summary = "a comment allows a rule that doesn't exist",
};

void check(const Allowance& allowance, FileContext& cx) {
  if (allowance.directive->dialect != Directive::Dialect::lockstep) return;
  for (const AllowedRule& allowed : allowance.rules) {
    if (!allowed.rules.empty()) continue;
    const std::string near(nearest_rule(allowed.name->text));
    FindingBuilder finding = cx.report(allowed.name->span, "no rule is called {}", allowed.name->text);
    finding.object(allowed.name->text);
    if (near.empty()) {
      finding.advise("`lockstep rules` lists them");
    } else {
      finding.advise("did you mean " + near + "?")
          .fix("write " + near, false, {{.span = allowed.name->span, .text = near}});
    }
  }
}

}  // namespace

extern const Rule unknown_rule_in_allowance;
constinit const Rule unknown_rule_in_allowance = make_rule<check>(kInfo);

}  // namespace lockstep::rules
