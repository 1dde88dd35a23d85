/// What:  one statement changes or copies many rows of a table that others use.
/// When:  an `UPDATE` or `DELETE` whose `WHERE` does not pick rows by a key, of a table that was neither made
///        nor emptied in the same migration; or `INSERT ... SELECT` that reads such a table, into one
///        that was not made in the migration. Where the transaction holds a lock that others wait for,
///        work-under-lock says so instead; where rows are overwritten without a `WHERE`, changes-every-row
///        does. Once for a table in a file.
/// Why:   each row that is changed stays locked until the end of the transaction: others who write it wait.
///        The old versions can't be cleaned up meanwhile, replicas fall behind, and when it fails near its
///        end it was all for nothing.
/// Do:    change a few thousand rows at a time, by ranges of the key, each batch in a transaction of its own:
///        in a script, or in a `DO` block with `COMMIT` that runs alone.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/mvcc-intro.html
#include <algorithm>
#include <optional>
#include <string>

#include "rules/advice.h"
#include "rules/row_changes.h"
#include "rules/rule.h"
#include "rules/transactions.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "pgfence:update-in-migration",
    "strong_migrations:backfill",
    "prisma-strong-migrations:backfillData",
};
constexpr RuleInfo kInfo{
    .id = "unbatched-backfill",
    .group = "data",
    .since = "0.1.0",
    .summary = "one statement changes many rows, and locks them until it ends",
    .aliases = kAliases,
};

bool overwrites_every_row(const Action& action, const RuleContext& cx) {
  if (const auto* all = std::get_if<action::Delete>(&action)) return is_always_true(all->where);
  const auto* update = std::get_if<action::Update>(&action);
  return update != nullptr && is_always_true(update->where) && !fills_nulls(*update) &&
         !fills_new_columns(*update, cx);
}

// Here, or by changes-every-row.
bool was_told(const RowChange& change, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const std::optional<RowChange> other = long_row_change(earlier.action, cx);
    return other && cx.same_relation(*other->table, *change.table);
  });
}

std::string advice(const Action& action, const RuleContext& cx) {
  const std::string batches =
      "if they are many, do it in batches by ranges of a key, each committed by itself";
  const auto* update = std::get_if<action::Update>(&action);
  if (update == nullptr || !is_always_true(update->where) || !fills_nulls(*update)) return batches;
  std::string where;
  for (const Name& column : update->columns)
    where += text::format("{}{} IS NULL", where.empty() ? "WHERE " : " OR ", cx.sql(column));
  return text::format("leave the rows alone that have a value: add {}; {}", where, batches);
}

void check(const Action& action, RuleContext& cx) {
  const std::optional<RowChange> change = long_row_change(action, cx);
  if (!change || overwrites_every_row(action, cx) || strongest_held_lock(cx) != nullptr) return;
  const auto* insert = std::get_if<action::Insert>(&action);
  if (insert != nullptr && cx.created_here(insert->relation)) return;  // nobody waits for its rows
  if (was_told(*change, cx)) return;
  const std::string table = cx.name_of(*change->table);
  const std::string end = cx.locks_outlive_statement() ? when_unlocked(cx) : "it ends";
  cx.report(cx.statement().keyword, "{} {} in one statement {}", change->verb, table,
            insert != nullptr ? "makes one long transaction" : "locks the rows that it changes until " + end)
      .object(table)
      .advise(advice(action, cx));
}

}  // namespace

extern const Rule unbatched_backfill;
constinit const Rule unbatched_backfill = make_rule<check>(kInfo);

}  // namespace lockstep::rules
