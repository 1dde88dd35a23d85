/// What:  a required column without a default on an existing table: `ADD COLUMN ... NOT NULL`, or `SET NOT
///        NULL`, a `CHECK` that says the same, or `DROP DEFAULT` on a column that the same migration adds.
/// When:  the table was not made in the same migration, and nothing gives the column a value: no `DEFAULT`
///        (or `DEFAULT NULL`), no serial or identity, no generated value. A warning where existing rows got a
///        value, or the file has deleted them. Not where a trigger of the file may fill the column, or it
///        takes the place of a column of the same name that the file drops.
/// Why:   the statement fails as soon as the table has one row. Where it succeeds, the release that is still
///        running fails on its next INSERT, which does not know the column.
/// Do:    give the column a default, constant or stable, which costs no rewrite, and keep it until every
///        release writes the column; or add it nullable, and once every release writes it, fill in
///        batches what is still empty, and require it. A `CHECK (column IS NOT NULL)` refuses rows as NOT
///        NULL does, also while it is NOT VALID.
/// Allow: the table is empty wherever the migration will run, and no running release writes to it.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
#include <algorithm>
#include <string>

#include "effects/not_null_proof.h"
#include "replay/expressions.h"
#include "rules/columns.h"
#include "rules/not_null_advice.h"
#include "rules/required_advice.h"
#include "rules/rule.h"
#include "rules/running_inserts.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:adding-required-field",
    "pgfence:add-column-not-null-no-default",
    "atlas:MF103",
    "migrationpilot:MP084",
};
constexpr RuleInfo kInfo{
    .id = "required-column-without-default",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "a required column has no value for existing rows or new ones",
    .aliases = kAliases,
};

constexpr std::string_view kRowsAreFine = "existing rows are fine";

void check_added(const action::AddColumn& add, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const action::ColumnDef& column = add.column;
  if (!fails_on_rows(add, cx) || cx.created_here(table)) return;
  if (add.if_not_exists && cx.find_column(table, column.name) != nullptr) return;

  const action::Constraint* key = find_inline(column, ConstraintKind::primary_key);
  const Span span = column.not_null || key == nullptr ? column.not_null_span : key->keyword;
  const std::string name = cx.name_of(table);
  const bool empty = cx.emptied_here(table);
  FindingBuilder finding =
      empty ? cx.report(span, "adding required column {}.{} breaks inserts of the running release", name,
                        column.name.text)
            : cx.report(span, "adding required column {}.{} fails if {} has rows", name, column.name.text,
                        name);
  finding.label(empty ? "it inserts no value for it" : "existing rows have no value for it")
      .object(name + "." + column.name.text)
      .advise(add_it_nullable(column, cx));
  if (empty) finding.severity(Severity::warning);
}

FindingBuilder report_inserts(const Name& column, std::string_view rows, RuleContext& cx) {
  const std::string name = cx.name_of(cx.alter_table().relation) + "." + column.text;
  FindingBuilder finding =
      cx.report(cx.command().keyword, "inserts of the running release fail without {}; {}", name, rows);
  finding.label("the column is required and has no default from here on")
      .object(name)
      .severity(Severity::warning);
  if (const catalog::Column* known = cx.find_column(cx.alter_table().relation, column))
    finding.related(known->origin, "the column is added here");
  return finding;
}

// The default served the existing rows alone.
void check_default(const action::DropDefault& drop, RuleContext& cx) {
  const catalog::Column* column = cx.find_column(cx.alter_table().relation, drop.column);
  if (column == nullptr || !column->not_null || !column->default_value || !cx.created_here(column->origin))
    return;
  if (inserts_go_on(drop.column, cx)) return;
  report_inserts(drop.column, kRowsAreFine, cx)
      .advise("keep the default until every running release writes the column; drop it in a later migration");
}

// `reads_rows`: the rows that are there have to have a value as well.
void check_required(const Name& column, bool reads_rows, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const action::ColumnDef* added = added_by_now(column.text, cx);
  if (added == nullptr || !is_required_too_early(column, cx)) return;
  if (reads_rows && !is_filled(column, cx) && !cx.emptied_here(table)) {
    const std::string name = cx.name_of(table);
    cx.report(cx.command().keyword, "making the new column {}.{} NOT NULL fails if {} has rows", name,
              column.text, name)
        .label("existing rows have no value for it")
        .object(name + "." + column.text)
        .advise(leave_it_nullable(*added, cx));
    return;
  }
  if (has_default(column, cx) || inserts_go_on(column, cx)) return;
  const bool fine = !reads_rows || is_full(column, cx) || cx.emptied_here(table);
  report_inserts(column, fine ? kRowsAreFine : "it fails where the UPDATE has left a NULL", cx)
      .advise(leave_it_nullable(*added, cx) + (fine ? "" : "; this counts them:" + count_nulls(column, cx)));
}

// Added without NOT NULL, which comes here.
void check_set(const action::SetNotNull& set, RuleContext& cx) { check_required(set.column, true, cx); }

void check_constraint(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& constraint = add.constraint;
  if (constraint.not_enforced) return;
  if (constraint.kind == ConstraintKind::not_null && !constraint.columns.empty())
    check_required(constraint.columns.front(), !constraint.not_valid, cx);
  if (constraint.kind != ConstraintKind::check) return;
  for (const std::string_view column : replay::column_names(constraint.expression)) {
    if (effects::implies_not_null(constraint.expression, column))
      check_required({.text = std::string(column), .span = {}}, !constraint.not_valid, cx);
  }
}

}  // namespace

extern const Rule required_column_without_default;
constinit const Rule required_column_without_default =
    make_rule<check_added, check_default, check_set, check_constraint>(kInfo);

}  // namespace lockstep::rules
