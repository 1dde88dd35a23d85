/// What:  syntax, functions and settings that the target server doesn't have yet: `NULLS NOT DISTINCT`,
///        `MERGE`, `SET EXPRESSION`, `VIRTUAL` columns, `NOT ENFORCED`, `ADD CONSTRAINT ... NOT NULL`,
///        `WITHOUT OVERLAPS`, `uuidv7()`, `JSON_TABLE` and others.
/// When:  the project says which server it has: `postgres` in lockstep.toml, or `--postgres`. Not for a
///        function that the history makes itself.
/// Why:   the older server refuses the statement, and the migration fails there, while it may work on the
///        developer's machine.
/// Do:    write what the older server knows, or raise the servers first.
/// Allow: the servers are raised before the migration is deployed; better set `postgres` then.
/// See:   https://www.postgresql.org/docs/release/
#include <algorithm>
#include <string>

#include "rules/newer_functions.h"
#include "rules/rule.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "newer-than-target",
    .group = "sql",
    .since = "0.1.0",
    .summary = "the target server doesn't have this yet",
};

void report(Span span, std::string_view what, int version, RuleContext& cx) {
  if (!cx.postgres_known() || cx.postgres() >= version) return;
  cx.report(span, "{} needs Postgres {}, and the target is {}", what, version, cx.postgres())
      .label("fails on the target")
      .advise(
          "write it as the target knows it, or raise the servers first, then `postgres` in lockstep.toml");
}

void check_functions(const Action&, RuleContext& cx) {
  for (const QualifiedName& function : cx.statement().functions) {
    const int since = function_since(function.name);
    if (since == 0 || !(function.schema.empty() || function.schema == "pg_catalog")) continue;
    const bool own = std::ranges::any_of(
        cx.before().functions, [&](const auto& entry) { return entry.second.name == function.name; });
    if (!own) report(function.span, function.name + "()", since, cx);
  }
}

void check_constraint(const action::Constraint& constraint, RuleContext& cx) {
  if (constraint.nulls_not_distinct) report(constraint.keyword, "NULLS NOT DISTINCT", 15, cx);
  if (constraint.temporal) report(constraint.keyword, "WITHOUT OVERLAPS or PERIOD", 18, cx);
  if (constraint.not_enforced) report(constraint.keyword, "NOT ENFORCED", 18, cx);
}

// Before 18 the grammar asks for STORED, also where nothing is written.
void check_column(const action::ColumnDef& column, RuleContext& cx) {
  if (column.generated == Generated::virtual_)
    report(column.generated_span, "a virtual generated column", 18, cx);
  for (const action::Constraint& constraint : column.constraints) check_constraint(constraint, cx);
}

void check_table(const action::CreateTable& table, RuleContext& cx) {
  for (const action::ColumnDef& column : table.columns) check_column(column, cx);
  for (const action::Constraint& constraint : table.constraints) check_constraint(constraint, cx);
}

void check_index(const action::CreateIndex& index, RuleContext& cx) {
  if (index.nulls_not_distinct) report(cx.statement().keyword, "NULLS NOT DISTINCT", 15, cx);
}

void check_command(const AlterFact& fact, RuleContext& cx) {
  const Span verb = cx.command().keyword;
  if (const auto* add = std::get_if<action::AddColumn>(&fact)) check_column(add->column, cx);
  if (std::holds_alternative<action::SetExpression>(fact)) report(verb, "SET EXPRESSION", 17, cx);
  if (std::holds_alternative<action::SetAccessMethod>(fact)) report(verb, "SET ACCESS METHOD", 15, cx);
  const auto* alter = std::get_if<action::AlterConstraint>(&fact);
  if (alter != nullptr && (alter->enforced || alter->no_inherit))
    report(verb, "this ALTER CONSTRAINT", 18, cx);
  const auto* options = std::get_if<action::SetOptions>(&fact);
  if (options != nullptr && contains(options->names, "security_invoker"))
    report(verb, "security_invoker", 15, cx);

  const auto* add = std::get_if<action::AddConstraint>(&fact);
  if (add == nullptr) return;
  const action::Constraint& constraint = add->constraint;
  check_constraint(constraint, cx);
  if (constraint.kind == ConstraintKind::not_null)
    report(constraint.keyword, "ADD CONSTRAINT ... NOT NULL", 18, cx);
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  if (constraint.kind == ConstraintKind::foreign_key && constraint.not_valid && table != nullptr &&
      table->kind == catalog::RelationKind::partitioned_table)
    report(constraint.keyword, "NOT VALID of a foreign key on a partitioned table", 18, cx);
}

void check_setting(const action::SetVariable& set, RuleContext& cx) {
  if (set.name == "transaction_timeout") report(cx.statement().span, set.name, 17, cx);
}

void check_other(const action::Opaque& statement, RuleContext& cx) {
  if (statement.what == "MERGE") report(cx.statement().keyword, "MERGE", 15, cx);
}

}  // namespace

extern const Rule newer_than_target;
constinit const Rule newer_than_target =
    make_rule<check_functions, check_table, check_index, check_command, check_setting, check_other>(kInfo);

}  // namespace lockstep::rules
