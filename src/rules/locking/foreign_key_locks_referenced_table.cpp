/// What:  the foreign key of a new table locks the table that it refers to.
/// When:  the referenced table was not made in the same migration, a statement follows in the transaction
///        whose time grows with a table that others use, and the file has set no `lock_timeout`. Not where an
///        earlier statement has locked the table against reads already, or where several-foreign-keys speaks
///        of the table. A note, once in a file.
/// Why:   the key puts triggers on the referenced table, under a SHARE ROW EXCLUSIVE lock: the lock waits for
///        transactions that write to the table, and later writes wait behind it until all statements of the
///        transaction are through.
/// Do:    move what takes long to a migration of its own, and give this one a `lock_timeout`.
/// Allow: few write to the referenced table.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
#include <algorithm>
#include <string>
#include <vector>

#include "rules/advice.h"
#include "rules/new_references.h"
#include "rules/rule.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP069"};
constexpr RuleInfo kInfo{
    .id = "foreign-key-locks-referenced-table",
    .group = "locking",
    .since = "0.1.0",
    .summary = "the foreign key of a new table makes writes to another one wait",
    .aliases = kAliases,
    .once_per_file = true,
};

// On a table that others use, a key has a rule of its own.
bool is_of_new_table(const Action& action, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter == nullptr || cx.created_here(alter->relation);
}

struct Referenced {
  std::string table;
  effects::LockMode lock;
  Span span;
};

// One of each table that the statement makes wait.
std::vector<Referenced> find_referenced(const Action& action, const RuleContext& cx) {
  std::vector<Referenced> found;
  const auto locks = cx.blocking_locks();
  for (const action::Constraint* key : references_to_others(action, cx)) {
    const std::string table = cx.name_of(key->references);
    const auto lock =
        std::ranges::find_if(locks, [&](const effects::Lock& each) { return each.relation.name == table; });
    if (lock == locks.end() || !cx.may_be_hot(lock->relation)) continue;
    if (cx.stronger_lock_on(key->references) != nullptr) continue;
    if (contains(found, table, &Referenced::table)) continue;
    found.push_back({.table = table, .lock = lock->mode, .span = key->references.span});
  }
  return found;
}

// several-foreign-keys says it of all of them.
bool is_one_of_several(const RuleContext& cx) {
  return cx.FileContext::is_on("several-foreign-keys") && referenced_in_transaction(cx).size() > 1;
}

bool long_work_follows(const RuleContext& cx) {
  return std::ranges::any_of(cx.same_transaction(), [&](const Statement* each) {
    return each->span.begin > cx.statement().span.begin && takes_long(*each, cx);
  });
}

void check(const Action& action, RuleContext& cx) {
  if (!is_of_new_table(action, cx) || !cx.session().setting("lock_timeout").empty()) return;
  const std::vector<Referenced> found = find_referenced(action, cx);
  if (found.empty() || is_one_of_several(cx)) return;
  if (!long_work_follows(cx)) return;  // a new table has no rows to check: the lock is a moment's
  std::vector<std::string> tables;
  for (const Referenced& each : found) tables.push_back(each.table);
  const Referenced& first = found.front();
  cx.report(first.span, "the foreign {} {} to {} wait until {}",
            found.size() == 1 ? "key makes" : "keys make", effects::who_waits(first.lock), list_names(tables),
            when_unlocked(cx))
      .label(lock_label(first.lock))
      .object(first.table)
      .advise(
          "move what takes long behind it to a migration of its own, and let this one give up soon, by its "
          "first line:\n  SET LOCAL lock_timeout = '5s';");
}

}  // namespace

extern const Rule foreign_key_locks_referenced_table;
constinit const Rule foreign_key_locks_referenced_table = make_rule<check>(kInfo);

}  // namespace lockstep::rules
