/// What:  a statement that may fail on the rows that are there, behind others that stay when it does.
/// When:  the statement checks or changes many rows of a table that was not made in the same migration, and
///        what stands before it is committed by then: Prisma from 7.4 on sends each statement by itself, and
///        before that a `COMMIT` cuts the file in two. Not where everything before it may be run again
///        (`IF NOT EXISTS`, `OR REPLACE`, `ON CONFLICT`), nor for a foreign key that the file has dropped and
///        adds again, nor for a unique index or key over columns that tell rows apart already. A note; a
///        warning where rows are changed and a table or a column is gone by then. Once in a file, of the
///        first that is a warning, if there is one.
/// Why:   when it fails (a row that breaks a constraint, a timeout, a deadlock) half of the migration stays:
///        `migrate deploy` refuses to go on, and a second run fails at the first statement, which is done
///        already. Somebody has to find out what is missing, and tell Prisma with `migrate resolve`.
/// Do:    give the statement a migration of its own. `BEGIN` and `COMMIT` around the file undo all of it, but
///        hold all its locks until the end.
/// Allow: the statement can't fail on the rows that are there.
/// See:   https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
#include <algorithm>
#include <optional>
#include <string>

#include "rules/advice.h"
#include "rules/repeatable.h"
#include "rules/row_changes.h"
#include "rules/row_checks.h"
#include "rules/rule.h"
#include "rules/transactions.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "half-applied",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a statement that may fail stands behind others that stay when it does",
    .once_per_file = true,
};

bool drops_data(const Action& action) {
  const auto* drop = std::get_if<action::Drop>(&action);
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return (drop != nullptr && drop->kind == ObjectKind::table) ||
         (alter != nullptr && std::ranges::any_of(alter->commands, [](const AlterCommand& command) {
            return std::holds_alternative<action::DropColumn>(command.fact);
          }));
}

// How the rows of a table may make the statement fail; empty: they don't.
std::string failure(const Action& action, const RuleContext& cx) {
  if (const std::optional<RowChange> change = long_row_change(action, cx))
    return text::format("{} {} fails", change->verb, cx.name_of(*change->table));
  if (changes_rows(action) || !may_fail_on_rows(action, cx)) return {};
  const auto found = std::ranges::find_if(cx.effect().work, [&](const effects::Work& work) {
    return work.kind != effects::WorkKind::index_rebuild && !cx.nobody_waits_for(work.relation);
  });
  return found == cx.effect().work.end() ? ""
                                         : text::format("this fails on the rows of {}", found->relation.name);
}

// The first statement that is committed by now and would fail, or change rows twice, if it ran again.
const Statement* first_committed(const RuleContext& cx) {
  const std::size_t undone = earlier_in_transaction(Certainty::depends, cx).size();
  const auto committed = cx.preceding().first(cx.preceding().size() - undone);
  const auto found = std::ranges::find_if_not(committed, is_repeatable, &Statement::action);
  return found == committed.end() ? nullptr : &*found;
}

void check(const Action& action, RuleContext& cx) {
  const std::string fails = failure(action, cx);
  if (fails.empty()) return;
  const Statement* committed = first_committed(cx);
  if (committed == nullptr) return;

  const bool split = cx.session().in_transaction_without_begin() == Certainty::no;
  FindingBuilder finding =
      cx.report(cx.statement().keyword, "if {}, the migration stays half applied", fails);
  finding.label(split ? "each statement is committed by itself" : "a COMMIT stands before it")
      .related(committed->span, "stays, and is not to be run a second time")
      .advise(move_to_own_migration(cx) +
              (split && cx.effect().in_transaction == effects::InTransaction::allowed
                   ? "; or put BEGIN and COMMIT around the file, if its locks may last that long"
                   : ""));
  const auto any = [&](auto is) {
    return is(action) || std::ranges::any_of(cx.preceding(), is, &Statement::action);
  };
  if (!any(changes_rows) || !any(drops_data)) finding.severity(Severity::note);
}

}  // namespace

extern const Rule half_applied;
constinit const Rule half_applied = make_rule<check>(kInfo);

}  // namespace lockstep::rules
