/// What:  `DROP TABLE`.
/// When:  the table was not made in the same migration and is not temporary. Not for a table that is known to
///        be missing (`IF EXISTS`).
/// Why:   all its rows are gone, and a release that still uses it breaks. The tables that it refers to are
///        locked ACCESS EXCLUSIVE as well, for as long as the transaction lasts.
/// Do:    two deployments. First take the model out of the code, with a migration that leaves the table
///        there; drop it when no release uses it any more and its rows are kept where they are needed.
/// Allow: no running release uses the table, and nobody needs its rows.
/// See:   https://www.postgresql.org/docs/current/sql-droptable.html
#include <string>
#include <vector>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:ban-drop-table", "pgfence:drop-table",   "strong_migrations:drop_table",
    "atlas:DS102",           "migrationpilot:MP026", "pgrubic:US021",
};
constexpr RuleInfo kInfo{
    .id = "drop-table",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "a table's rows are lost, and the running release still uses it",
    .aliases = kAliases,
};

// Other tables that wait: those that foreign keys of this one refer to.
std::vector<std::string> other_tables(const action::Drop& drop, const RuleContext& cx) {
  std::vector<std::string> names;
  for (const effects::Lock& lock : cx.blocking_locks()) {
    bool dropped = false;
    for (const QualifiedName& name : drop.names) dropped = dropped || cx.name_of(name) == lock.relation.name;
    if (!dropped) names.push_back(lock.relation.name);
  }
  return names;
}

void check(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::table) return;
  for (const QualifiedName& name : drop.names) {
    if (cx.created_here(name) || (drop.if_exists && cx.missing(name))) continue;
    const std::string table = cx.name_of(name);
    FindingBuilder finding =
        cx.report(name.span, "dropping {} loses its rows and breaks what still uses it", table);
    finding.object(table).advise(
        "first deploy a release that doesn't use the table; drop it in a later migration, once its rows are "
        "kept elsewhere or not needed");
    if (const auto others = other_tables(drop, cx); !others.empty()) {
      finding.label("reads and writes of " + list_names(others) + " wait as well");
    }
  }
}

}  // namespace

extern const Rule drop_table;
constinit const Rule drop_table = make_rule<check>(kInfo);

}  // namespace lockstep::rules
