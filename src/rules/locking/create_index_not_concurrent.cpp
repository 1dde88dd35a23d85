/// What:  `CREATE INDEX` without `CONCURRENTLY` on a table that other sessions use.
/// When:  the table was not made in the same migration and is not temporary. Not for `ON ONLY` a partitioned
///        table and not where `IF NOT EXISTS` finds the index there.
/// Why:   the build holds a SHARE lock on the table: reads go on, every INSERT, UPDATE and DELETE waits until
///        the index is finished, and requests queue up behind them.
/// Do:    `CREATE INDEX CONCURRENTLY`, which lets writes go on. It cannot run in a transaction block, so it
///        is the only statement of its migration. When it fails it leaves an invalid index: drop that, and
///        repeat.
/// Allow: the table is small or nobody writes to it during the deployment.
/// See:   https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include "rules/advice.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:require-concurrent-index-creation",
    "eugene:E6",
    "pgfence:create-index-not-concurrent",
    "strong_migrations:add_index",
    "atlas:PG101",
    "migrationpilot:MP001",
    "pgrubic:US016",
};
constexpr RuleInfo kInfo{
    .id = "create-index-not-concurrent",
    .group = "locking",
    .since = "0.1.0",
    .summary = "an index is built while writes to its table wait",
    .aliases = kAliases,
};

void check(const action::CreateIndex& index, RuleContext& cx) {
  if (cx.created_here(index.relation)) return;
  const effects::LockMode lock = cx.lock_on(index.relation);
  if (cx.effect().find(effects::WorkKind::index_build) == nullptr || !effects::blocks_writes(lock)) return;

  const std::string name = index.name.text.empty() ? "an index" : index.name.text;
  FindingBuilder finding =
      cx.report(cx.statement().keyword, "building {} blocks writes to {} until it is done", name,
                cx.name_of(index.relation));
  finding.label(lock_label(lock)).object(index.name.text);

  const catalog::Relation* table = cx.before().find_table(index.relation);
  if (table != nullptr && table->kind == catalog::RelationKind::partitioned_table) {
    finding.advise(
        fmt::format("CONCURRENTLY is not for partitioned tables: create the index ON ONLY {}, build one on "
                    "each partition with CONCURRENTLY, then ALTER INDEX ... ATTACH PARTITION",
                    cx.sql(index.relation)));
    return;
  }
  finding.advise("build it with CREATE INDEX CONCURRENTLY, " + where_it_runs_alone(cx.runner()));
  if (cx.session().in_transaction() == Certainty::no) {
    // A failed concurrent build leaves an invalid index, which statements behind it may trip over.
    finding.fix("build the index with CONCURRENTLY", !cx.session().shape().several_statements,
                {{.span = {.begin = index.index_keyword.end, .end = index.index_keyword.end},
                  .text = " CONCURRENTLY"}});
  }
}

}  // namespace

extern const Rule create_index_not_concurrent;
constinit const Rule create_index_not_concurrent = make_rule<check>(kInfo);

}  // namespace lockstep::rules
