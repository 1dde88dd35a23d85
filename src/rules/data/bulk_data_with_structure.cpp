/// What:  many rows are loaded in the transaction that changes the structure of a table that others use.
/// When:  an `INSERT` of at least as many rows as the option `rows` says, 1000 by default, or `COPY ...
///        FROM`, and in the same transaction a lock that others wait for, on a table that was not made in the
///        same migration. A note where the lock comes behind the rows. What an `UPDATE`, `DELETE` or `INSERT
///        ... SELECT` does there, work-under-lock and unbatched-backfill say. Once in a file.
/// Why:   locks last until the end of the transaction, so others wait until the rows are in, with their
///        indexes and foreign keys. When one of the two fails, both are undone.
/// Do:    load the rows in a migration of their own, or by a seed script.
/// Allow: the rows are in at once.
/// See:   https://www.postgresql.org/docs/current/populate.html
#include <algorithm>
#include <optional>
#include <string>

#include "rules/rule.h"
#include "rules/transactions.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleOption kOptions[] = {
    {.name = "rows",
     .kind = OptionKind::number,
     .summary = "from how many rows on an INSERT is many",
     .number = 1000},
};
constexpr RuleInfo kInfo{
    .id = "bulk-data-with-structure",
    .group = "data",
    .since = "0.1.0",
    .summary = "many rows are loaded while a table is locked in the same transaction",
    .once_per_file = true,
    .options = kOptions,
};

// "inserting 5000 rows into plans"
std::optional<std::string> loading(const Action& action, const RuleContext& cx) {
  if (const auto* copy = std::get_if<action::Copy>(&action); copy != nullptr && copy->from)
    return "copying rows into " + cx.name_of(copy->relation);
  const auto* insert = std::get_if<action::Insert>(&action);
  if (insert == nullptr || insert->rows < cx.number("rows")) return std::nullopt;
  return text::format("inserting {} rows into {}", insert->rows, cx.name_of(insert->relation));
}

// The first lock that the transaction asks for behind the rows.
std::optional<HeldLock> later_lock(const RuleContext& cx) {
  for (const Statement* each : cx.same_transaction()) {
    if (each->span.begin < cx.statement().span.begin) continue;
    for (const effects::Lock& lock : cx.effect_of(*each).locks) {
      const catalog::Relation* table = cx.before().relation(lock.relation.oid);
      if (table != nullptr && !cx.created_here(*table) && effects::blocks_writes(lock.mode))
        return HeldLock{.lock = lock, .statement = each->span};
    }
  }
  return std::nullopt;
}

void check(const Action& action, RuleContext& cx) {
  const std::optional<std::string> what = loading(action, cx);
  if (!what) return;
  if (const HeldLock* held = strongest_held_lock(cx)) {
    const effects::LockMode mode = held->lock.mode;
    cx.report(cx.statement().keyword, "{} keeps {} locked: {} wait until they are in", *what,
              held->lock.relation.name, effects::who_waits(mode))
        .label(
            text::format("under the {} lock on {}", effects::lock_mode_name(mode), held->lock.relation.name))
        .object(held->lock.relation.name)
        .related(held->statement, "takes the lock, until the transaction ends")
        .advise("load the rows in a migration of their own");
  } else if (const std::optional<HeldLock> later = later_lock(cx)) {
    cx.report(cx.statement().keyword,
              "{} in the transaction that changes {}: when one fails, both are undone", *what,
              later->lock.relation.name)
        .object(later->lock.relation.name)
        .related(later->statement, "changes it")
        .advise("load the rows in a migration of their own")
        .severity(Severity::note);
  }
}

}  // namespace

extern const Rule bulk_data_with_structure;
constinit const Rule bulk_data_with_structure = make_rule<check>(kInfo);

}  // namespace lockstep::rules
