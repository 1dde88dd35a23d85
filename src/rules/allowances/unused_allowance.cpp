/// What:  `-- lockstep: allow RULE -- reason` that no finding needed.
/// When:  the statement it stands at, or for `allow-file` the whole file, has no finding of the rule. Not
///        while the rule is off, and not for comments of other tools.
/// Why:   it will hide a finding that nobody has weighed, when the statement changes.
/// Do:    remove it, or move it to the statement it is meant for: the one behind the comment.
/// Allow: never; remove it instead.
/// See:   https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"squawk:unused-ignore"};
constexpr RuleInfo kInfo{
    .id = "unused-allowance",
    .group = "allowances",
    .since = "0.1.0",
    .summary = "a comment allows what was not found",
    .aliases = kAliases,
};

void check(const Allowance& allowance, FileContext& cx) {
  if (allowance.directive->dialect != Directive::Dialect::lockstep) return;
  for (const AllowedRule& allowed : allowance.rules) {
    if (!allowed.runs || allowed.needed) continue;
    cx.report(allowed.name->span, "nothing needed this allowance of {}", allowed.name->text)
        .object(allowed.name->text)
        .advise("remove it, or move it to the statement that it is meant for");
  }
}

}  // namespace

extern const Rule unused_allowance;
constinit const Rule unused_allowance = make_rule<check>(kInfo);

}  // namespace lockstep::rules
