/// What:  an `UPDATE` or `DELETE` without `WHERE`, or with one that is always true.
/// When:  the table was neither made nor emptied in the same migration, nor is dropped later in it. Not for
///        an `UPDATE` that fills columns which the same migration adds, or that fills NULLs alone, as `SET a
///        = COALESCE(a, 0)` does: unbatched-backfill speaks of it. `FROM` and `USING` without `WHERE` join
///        every row to all rows there, whatever `ON` says between those.
/// Why:   what stood in those rows is gone once the migration is committed; only a backup has it. Where the
///        `WHERE` was forgotten, that is all of the table.
/// Do:    say which rows are meant. Where all of them are, say so with an allowance.
/// Allow: every row is meant.
/// See:   https://www.postgresql.org/docs/current/sql-update.html
#include <string>
#include <vector>

#include "replay/expressions.h"
#include "rules/row_changes.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "pgfence:delete-without-where",
    "migrationpilot:MP067",
    "migrationpilot:MP011",
    "pgrubic:GN022",
    "pgrubic:GN023",
};
constexpr RuleInfo kInfo{
    .id = "changes-every-row",
    .group = "data",
    .since = "0.1.0",
    .summary = "UPDATE or DELETE without WHERE",
    .aliases = kAliases,
};

std::string advice(bool joins) {
  return joins ? "join the tables by a WHERE; where all rows are meant, allow it with the reason"
               : "say which rows are meant with a WHERE; where all of them are, allow it with the reason";
}

bool is_meant(const QualifiedName& table, const RuleContext& cx) {
  return cx.missing(table) || cx.nobody_waits_for(table);
}

// Each new value comes from the old one.
bool is_made_of_old(const action::Update& update) {
  for (std::size_t at = 0; at < update.values.size(); ++at) {
    if (!replay::mentions(update.values[at], update.columns[at].text)) return false;
  }
  return update.values.size() == update.columns.size();
}

void check_update(const action::Update& update, RuleContext& cx) {
  if (!is_always_true(update.where) || is_meant(update.relation, cx)) return;
  if (fills_new_columns(update, cx) || fills_nulls(update)) return;
  std::vector<std::string> columns;
  for (const Name& column : update.columns) columns.push_back(column.text);
  cx.report(cx.statement().keyword, "UPDATE without WHERE {} {} in every row of {}",
            is_made_of_old(update) ? "rewrites" : "overwrites", list_names(columns),
            cx.name_of(update.relation))
      .object(cx.name_of(update.relation))
      .advise(advice(update.has_from));
}

void check_delete(const action::Delete& all, RuleContext& cx) {
  if (!is_always_true(all.where) || is_meant(all.relation, cx)) return;
  const std::string table = cx.name_of(all.relation);
  cx.report(cx.statement().keyword, "DELETE without WHERE removes every row of {}", table)
      .object(table)
      .advise(advice(all.has_using));
}

}  // namespace

extern const Rule changes_every_row;
constinit const Rule changes_every_row = make_rule<check_update, check_delete>(kInfo);

}  // namespace lockstep::rules
