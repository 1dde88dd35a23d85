/// What:  `CREATE INDEX` without `CONCURRENTLY` on a table that other sessions use.
/// When:  the table was not made or truncated in the same migration and is not temporary. Not for `ON ONLY` a
///        partitioned table, not where `IF NOT EXISTS` finds the index there, not where a later statement
///        drops the table or a column of the index, and not behind a required column without a value, for
///        which the table has to be empty. A warning where the file has deleted all rows, which still lie
///        there.
/// Why:   the build holds a SHARE lock on the table: reads go on, every INSERT, UPDATE and DELETE waits until
///        the index is finished, and requests queue up behind them. In a transaction with other statements
///        the lock stays until all of them are through, and a stronger one that is held already counts.
/// Do:    `CREATE INDEX CONCURRENTLY`, which lets writes go on. It cannot run in a transaction block, so it
///        is the only statement of its migration. When it fails it leaves an invalid index: drop that, and
///        repeat. An index that the table has already is left out; one that the file drops, to build it again
///        under another name, is renamed: it follows the renames of its columns.
/// Allow: the table is small or nobody writes to it during the deployment.
/// See:   https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/rule.h"
#include "rules/same_index.h"
#include "support/text.h"

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

// With one that a later statement drops.
bool goes_with_column(const action::CreateIndex& index, const RuleContext& cx) {
  return std::ranges::any_of(index.elements, [&](const action::IndexElement& element) {
    return cx.dropped_later(index.relation, element.column.text);
  });
}

// The index is there, or was until this file dropped it: the advice; empty when it is a new one.
std::string instead(const action::CreateIndex& index, const RuleContext& cx) {
  const catalog::Relation* same = find_double(index, cx);
  if (same != nullptr && !drop_index_follows(*same, cx))
    return text::format("leave it out: {} serves the same queries", same->name);
  const std::string old = name_before(index, cx);
  if (old.empty()) return {};
  return text::format(
      "rename {} instead of dropping it and building it again:\n  ALTER INDEX {} RENAME TO {};", old,
      cx.sql({.schema = index.relation.schema, .name = old, .span = {}}), cx.sql(index.name));
}

// A failed build leaves an invalid index: statements behind it may trip over that, and a unique one may go on
// refusing rows.
// https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
bool is_safe(const action::CreateIndex& index, const RuleContext& cx) {
  return !index.unique && !cx.session().shape().several_statements;
}

// Without IF NOT EXISTS, which would take the invalid index of a failed build for the real one.
std::string concurrently(const action::CreateIndex& index, const RuleContext& cx) {
  if (!index.if_not_exists) return with_concurrently(index.index_keyword, cx);
  const Span statement = cx.statement().span;
  return text::format("{} CONCURRENTLY {};",
                      cx.text({.begin = statement.begin, .end = index.index_keyword.end}),
                      cx.text({.begin = index.name.span.begin, .end = statement.end}));
}

void check(const action::CreateIndex& index, RuleContext& cx) {
  if (cx.nobody_waits_for(index.relation) || goes_with_column(index, cx)) return;
  const effects::LockMode lock = cx.lock_on(index.relation);
  if (cx.effect().find(effects::WorkKind::index_build) == nullptr || !effects::blocks_writes(lock)) return;

  const HeldLock* stronger = cx.stronger_lock_on(index.relation);
  const std::string name = index.name.text.empty() ? "an index" : index.name.text;
  FindingBuilder finding = cx.report(cx.statement().keyword, "building {} blocks {} to {} until {}", name,
                                     effects::who_waits(stronger == nullptr ? lock : stronger->lock.mode),
                                     cx.name_of(index.relation), when_unlocked(cx));
  label_lock(finding, index.relation, cx);
  finding.object(index.name.text);
  if (cx.emptied_here(index.relation)) finding.severity(Severity::warning);
  if (const std::string advice = instead(index, cx); !advice.empty()) {
    finding.advise(advice);
    return;
  }

  const catalog::Relation* table = cx.before().find_table(index.relation);
  if (table != nullptr && table->kind == catalog::RelationKind::partitioned_table) {
    finding.advise(index_by_partition(index.relation, cx));
    return;
  }
  finding.advise(text::format("build it with CONCURRENTLY, {}:\n  {}", where_it_runs_alone(cx),
                              concurrently(index, cx)));
  // IF NOT EXISTS would take an invalid index for the real one, and without a name there would be two.
  const bool repeatable = !index.if_not_exists && !index.name.text.empty();
  if (repeatable && may_be_concurrent(cx)) {
    finding.fix("build the index with CONCURRENTLY", is_safe(index, cx),
                {{.span = {.begin = index.index_keyword.end, .end = index.index_keyword.end},
                  .text = " CONCURRENTLY"}});
  }
}

}  // namespace

extern const Rule create_index_not_concurrent;
constinit const Rule create_index_not_concurrent = make_rule<check>(kInfo);

}  // namespace lockstep::rules
