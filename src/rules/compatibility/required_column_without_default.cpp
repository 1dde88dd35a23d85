/// What:  `ADD COLUMN ... NOT NULL` without a default on a table that may have rows, and `DROP DEFAULT` on a
///        required column of the same migration.
/// When:  the table was not made in the same migration, and nothing gives the column a value: no `DEFAULT`
///        (or `DEFAULT NULL`), no serial or identity, no generated value. A warning where the same file has
///        deleted all rows before, or where existing rows got their value from the default that is dropped.
/// Why:   the statement fails as soon as the table has one row. On an empty table it succeeds, and the
///        release that is still running fails on its next INSERT, which does not know the column. So it
///        does when the default was there for the existing rows only.
/// Do:    give the column a default, constant or stable, which costs no rewrite, and keep it until every
///        release writes the column; or add it nullable, fill it in batches, and make it required then.
/// Allow: the table is empty wherever the migration will run, and no running release writes to it.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
#include <algorithm>
#include <string>

#include "rules/columns.h"
#include "rules/rule.h"
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

// The statement makes an INSERT without the column work, whatever was before.
bool allows_omission(const Statement& statement, const action::DropDefault& drop, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) return false;
  return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
    const auto is_about = [&](const auto* fact) { return fact && fact->column.text == drop.column.text; };
    return is_about(std::get_if<action::SetDefault>(&command.fact)) ||
           is_about(std::get_if<action::AddIdentity>(&command.fact)) ||
           is_about(std::get_if<action::DropNotNull>(&command.fact));
  });
}

// The default served the existing rows alone.
void check_default(const action::DropDefault& drop, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const catalog::Column* column = cx.find_column(table, drop.column);
  if (column == nullptr || !column->not_null || !column->default_value || !cx.created_here(column->origin))
    return;
  if (cx.created_here(table) || cx.dropped_later(table, drop.column.text)) return;
  const auto allows = [&](const Statement& each) { return allows_omission(each, drop, cx); };
  if (allows(cx.statement()) || std::ranges::any_of(cx.following(), allows)) return;

  const std::string name = cx.name_of(table) + "." + drop.column.text;
  cx.report(cx.command().keyword, "inserts of the running release fail without {}; existing rows are fine",
            name)
      .label("the column is NOT NULL and has no default from here on")
      .object(name)
      .related(column->origin, "the column is added here")
      .advise(
          "keep the default until no running release inserts rows without it; drop it in a later "
          "migration")
      .severity(Severity::warning);
}

}  // namespace

extern const Rule required_column_without_default;
constinit const Rule required_column_without_default = make_rule<check_added, check_default>(kInfo);

}  // namespace lockstep::rules
