/// What:  one transaction adds foreign keys to several tables that others write to.
/// When:  the tables that the keys refer to are two or more and were not made in the same migration, and the
///        file has set no `lock_timeout`. Once in a transaction, at the key that makes them two, whether the
///        keys have rows to check or not. A table doesn't count whose reads and writes wait already, for an
///        earlier statement of the transaction. A note where all the keys are of tables that the file makes,
///        and nothing behind the first of them takes long.
/// Why:   each key locks the table that it refers to SHARE ROW EXCLUSIVE until the transaction ends: writes
///        to all of them wait. Requests that write to the same tables in another order make a deadlock of it,
///        and Postgres cancels one of the two.
/// Do:    a migration for each table that is referred to, or a short `lock_timeout`.
/// Allow: nobody writes to the tables during the deployment.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "rules/earlier.h"
#include "rules/new_references.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "several-foreign-keys",
    .group = "locking",
    .since = "0.1.0",
    .summary = "foreign keys of one transaction lock several tables until it ends",
};

// A key of a table that the file has not made, which is locked as well, and may have rows to check.
bool is_of_existing_table(const Statement& statement, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  return alter != nullptr && !is_made_here(alter->relation, cx) && !has_to_be_empty(alter->relation, cx) &&
         !references_to_others(statement.action, cx).empty();
}

// Keys of new tables, with nothing long behind the first of them.
bool is_short(const Span& first, const RuleContext& cx) {
  const auto counts = [&](const Statement& each) {
    return is_of_existing_table(each, cx) || (each.span.begin > first.begin && takes_long(each, cx));
  };
  return !counts(cx.statement()) &&
         std::ranges::none_of(cx.same_transaction(), [&](const Statement* each) { return counts(*each); });
}

void check(const Action& action, RuleContext& cx) {
  const auto keys = references_to_others(action, cx);
  if (keys.empty() || !cx.session().setting("lock_timeout").empty()) return;
  const std::vector<ReferencedTable> tables = referenced_in_transaction(cx);
  if (tables.size() < 2 || tables[1].statement.begin != cx.statement().span.begin) return;

  std::vector<std::string> names;
  for (const ReferencedTable& each : tables) names.push_back(each.name);
  const std::string moved = list_names(std::span(names).subspan(1));
  const ReferencedTable& first = tables.front();
  const std::string& second = names[1];
  const auto key = std::ranges::find_if(
      keys, [&](const action::Constraint* each) { return cx.name_of(each->references) == second; });
  FindingBuilder finding =
      cx.report((*key)->references.span, "foreign keys to {} in one transaction make writes to {} wait",
                list_names(names), names.size() == 2 ? "both" : "all of them");
  finding.object(second);
  if (first.statement.begin != cx.statement().span.begin)
    finding.related(first.statement, text::format("locks {} until the transaction ends", first.name));
  if (is_short(first.statement, cx)) {
    finding.severity(Severity::note)
        .advise(
            "let it give up instead of making others wait, by its first line:\n  SET LOCAL lock_timeout = "
            "'5s';");
  } else {
    finding.advise(names.size() == 2
                       ? text::format("move the foreign key to {} to a migration of its own", moved)
                       : text::format("move the foreign keys to {} to migrations of their own", moved));
  }
}

}  // namespace

extern const Rule several_foreign_keys;
constinit const Rule several_foreign_keys = make_rule<check>(kInfo);

}  // namespace lockstep::rules
