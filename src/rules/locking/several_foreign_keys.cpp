/// What:  one transaction adds foreign keys to several tables that others write to.
/// When:  the tables that the keys refer to are two or more and were not made in the same migration. Once in
///        a transaction, at the key that makes them two, whether the keys have rows to check or not. A table
///        doesn't count whose reads and writes wait already, for an earlier statement of the transaction.
/// Why:   each key locks the table that it refers to SHARE ROW EXCLUSIVE until the transaction ends: writes
///        to all of them wait. Requests that write to the same tables in another order make a deadlock of it,
///        and Postgres cancels one of the two.
/// Do:    a migration for each table that is referred to.
/// Allow: nobody writes to the tables during the deployment, or the migration sets a short `lock_timeout` and
///        can be repeated.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "rules/new_references.h"
#include "rules/rule.h"
#include "rules/transactions.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "several-foreign-keys",
    .group = "locking",
    .since = "0.1.0",
    .summary = "foreign keys of one transaction lock several tables until it ends",
};

struct Referenced {
  std::string table;
  Span statement;
};

// A statement before that one has locked the table against reads, so that a key changes nothing.
bool is_locked_before(const Statement& statement, const QualifiedName& table, const RuleContext& cx) {
  const catalog::Relation* known = cx.before().find_relation(table);
  return std::ranges::any_of(cx.held_locks(), [&](const HeldLock& held) {
    const effects::RelationRef& locked = held.lock.relation;
    return held.statement.begin < statement.span.begin && effects::blocks_reads(held.lock.mode) &&
           (known == nullptr ? locked.name == cx.name_of(table) : locked.oid == known->oid);
  });
}

// Adds the tables that the statement refers to and that are not among them.
void add_referenced(const Statement& statement, const RuleContext& cx, std::vector<Referenced>& tables) {
  for (const action::Constraint* key : references_to_others(statement.action, cx)) {
    if (is_locked_before(statement, key->references, cx)) continue;
    const std::string table = cx.name_of(key->references);
    if (!contains(tables, table, &Referenced::table))
      tables.push_back({.table = table, .statement = statement.span});
  }
}

void check(const Action& action, RuleContext& cx) {
  const auto keys = references_to_others(action, cx);
  if (keys.empty()) return;
  std::vector<Referenced> tables;
  for (const Statement& earlier : earlier_in_transaction(Certainty::yes, cx))
    add_referenced(earlier, cx, tables);
  if (tables.size() > 1) return;  // reported there
  add_referenced(cx.statement(), cx, tables);
  if (tables.size() < 2) return;

  std::vector<std::string> names;
  for (const Referenced& each : tables) names.push_back(each.table);
  const std::string moved = list_names(std::span(names).subspan(1));
  const Referenced& first = tables.front();
  const Referenced& second = tables[1];
  const auto key = std::ranges::find_if(
      keys, [&](const action::Constraint* each) { return cx.name_of(each->references) == second.table; });
  FindingBuilder finding =
      cx.report((*key)->references.span, "foreign keys to {} in one transaction make writes to {} wait",
                list_names(names), names.size() == 2 ? "both" : "all of them");
  finding.object(second.table)
      .advise(names.size() == 2
                  ? text::format("move the foreign key to {} to a migration of its own", moved)
                  : text::format("move the foreign keys to {} to migrations of their own", moved));
  if (first.statement.begin != cx.statement().span.begin)
    finding.related(first.statement, text::format("locks {} until the transaction ends", first.table));
}

}  // namespace

extern const Rule several_foreign_keys;
constinit const Rule several_foreign_keys = make_rule<check>(kInfo);

}  // namespace lockstep::rules
