/// What:  long work in a transaction that holds a lock which others wait for: a scan, an index build, a
///        rewrite, an `UPDATE`, a `DELETE` or a copy of many rows.
/// When:  an earlier statement of the transaction has locked a table that was not made in the same migration
///        against reads, and the work is on another table; or against writes, and the work is a change of
///        rows. Work on the locked table itself has rules of its own, which name the lock. Neither the work
///        on a table to which the file adds a required column without a value nor a lock on it counts: that
///        fails at the first row, so that there is none. Once in a file, at the first such statement.
/// Why:   locks last until the end of the transaction. `ADD COLUMN` takes its ACCESS EXCLUSIVE lock for a
///        moment only, but with an index build or a backfill behind it in the same transaction nobody can
///        read the table until that is through.
/// Do:    put the long work into a migration of its own; change rows in batches, each committed by itself.
/// Allow: the table that is worked on is small.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
#include <optional>
#include <string>

#include "rules/advice.h"
#include "rules/earlier.h"
#include "rules/row_changes.h"
#include "rules/rule.h"
#include "rules/transactions.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "eugene:E4",
    "pgfence:statement-after-access-exclusive",
    "migrationpilot:MP008",
    "migrationpilot:MP080",
};
constexpr RuleInfo kInfo{
    .id = "work-under-lock",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a table stays locked while long work goes on in the same transaction",
    .aliases = kAliases,
    .once_per_file = true,
};

std::string_view verb(effects::WorkKind kind) {
  switch (kind) {
    case effects::WorkKind::scan: return "reading all of";
    case effects::WorkKind::index_build: return "building an index on";
    case effects::WorkKind::index_rebuild: return "rebuilding an index of";
    case effects::WorkKind::rewrite: return "rewriting";
  }
  return {};
}

void report(std::string_view verb, const std::string& table, const HeldLock& held, RuleContext& cx) {
  const effects::LockMode mode = held.lock.mode;
  const catalog::Relation* relation = cx.before().relation(held.lock.relation.oid);
  const std::string locked = relation == nullptr ? held.lock.relation.name : to_text(*relation);
  const bool own_block = cx.session().in_transaction_without_begin() == Certainty::no;
  const bool batches = changes_rows(cx.statement().action);
  FindingBuilder finding =
      cx.report(cx.statement().keyword, "{} {} keeps {} locked: {} wait until it is done", verb, table,
                locked == table ? "it" : locked, effects::who_waits(mode));
  finding.label(text::format("under the {} lock on {}", effects::lock_mode_name(mode), locked))
      .object(locked)
      .related(held.statement,
               text::format("takes the {} lock, until the transaction ends", effects::lock_mode_name(mode)))
      .advise(text::format("{}{}", own_block ? "move it behind COMMIT" : move_to_own_migration(cx),
                           batches ? ", and change the rows in batches" : ""));
  if (!effects::blocks_reads(mode)) finding.severity(Severity::warning);
}

void check_row_change(const Action& action, RuleContext& cx) {
  const HeldLock* held = strongest_held_lock(cx);
  if (held == nullptr) return;
  if (const std::optional<RowChange> change = long_row_change(action, cx))
    report(change->verb, cx.name_of(*change->table), *held, cx);
}

void check_work(RuleContext& cx) {
  const HeldLock* held = strongest_idle_lock(cx);
  if (held == nullptr || !effects::blocks_reads(held->lock.mode) || !cx.effect().certain) return;
  for (const effects::Work& work : cx.effect().work) {
    if (cx.nobody_waits_for(work.relation) || has_no_rows(work.relation, cx)) continue;
    report(verb(work.kind), work.relation.name, *held, cx);
    return;
  }
}

void check(const Action& action, RuleContext& cx) {
  if (cx.held_locks().empty()) return;
  if (changes_rows(action)) {
    check_row_change(action, cx);
  } else {
    check_work(cx);
  }
}

}  // namespace

extern const Rule work_under_lock;
constinit const Rule work_under_lock = make_rule<check>(kInfo);

}  // namespace lockstep::rules
