/// What:  a CHECK constraint on an existing table that is checked against all its rows at once.
/// When:  `ADD CHECK` without `NOT VALID` on a table that was not made or truncated in the same migration, or
///        an inline `CHECK` of `ADD COLUMN`, which reads the table even though the new column is empty. Not
///        where a later statement drops the table or a column of the check, nor for one that is NOT NULL of a
///        new column too early: required-column-without-default says so.
/// Why:   the whole table is read under an ACCESS EXCLUSIVE lock; reads and writes wait until that is done.
/// Do:    add it `NOT VALID`, which checks new rows only, and `VALIDATE CONSTRAINT` in the next migration,
///        which lets reads and writes go on.
/// Allow: the table is small.
/// See: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
#include <algorithm>
#include <string>
#include <string_view>

#include "effects/not_null_proof.h"
#include "replay/expressions.h"
#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/rule.h"
#include "rules/running_inserts.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:constraint-missing-not-valid",
    "eugene:E1",
    "pgfence:add-constraint-check-no-not-valid",
    "strong_migrations:add_check_constraint",
    "atlas:PG305",
    "migrationpilot:MP030",
    "pgrubic:US013",
    "prisma-strong-migrations:addCheckConstraint",
};
constexpr RuleInfo kInfo{
    .id = "check-without-not-valid",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a check is run over a table while reads and writes wait",
    .aliases = kAliases,
};

bool has_nothing_to_check(const action::Constraint& check, const RuleContext& cx) {
  return std::ranges::any_of(replay::column_names(check.expression),
                             [&](std::string_view column) { return is_moot(column, cx); });
}

// required-column-without-default speaks of it: the running release fails, too, be it valid or not.
bool requires_too_early(const action::Constraint& check, const RuleContext& cx) {
  return std::ranges::any_of(replay::column_names(check.expression), [&](std::string_view column) {
    return effects::implies_not_null(check.expression, column) &&
           is_required_too_early({.text = std::string(column), .span = {}}, cx);
  });
}

FindingBuilder report(const action::Constraint& check, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const std::string name = check.name.text.empty() ? "the check" : check.name.text;
  FindingBuilder finding =
      cx.report(check.keyword, "adding {} reads all of {} while others wait", name, cx.name_of(table));
  finding.label(lock_label(cx.lock_on(table)))
      .object(check.name.text.empty() ? cx.name_of(table) : check.name.text);
  return finding;
}

void check_constraint(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& check = add.constraint;
  if (check.kind != ConstraintKind::check || cx.awaited_work(effects::WorkKind::scan) == nullptr) return;
  if (has_nothing_to_check(check, cx) || requires_too_early(check, cx)) return;
  report(check, cx)
      .advise("instead:" + add_not_valid_and_validate(check, cx))
      // Rows that are there stay unchecked until it is validated.
      .fix("add it NOT VALID, to be validated " + afterwards(cx.runner()), false, make_not_valid(check, cx));
}

void check_column(const action::AddColumn& add, RuleContext& cx) {
  const action::Constraint* check = find_inline(add.column, ConstraintKind::check);
  if (check == nullptr || cx.awaited_work(effects::WorkKind::scan) == nullptr) return;
  // A rewrite has a rule of its own, and reads the table anyway.
  if (has_nothing_to_check(*check, cx) || cx.effect().find(effects::WorkKind::rewrite) != nullptr) return;
  const std::string_view definition = cx.text({.begin = check->keyword.begin, .end = check->span.end});
  report(*check, cx).advise("instead:" + add_not_valid_and_validate(add.column, *check, definition, cx));
}

}  // namespace

extern const Rule check_without_not_valid;
constinit const Rule check_without_not_valid = make_rule<check_constraint, check_column>(kInfo);

}  // namespace lockstep::rules
