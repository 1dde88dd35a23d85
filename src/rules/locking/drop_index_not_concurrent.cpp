/// What:  `DROP INDEX` without `CONCURRENTLY`.
/// When:  neither the index nor its table was made in the same migration. Not for an index that is known to
///        be missing (`IF EXISTS`), not on a partitioned table, where `CONCURRENTLY` is not allowed, and not
///        where another statement of the transaction takes the same lock on the table anyway.
/// Why:   it takes an ACCESS EXCLUSIVE lock on the table. The drop itself is quick, but its lock waits for
///        every running query on the table, and all later reads and writes queue up behind it.
/// Do:    `DROP INDEX CONCURRENTLY`, one index a statement, outside a transaction block.
/// Allow: no long query runs on the table, or a short `lock_timeout` is set and the migration may be
///        repeated.
/// See:   https://www.postgresql.org/docs/current/sql-dropindex.html
#include <algorithm>

#include "rules/advice.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:require-concurrent-index-deletion",
    "pgfence:drop-index-not-concurrent",
    "strong_migrations:remove_index",
    "atlas:PG102",
    "migrationpilot:MP009",
    "pgrubic:US019",
};
constexpr RuleInfo kInfo{
    .id = "drop-index-not-concurrent",
    .group = "locking",
    .since = "0.1.0",
    .summary = "an index is dropped under a lock that stops reads and writes of its table",
    .aliases = kAliases,
};

// Whether Prisma's splitter would send the file as one query for the sake of the new CONCURRENTLY.
bool stays_outside_transaction(const RuleContext& cx) {
  const bool splits =
      cx.runner().kind == project::RunnerKind::prisma && cx.session().shape().several_statements;
  return !splits && cx.session().in_transaction() == Certainty::no;
}

bool is_about(const Action& action, const catalog::Relation& table, const RuleContext& cx) {
  const auto is_table = [&](const QualifiedName& name) { return cx.before().find_table(name) == &table; };
  if (const auto* alter = std::get_if<action::AlterTable>(&action)) return is_table(alter->relation);
  const auto* drop = std::get_if<action::Drop>(&action);
  return drop != nullptr && drop->kind == ObjectKind::table && std::ranges::any_of(drop->names, is_table);
}

// Without the drop of the index the table would be locked in the same way, and for as long.
bool is_locked_anyway(const catalog::Relation& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.same_transaction(), [&](const Statement* other) {
    return is_about(other->action, table, cx) &&
           effects::blocks_reads(cx.effect_of(*other).lock_on(table.oid));
  });
}

void check_index(const action::Drop& drop, const QualifiedName& name, RuleContext& cx) {
  const catalog::Relation* index = cx.before().find_index(name);
  const catalog::Relation* table = index == nullptr ? nullptr : cx.before().relation(index->index->table);
  if (index == nullptr && drop.if_exists && cx.before().complete) return;
  if (index != nullptr && cx.created_here(*index)) return;
  if (table != nullptr && cx.created_here(*table)) return;
  if (table != nullptr && table->kind == catalog::RelationKind::partitioned_table) return;
  if (table != nullptr && is_locked_anyway(*table, cx)) return;

  const effects::LockMode lock = table == nullptr ? cx.lock_on(name) : cx.effect().lock_on(table->oid);
  FindingBuilder finding =
      cx.report(name.span, "dropping {} makes reads and writes of {} wait", cx.name_of(name),
                table == nullptr ? "its table" : catalog::to_text(*table));
  finding.object(name.name).advise(
      fmt::format("DROP INDEX CONCURRENTLY {}, {}", cx.sql(name), where_it_runs_alone(cx.runner())));
  if (lock != effects::LockMode::none) finding.label(lock_label(lock));
  if (drop.names.size() == 1 && !drop.cascade && stays_outside_transaction(cx)) {
    finding.fix(
        "drop the index with CONCURRENTLY", !cx.session().shape().several_statements,
        {{.span = {.begin = drop.kind_keyword.end, .end = drop.kind_keyword.end}, .text = " CONCURRENTLY"}});
  }
}

void check(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::index || drop.concurrently) return;
  for (const QualifiedName& name : drop.names) check_index(drop, name, cx);
}

}  // namespace

extern const Rule drop_index_not_concurrent;
constinit const Rule drop_index_not_concurrent = make_rule<check>(kInfo);

}  // namespace lockstep::rules
