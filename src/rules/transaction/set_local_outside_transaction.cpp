/// What:  `SET LOCAL` in a statement that runs outside a transaction.
/// When:  no `BEGIN` of the file stands before it, and the migration tool sends each statement by itself, as
///        Prisma does from 7.4 on, or it is the only statement of its file. Where that depends on the version
///        of the tool it is a warning.
/// Why:   `SET LOCAL` holds until the end of its transaction, which is the end of the statement itself: the
///        server warns, and nothing is set. A `lock_timeout` that was meant to protect the next statement
///        does not.
/// Do:    `SET` without `LOCAL`, and `RESET` at the end; or `BEGIN` and `COMMIT` around the file.
/// Allow: never; it does nothing.
/// See:   https://www.postgresql.org/docs/current/sql-set.html
#include <string>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-local-outside-transaction",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "SET LOCAL outside a transaction sets nothing",
};

void check(const action::SetVariable& set, RuleContext& cx) {
  const Certainty inside = cx.session().in_transaction();
  if (!set.local || set.values.empty() || inside == Certainty::yes) return;
  FindingBuilder finding = cx.report(cx.statement().keyword, "SET LOCAL {} {} nothing outside a transaction",
                                     set.name, inside == Certainty::no ? "sets" : "may set");
  finding.object(set.name).advise("write SET, and RESET " + set.name +
                                  " at the end; or put BEGIN and COMMIT around the file");
  if (inside == Certainty::depends) finding.severity(Severity::warning);
}

}  // namespace

extern const Rule set_local_outside_transaction;
constinit const Rule set_local_outside_transaction = make_rule<check>(kInfo);

}  // namespace lockstep::rules
