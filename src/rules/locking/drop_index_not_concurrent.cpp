/// What:  `DROP INDEX` without `CONCURRENTLY`.
/// When:  neither the index nor its table was made in the same migration. Not for an index that is known to
///        be missing (`IF EXISTS`), not on a partitioned table, where `CONCURRENTLY` is not allowed, not
///        where another statement of the transaction takes the same lock on the table anyway, and not where
///        a later statement drops the table or a column of the index. Not where the file builds the same
///        index under another name, of which create-index-not-concurrent tells, or adds a key that can take
///        it, of which constraint-builds-index does.
/// Why:   it takes an ACCESS EXCLUSIVE lock on the table. The drop itself is instant, but its lock waits
///        for every running query on the table, and all later reads and writes queue up behind it. In a
///        transaction with other statements it is held until all of them are through.
/// Do:    `DROP INDEX CONCURRENTLY`, one a statement, outside a transaction. What takes its place is built
///        first.
/// Allow: no long query runs on the table, or the migration sets a short `lock_timeout` and can be
///        repeated.
/// See:   https://www.postgresql.org/docs/current/sql-dropindex.html
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/key_advice.h"
#include "rules/rule.h"
#include "rules/same_index.h"
#include "support/text.h"

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

// A later statement drops the table, or a column of the index.
bool goes_with_column(const catalog::Relation& index, const catalog::Relation& table, const RuleContext& cx) {
  const QualifiedName name{.schema = table.schema, .name = table.name, .span = {}};
  return std::ranges::any_of(index.index->keys, [&](const catalog::IndexKey& key) {
    const catalog::Column* column = table.find_column(key.column);
    return column == nullptr ? cx.dropped_later(name) : cx.dropped_later(name, column->name);
  });
}

// Without the drop of the index the table would be locked in the same way, and for as long.
bool is_locked_anyway(const catalog::Relation& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.same_transaction(), [&](const Statement* other) {
    const auto* alter = std::get_if<action::AlterTable>(&other->action);
    return alter != nullptr && cx.before().find_table(alter->relation) == &table &&
           effects::blocks_reads(cx.effect_of(*other).lock_on(table.oid));
  });
}

// What takes its place in the file is there before this one is gone.
std::string steps_of(const QualifiedName& index, const action::CreateIndex* replacement) {
  if (replacement == nullptr) return "drop it";
  const std::string& name = replacement->name.text;
  if (name == index.name) return "build the new one first, under another name, then drop this one";
  return "build " + (name.empty() ? "the new one" : name) + " first, then drop this one";
}

// Another rule says what to do instead of the drop.
bool is_told_of(const catalog::Relation& index, const RuleContext& cx) {
  return (cx.FileContext::is_on("constraint-builds-index") && may_become_key(index, cx)) ||
         (cx.FileContext::is_on("create-index-not-concurrent") && is_built_again(index, cx));
}

void check_index(const action::Drop& drop, const QualifiedName& name, RuleContext& cx) {
  const catalog::Relation* index = cx.before().find_index(name);
  const catalog::Relation* table = index == nullptr ? nullptr : cx.before().relation(index->index->table);
  if (index == nullptr && drop.if_exists && cx.before().complete) return;
  if (index != nullptr && cx.created_here(*index)) return;
  const action::CreateIndex* replacement = nullptr;
  if (table != nullptr) {
    if (cx.created_here(*table) || table->kind == catalog::RelationKind::partitioned_table) return;
    if (goes_with_column(*index, *table, cx) || is_locked_anyway(*table, cx) || is_told_of(*index, cx))
      return;
    replacement = find_replacement(*index, cx);
  }

  const effects::LockMode lock = table == nullptr ? cx.lock_on(name) : cx.effect().lock_on(table->oid);
  FindingBuilder finding =
      cx.report(name.span, "dropping {} waits for running queries of {}, and new ones wait behind it",
                cx.name_of(name), table == nullptr ? "its table" : catalog::to_text(*table));
  finding.object(name.name).label(effects::lock_mode_name(lock) +
                                  (cx.locks_outlive_statement() ? " lock, held until " + when_unlocked(cx)
                                                                : " lock: the drop itself is instant"));
  const char* if_exists = drop.if_exists ? "IF EXISTS " : "";
  finding.advise(text::format("{} with CONCURRENTLY, {}:\n  DROP INDEX CONCURRENTLY {}{};",
                              steps_of(name, replacement), where_it_runs_alone(cx), if_exists, cx.sql(name)));
  // In front of what takes its place it would leave queries without an index.
  if (drop.names.size() == 1 && !drop.cascade && may_be_concurrent(cx) && replacement == nullptr) {
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
