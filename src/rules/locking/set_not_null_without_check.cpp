/// What:  `SET NOT NULL` on a column of an existing table, or `ADD CONSTRAINT ... NOT NULL`, that makes
///        Postgres read every row.
/// When:  the migration has not made or truncated the table, drops neither it nor the column later, and
///        nothing proves the column free of NULLs: it is not NOT NULL already, and the table has no valid
///        `CHECK (column IS NOT NULL)`, made and validated before. Not where the same statement builds a
///        primary key over the column, which reads the table as well, and not where the file has added a
///        required column without a value, for which the table has to be empty.
/// Why:   the whole table is read under an ACCESS EXCLUSIVE lock; reads and writes wait until that is done.
/// Do:    add the proof instead, which reads nothing; in the next migration validate it, while writes go on,
///        and then SET NOT NULL, which finds the proof. From Postgres 18 on `ADD CONSTRAINT ... NOT NULL
///        column NOT VALID` is the shorter way. A column that the same migration adds, and the running
///        release doesn't write, stays nullable until every release does: the proof refuses its rows as well.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
#include <algorithm>

#include "effects/not_null_proof.h"
#include "rules/advice.h"
#include "rules/not_null_advice.h"
#include "rules/rule.h"
#include "rules/running_inserts.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:adding-not-nullable-field",
    "eugene:E2",
    "pgfence:alter-column-set-not-null",
    "strong_migrations:change_column_null",
    "atlas:PG303",
    "migrationpilot:MP002",
    "migrationpilot:MP018",
    "pgrubic:US010",
    "prisma-strong-migrations:setNotNull",
};
constexpr RuleInfo kInfo{
    .id = "set-not-null-without-check",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a table is read for NULLs while reads and writes wait",
    .aliases = kAliases,
};

// A check that would be the proof if it were valid.
const catalog::Constraint* unvalidated_proof(const Name& column, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  if (table == nullptr) return nullptr;
  const auto found = std::ranges::find_if(table->constraints, [&](const catalog::Constraint& constraint) {
    return constraint.kind == ConstraintKind::check && !constraint.validated &&
           effects::implies_not_null(constraint.expression, column.text);
  });
  return found == table->constraints.end() ? nullptr : &*found;
}

FindingBuilder report(const Name& column, Span span, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const std::string name = cx.name_of(table);
  FindingBuilder finding =
      cx.report(span, "making {}.{} NOT NULL reads all of {} while others wait", name, column.text, name);
  finding.label(lock_label(cx.lock_on(table))).object(name + "." + column.text);
  return finding;
}

// The one that the statement adds; null when it adds none.
const action::Constraint* new_primary_key(const RuleContext& cx) {
  for (const AlterCommand& command : cx.alter_table().commands) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    if (add != nullptr && add->constraint.kind == ConstraintKind::primary_key) return &add->constraint;
  }
  return nullptr;
}

bool nobody_waits(const Name& column, const RuleContext& cx) {
  return cx.awaited_work(effects::WorkKind::scan) == nullptr ||
         cx.dropped_later(cx.alter_table().relation, column.text);
}

// The proof, too, would refuse rows that are written without the column.
std::string advice_for_later(const Name& column, const RuleContext& cx) {
  return "leave it nullable here; in a later release, once every running one writes it, fill what is still "
         "NULL, and then:" +
         make_not_null(new_not_null_proof(column, cx), column, cx);
}

std::string advice_to_validate(const catalog::Constraint& check, const Name& column, const RuleContext& cx) {
  return text::format(
      "{0}:\n  ALTER TABLE {1} VALIDATE CONSTRAINT {2};\n  ALTER TABLE {1} ALTER COLUMN {3} SET NOT NULL;",
      cx.created_here(check.origin) ? "instead, " + afterwards(cx.runner())
                                    : "first validate the check that is there",
      cx.sql(cx.alter_table().relation), quote_identifier(check.name), cx.sql(column));
}

void check_column(const action::SetNotNull& set, RuleContext& cx) {
  const action::Constraint* key = new_primary_key(cx);
  // Its index reads the rows anyway, of which constraint-builds-index tells.
  if (key != nullptr && contains(key->columns, set.column.text, &Name::text)) return;
  if (nobody_waits(set.column, cx)) return;
  FindingBuilder finding = report(set.column, cx.command().keyword, cx);
  if (is_required_too_early(set.column, cx)) {
    finding.advise(advice_for_later(set.column, cx));
    return;
  }
  if (const catalog::Constraint* check = unvalidated_proof(set.column, cx)) {
    finding.advise(advice_to_validate(*check, set.column, cx));
    return;
  }
  const NotNullProof proof = new_not_null_proof(set.column, cx);
  const char* instead = cx.postgres() >= kNamedNotNull ? "instead, from Postgres 18 on:" : "instead:";
  finding.advise(instead + make_not_null(proof, set.column, cx));
  // A key that takes an index makes its columns NOT NULL all the same, and doesn't name them.
  if (key != nullptr && !key->using_index.text.empty()) return;
  // What makes it so is left to later migrations.
  finding.fix("add the proof instead, to be validated " + afterwards(cx.runner()), false,
              {{.span = cx.command().span,
                .text = text::format("ADD CONSTRAINT {} {} NOT VALID", proof.name, proof.definition)}});
}

void check_constraint(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& constraint = add.constraint;
  if (constraint.kind != ConstraintKind::not_null || constraint.columns.empty()) return;
  const Name& column = constraint.columns.front();
  if (nobody_waits(column, cx)) return;
  FindingBuilder finding = report(column, constraint.keyword, cx);
  if (is_required_too_early(column, cx)) {
    finding.advise(advice_for_later(column, cx));
    return;
  }
  finding.advise("instead:" + add_not_valid_and_validate(constraint, cx))
      .fix("add it NOT VALID, to be validated " + afterwards(cx.runner()), false,
           make_not_valid(constraint, cx));
}

}  // namespace

extern const Rule set_not_null_without_check;
constinit const Rule set_not_null_without_check = make_rule<check_column, check_constraint>(kInfo);

}  // namespace lockstep::rules
