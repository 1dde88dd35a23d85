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
#include <span>
#include <string>
#include <vector>

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

// The columns that the index holds, in order; for an expression an empty name.
std::vector<std::string> columns_of(const catalog::Relation& index, const catalog::Relation& table) {
  std::vector<std::string> names;
  for (const catalog::IndexKey& key : index.index->keys) {
    const catalog::Column* column = table.find_column(key.column);
    names.push_back(column == nullptr ? "" : column->name);
  }
  return names;
}

// It would go with its table, or with a column that it holds.
bool is_dropped_later(const catalog::Relation& index, const catalog::Relation& table, const RuleContext& cx) {
  const QualifiedName name{.schema = table.schema, .name = table.name, .span = {}};
  return std::ranges::any_of(columns_of(index, table),
                             [&](const std::string& column) { return cx.dropped_later(name, column); });
}

// Without the drop of the index the table would be locked in the same way, and for as long.
bool is_locked_anyway(const catalog::Relation& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.same_transaction(), [&](const Statement* other) {
    const auto* alter = std::get_if<action::AlterTable>(&other->action);
    return alter != nullptr && cx.before().find_table(alter->relation) == &table &&
           effects::blocks_reads(cx.effect_of(*other).lock_on(table.oid));
  });
}

// Begins with the same column, or is a key of some of the columns or of more.
bool takes_its_place(const action::CreateIndex& create, const catalog::Index& index,
                     const std::vector<std::string>& columns) {
  const std::string& first = create.elements.front().column.text;
  if (!first.empty() && first == columns.front()) return true;
  if (!create.unique || !index.unique) return false;
  const auto in_both = std::ranges::count_if(create.elements, [&](const action::IndexElement& element) {
    return !element.column.text.empty() && std::ranges::find(columns, element.column.text) != columns.end();
  });
  return static_cast<std::size_t>(in_both) == std::min(create.elements.size(), columns.size());
}

// What takes its place in the file is there before this one is gone.
std::string steps_of(const catalog::Relation& index, const catalog::Relation& table, const RuleContext& cx) {
  for (const std::span<const Statement> statements : {cx.preceding(), cx.following()}) {
    for (const Statement& statement : statements) {
      const auto* create = std::get_if<action::CreateIndex>(&statement.action);
      if (create == nullptr || cx.before().find_table(create->relation) != &table) continue;
      if (!takes_its_place(*create, *index.index, columns_of(index, table))) continue;
      const std::string& name = create->name.text;
      if (name == index.name) return "build the new one first, under another name, then drop this one";
      return "build " + (name.empty() ? "the new one" : name) + " first, then drop this one";
    }
  }
  return "drop it";
}

// A key that an earlier statement adds can take the index: constraint-builds-index says to leave the drop
// out.
bool is_for_new_key(const catalog::Relation& index, const catalog::Relation& table, const RuleContext& cx) {
  const auto takes_it = [&](const action::AlterTable& alter, const AlterCommand& command) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    const bool key = add != nullptr && add->constraint.using_index.text.empty() &&
                     !add->constraint.temporal &&
                     (add->constraint.kind == ConstraintKind::unique ||
                      add->constraint.kind == ConstraintKind::primary_key);
    return key && index_for_key(alter.relation, add->constraint, cx) == &index;
  };
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
    return alter != nullptr && cx.before().find_table(alter->relation) == &table &&
           std::ranges::any_of(alter->commands,
                               [&](const auto& command) { return takes_it(*alter, command); });
  });
}

// Another rule says what to do instead of the drop.
bool is_told_of(const catalog::Relation& index, const catalog::Relation& table, const RuleContext& cx) {
  return (cx.FileContext::is_on("constraint-builds-index") && is_for_new_key(index, table, cx)) ||
         (cx.FileContext::is_on("create-index-not-concurrent") && is_built_again(index, cx));
}

void check_index(const action::Drop& drop, const QualifiedName& name, RuleContext& cx) {
  const catalog::Relation* index = cx.before().find_index(name);
  const catalog::Relation* table = index == nullptr ? nullptr : cx.before().relation(index->index->table);
  if (index == nullptr && drop.if_exists && cx.before().complete) return;
  if (index != nullptr && cx.created_here(*index)) return;
  std::string steps = "drop it";
  if (table != nullptr) {
    if (cx.created_here(*table) || table->kind == catalog::RelationKind::partitioned_table) return;
    if (is_dropped_later(*index, *table, cx) || is_locked_anyway(*table, cx)) return;
    if (is_told_of(*index, *table, cx)) return;
    steps = steps_of(*index, *table, cx);
  }

  const effects::LockMode lock = table == nullptr ? cx.lock_on(name) : cx.effect().lock_on(table->oid);
  FindingBuilder finding =
      cx.report(name.span, "dropping {} waits for running queries of {}, and new ones wait behind it",
                cx.name_of(name), table == nullptr ? "its table" : catalog::to_text(*table));
  finding.object(name.name).label(effects::lock_mode_name(lock) +
                                  (cx.locks_outlive_statement() ? " lock, held until " + when_unlocked(cx)
                                                                : " lock: the drop itself is instant"));
  const char* if_exists = drop.if_exists ? "IF EXISTS " : "";
  finding.advise(text::format("{} with CONCURRENTLY, {}:\n  DROP INDEX CONCURRENTLY {}{};", steps,
                              where_it_runs_alone(cx), if_exists, cx.sql(name)));
  // In front of what takes its place it would leave queries without an index.
  if (drop.names.size() == 1 && !drop.cascade && may_be_concurrent(cx) && steps == "drop it") {
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
