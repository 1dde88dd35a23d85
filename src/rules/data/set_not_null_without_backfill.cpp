/// What:  `SET NOT NULL` on a column in which no migration has filled the NULLs.
/// When:  the column was made by an earlier migration and may be NULL, and since then nothing has filled it:
///        it had no default when it was added, no `UPDATE` sets it, no `DELETE` removes its NULLs, and no
///        valid `CHECK` says that there are none. Not on a table that the migration has made or emptied, or
///        that has to be empty, for a required column without a value that it has added; not behind a `DO`
///        block that looks for its NULLs and raises an exception, nor where one of the history has added the
///        column and updates the table. A column that the same migration adds is a matter of
///        required-column-without-default.
/// Why:   one NULL fails the migration: "column contains null values". On test data and in an empty shadow
///        database it passes. A `DEFAULT` that is set beside it is for new rows and fills none of the old.
/// Do:    count them in production, and fill them in batches in a migration before.
/// Allow: no row can have a NULL there, or a script fills them before the migration runs.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-CONSTRAINT
#include <algorithm>
#include <string>

#include "effects/not_null_proof.h"
#include "rules/code.h"
#include "rules/columns.h"
#include "rules/earlier.h"
#include "rules/not_null_advice.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"atlas:MF104"};
constexpr RuleInfo kInfo{
    .id = "set-not-null-without-backfill",
    .group = "data",
    .since = "0.1.0",
    .summary = "a column becomes required, and nothing has filled its NULLs",
    .aliases = kAliases,
};

bool is_known_full(const Name& name, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  const catalog::Column* column = table == nullptr ? nullptr : table->find_column(name.text);
  return column != nullptr && (column->not_null || cx.created_here(column->origin) ||
                               effects::not_null_proof(*table, name.text) != nullptr);
}

// The default that the same statement sets, which Postgres would put into the rows if it came first.
const AlterCommand* new_default(const Name& column, const RuleContext& cx) {
  const auto& commands = cx.alter_table().commands;
  const auto found = std::ranges::find_if(commands, [&](const AlterCommand& command) {
    const auto* set = std::get_if<action::SetDefault>(&command.fact);
    return set != nullptr && set->column.text == column.text;
  });
  return found == commands.end() ? nullptr : &*found;
}

std::string advice(const Name& column, const RuleContext& cx) {
  const std::string table = cx.sql(cx.alter_table().relation);
  const std::string name = cx.sql(column);
  const std::string count = "see how many there are:" + count_nulls(column, cx);
  const AlterCommand* set = new_default(column, cx);
  if (set == nullptr && !has_default(column, cx)) return count + "\nand fill them in a migration before";
  std::string text = count + "\nand fill them before, as with the default:";
  if (set != nullptr) text += text::format("\n  ALTER TABLE {} {};", table, cx.text(set->span));
  return text + text::format("\n  UPDATE {} SET {} = DEFAULT WHERE {} IS NULL;", table, name, name);
}

void check(const Name& column, Span span, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  const QualifiedName& table = alter.relation;
  if (alter.kind != ObjectKind::table || cx.created_here(table) || cx.emptied_here(table)) return;
  if (cx.dropped_later(table, column.text) || added_by_now(column.text, cx) != nullptr) return;
  if (has_no_rows(table, cx)) return;
  if (code_fills(column, cx)) return;
  if (is_known_full(column, cx) || is_filled(column, cx) || code_refuses_nulls(column, cx)) return;
  const std::string name = cx.name_of(table) + "." + column.text;
  cx.report(span, "making {} NOT NULL fails where a row has no value in it", name)
      .label("no migration fills its NULLs")
      .object(name)
      .advise(advice(column, cx));
}

void check_column(const action::SetNotNull& set, RuleContext& cx) {
  check(set.column, cx.command().keyword, cx);
}

void check_constraint(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& constraint = add.constraint;
  if (constraint.kind == ConstraintKind::not_null && !constraint.not_valid && !constraint.columns.empty())
    check(constraint.columns.front(), constraint.keyword, cx);
}

}  // namespace

extern const Rule set_not_null_without_backfill;
constinit const Rule set_not_null_without_backfill = make_rule<check_column, check_constraint>(kInfo);

}  // namespace lockstep::rules
