/// What:  `TRUNCATE`.
/// When:  the table was not made in the same migration, is not temporary, and isn't dropped later in it.
/// Why:   all rows are gone, in every environment that the migration reaches. `CASCADE` empties besides every
///        table with a foreign key to it, and the tables that refer to those. Row triggers don't fire, so
///        that nothing notes what went. The ACCESS EXCLUSIVE lock lasts until the end of the transaction.
/// Do:    keep it out of the migrations: empty a table by hand where that is meant. Rows that have to go are
///        deleted by a condition, in batches.
/// Allow: the rows can be made again: a cache, a queue that is drained, a copy.
/// See:   https://www.postgresql.org/docs/current/sql-truncate.html
#include <algorithm>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:ban-truncate-cascade",
    "migrationpilot:MP036",
    "pgrubic:US029",
};
constexpr RuleInfo kInfo{
    .id = "truncate",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "all rows of a table are lost, with CASCADE those of the tables that refer to it",
    .aliases = kAliases,
};

// Tables that CASCADE empties as well.
std::vector<std::string> emptied_with(const action::Truncate& truncate, const RuleContext& cx) {
  std::vector<std::string> names;
  if (!truncate.cascade) return names;
  for (const effects::Lock& lock : cx.blocking_locks()) {
    const bool written = std::ranges::any_of(truncate.relations, [&](const QualifiedName& name) {
      return cx.name_of(name) == lock.relation.name;
    });
    if (!written) names.push_back(lock.relation.name);
  }
  return names;
}

void check(const action::Truncate& truncate, RuleContext& cx) {
  const std::vector<std::string> others = emptied_with(truncate, cx);
  for (const QualifiedName& name : truncate.relations) {
    if (cx.created_here(name) || cx.dropped_later(name)) continue;
    const std::string table = cx.name_of(name);
    FindingBuilder finding =
        others.empty()
            ? cx.report(name.span, "truncating {} loses all its rows", table)
            : cx.report(name.span, "truncating {} loses all its rows, and with CASCADE those of {}", table,
                        list_names(others));
    finding.object(table).label(lock_label(cx.lock_on(name)));
    finding.advise(
        "empty the table by hand where that is meant: a migration does it in every environment; rows that "
        "have to go are deleted by a condition, in batches");
    if (!others.empty()) return;  // CASCADE is one cause for all of them
  }
}

}  // namespace

extern const Rule truncate;
constinit const Rule truncate = make_rule<check>(kInfo);

}  // namespace lockstep::rules
