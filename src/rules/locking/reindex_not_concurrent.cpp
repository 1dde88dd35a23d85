/// What:  `REINDEX` without `CONCURRENTLY`.
/// When:  the index or table was not made, truncated or later dropped in the same migration. Not for `REINDEX
///        SYSTEM`, which cannot be concurrent.
/// Why:   it holds a SHARE lock on the table, so that writes wait, and an ACCESS EXCLUSIVE lock on each index
///        while that is rebuilt. Every query of the table is planned with all its indexes, whether it uses
///        them or not, so that reads wait as well.
/// Do:    `REINDEX ... CONCURRENTLY`, outside a transaction block.
/// Allow: the table is small or nobody uses it during the deployment.
/// See:   https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
#include "rules/advice.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:require-concurrent-reindex",
    "pgfence:reindex-non-concurrent",
    "migrationpilot:MP021",
    "pgrubic:US020",
};
constexpr RuleInfo kInfo{
    .id = "reindex-not-concurrent",
    .group = "locking",
    .since = "0.1.0",
    .summary = "indexes are rebuilt while reads and writes of their table wait",
    .aliases = kAliases,
};

// What is rebuilt and whose writes wait, for the message.
struct Words {
  std::string what;
  std::string where;
};

Words words(const action::Reindex& reindex, const catalog::Relation* table, const RuleContext& cx) {
  if (reindex.kind == ObjectKind::index) {
    return {.what = cx.name_of(reindex.object),
            .where = table == nullptr ? "its table" : catalog::to_text(*table)};
  }
  if (reindex.kind == ObjectKind::table)
    return {.what = "all its indexes", .where = cx.name_of(reindex.object)};
  return {.what = "all indexes",
          .where = "every table of the " + std::string(object_kind_name(reindex.kind))};
}

void check(const action::Reindex& reindex, RuleContext& cx) {
  if (reindex.concurrently || reindex.system || cx.nobody_waits_for(reindex.object)) return;
  const catalog::Relation* table = cx.before().find_table(reindex.object);
  if (reindex.kind == ObjectKind::index) {
    const catalog::Relation* index = cx.before().find_index(reindex.object);
    table = index == nullptr ? nullptr : cx.before().relation(index->index->table);
    if (table != nullptr && cx.created_here(*table)) return;
  }

  const Words message = words(reindex, table, cx);
  FindingBuilder finding = cx.report(
      cx.statement().keyword, "rebuilding {} blocks writes to {}, and reads that are planned meanwhile",
      message.what, message.where);
  finding.object(to_text(reindex.object))
      .advise(text::format("rebuild with CONCURRENTLY, {}:\n  {}", where_it_runs_alone(cx),
                           with_concurrently(reindex.kind_keyword, cx)));
  const effects::LockMode lock =
      table == nullptr ? cx.lock_on(reindex.object) : cx.effect().lock_on(table->oid);
  if (effects::blocks_writes(lock)) finding.label(lock_label(lock) + "; ACCESS EXCLUSIVE on each index");
  if (may_be_concurrent(cx)) {
    finding.fix("rebuild with CONCURRENTLY", !cx.session().shape().several_statements,
                {{.span = {.begin = reindex.kind_keyword.end, .end = reindex.kind_keyword.end},
                  .text = " CONCURRENTLY"}});
  }
}

}  // namespace

extern const Rule reindex_not_concurrent;
constinit const Rule reindex_not_concurrent = make_rule<check>(kInfo);

}  // namespace lockstep::rules
