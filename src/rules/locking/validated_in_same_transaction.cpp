/// What:  `VALIDATE CONSTRAINT` while the transaction keeps writes to the table waiting.
/// When:  an earlier statement of the transaction, mostly the one that adds the constraint `NOT VALID`, or
///        another command of the same `ALTER TABLE`, holds a lock on the table that makes writes wait. Not on
///        a table that was made or truncated in the same migration.
/// Why:   alone, the validation lets reads and writes go on. Locks last until their transaction ends: behind
///        the `ADD CONSTRAINT` the whole table is read under the lock of that one, as without `NOT VALID`.
/// Do:    validate in the next migration.
/// Allow: the table is small.
/// See: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT
#include "rules/advice.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "pgfence:not-valid-validate-same-tx",
    "strong_migrations:validate_check_constraint",
    "strong_migrations:validate_foreign_key",
    "prisma-strong-migrations:notValidValidateSameFile",
};
constexpr RuleInfo kInfo{
    .id = "validated-in-same-transaction",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a constraint is validated under the lock of an earlier statement",
    .aliases = kAliases,
};

void check(const action::ValidateConstraint& validate, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (cx.awaited_work(effects::WorkKind::scan) == nullptr) return;
  const HeldLock* held = cx.stronger_lock_on(table);
  const effects::LockMode lock = held == nullptr ? cx.lock_on(table) : held->lock.mode;
  if (!effects::blocks_writes(lock)) return;
  FindingBuilder finding = cx.report(cx.command().keyword, "validating {} reads all of {} while {} wait",
                                     validate.constraint.text, cx.name_of(table), effects::who_waits(lock));
  label_lock(finding, table, cx);
  finding.object(validate.constraint.text)
      .advise(text::format("validate it {}:\n  ALTER TABLE {} VALIDATE CONSTRAINT {};",
                           afterwards(cx.runner()), cx.sql(table), cx.sql(validate.constraint)));
}

}  // namespace

extern const Rule validated_in_same_transaction;
constinit const Rule validated_in_same_transaction = make_rule<check>(kInfo);

}  // namespace lockstep::rules
