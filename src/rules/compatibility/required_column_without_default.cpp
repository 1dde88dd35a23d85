/// What:  a required column without a default on an existing table: `ADD COLUMN ... NOT NULL`, or `SET NOT
///        NULL` or `DROP DEFAULT` on a column that the same migration adds.
/// When:  the table was not made in the same migration, and nothing gives the column a value: no `DEFAULT`
///        (or `DEFAULT NULL`), no serial or identity, no generated value. A warning where existing rows got a
///        value, or the file has deleted them. Not where a trigger of the file may fill the column, or it
///        takes the place of one that the file drops.
/// Why:   the statement fails as soon as the table has one row. Where it succeeds, the release that is still
///        running fails on its next INSERT, which does not know the column.
/// Do:    give the column a default, constant or stable, which costs no rewrite, and keep it until every
///        release writes the column; or add it nullable, fill it in batches, and require it in a later
///        release.
/// Allow: the table is empty wherever the migration will run, and no running release writes to it.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
#include <algorithm>
#include <string>

#include "rules/columns.h"
#include "rules/rule.h"
#include "rules/running_inserts.h"
#include "support/text.h"

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

std::string advice(const action::ColumnDef& column, const RuleContext& cx) {
  const bool time = column.type.name.starts_with("timestamp");
  std::string_view value =
      time ? "give it a DEFAULT, where it fits CURRENT_TIMESTAMP; or " : "give it a DEFAULT; or ";
  if (in_new_key(column, cx)) value = "no constant fits a key: ";
  return text::format(
      "{}add it nullable, fill it, and SET NOT NULL in a later release, as the running one inserts rows "
      "without it:\n  ALTER TABLE {} ADD COLUMN {} {};",
      value, cx.sql(cx.alter_table().relation), cx.sql(column.name), plain_type(column, cx));
}

void check_added(const action::AddColumn& add, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const action::ColumnDef& column = add.column;
  if (!required_without_value(column) || cx.created_here(table)) return;
  if (add.if_not_exists && cx.find_column(table, column.name) != nullptr) return;
  // The default of a domain counts, too, and the catalog doesn't hold it.
  const catalog::Type type = cx.before().resolve(column.type);
  if (cx.before().find_domain(type.schema, type.name) != nullptr) return;

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
      .advise(advice(column, cx));
  if (empty) finding.severity(Severity::warning);
}

FindingBuilder report_inserts(const Name& column, RuleContext& cx) {
  const std::string name = cx.name_of(cx.alter_table().relation) + "." + column.text;
  FindingBuilder finding = cx.report(
      cx.command().keyword, "inserts of the running release fail without {}; existing rows are fine", name);
  finding.label("the column is NOT NULL and has no default from here on")
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
  report_inserts(drop.column, cx)
      .advise("keep the default until every running release writes the column; drop it in a later migration");
}

// Added without NOT NULL, which comes here.
void check_required(const action::SetNotNull& set, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const action::ColumnDef* added = added_by_now(set.column.text, cx);
  if (added == nullptr || cx.created_here(table) || cx.dropped_later(table, set.column.text)) return;
  if (is_filled(set.column, cx) || cx.emptied_here(table)) {
    if (has_default(set.column, cx) || inserts_go_on(set.column, cx)) return;
    report_inserts(set.column, cx)
        .advise("leave it nullable, and SET NOT NULL once every running release writes the column");
    return;
  }
  const std::string name = cx.name_of(table);
  cx.report(cx.command().keyword, "making the new column {}.{} NOT NULL fails if {} has rows", name,
            set.column.text, name)
      .label("existing rows have no value for it")
      .object(name + "." + set.column.text)
      .advise(advice(*added, cx));
}

}  // namespace

extern const Rule required_column_without_default;
constinit const Rule required_column_without_default =
    make_rule<check_added, check_default, check_required>(kInfo);

}  // namespace lockstep::rules
