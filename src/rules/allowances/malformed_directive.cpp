/// What:  a comment that begins with `lockstep:` and says nothing that is understood.
/// When:  its first word is none of allow, allow-file, backup, rollback and rolls-back, or nothing follows
///        it.
/// Why:   the comment has no effect, though it reads as if it had one.
/// Do:    `-- lockstep: allow RULE -- reason`, or another of the words above.
/// Allow: never; correct it instead.
/// See:   https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "malformed-directive",
    .group = "allowances",
    .since = "0.1.0",
    .summary = "a comment to lockstep is not understood",
};

void check(const Allowance& allowance, FileContext& cx) {
  const Directive& directive = *allowance.directive;
  if (directive.kind != Directive::Kind::malformed) return;
  cx.report(directive.span, "the comment is not understood: {}", directive.text)
      .advise("an allowance is written `-- lockstep: allow RULE -- reason`");
}

}  // namespace

extern const Rule malformed_directive;
constinit const Rule malformed_directive = make_rule<check>(kInfo);

}  // namespace lockstep::rules
