/// What:  `-- lockstep: allow RULE` that does not say why.
/// When:  nothing stands behind the rules, or no `--` before the reason. Comments of other tools are left
///        alone.
/// Why:   whoever reads it in a year cannot tell whether the danger was weighed, nor whether it is still so.
/// Do:    `-- lockstep: allow RULE -- reason`.
/// Allow: never; the reason is the allowance.
/// See:   https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "allowance-without-reason",
    .group = "allowances",
    .since = "0.1.0",
    .summary = "a comment allows a finding without saying why",
};

void check(const Allowance& allowance, FileContext& cx) {
  const Directive& directive = *allowance.directive;
  if (directive.dialect != Directive::Dialect::lockstep || directive.kind == Directive::Kind::malformed)
    return;
  if (!directive.text.empty()) return;
  cx.report(directive.span, "the allowance gives no reason")
      .advise("add it: `-- lockstep: allow RULE -- reason`");
}

}  // namespace

extern const Rule allowance_without_reason;
constinit const Rule allowance_without_reason = make_rule<check>(kInfo);

}  // namespace lockstep::rules
