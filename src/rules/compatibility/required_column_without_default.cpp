/// What:  `ADD COLUMN ... NOT NULL` without a default on a table that may have rows.
/// When:  the table was not made in the same migration, and nothing gives existing rows a value: no `DEFAULT`
///        (or `DEFAULT NULL`), no serial or identity, no generated value. A warning
///        where the same file has deleted all rows before.
/// Why:   the statement fails as soon as the table has one row. On an empty table it succeeds, and the
///        release that is still running fails on its next INSERT, which does not know the column.
/// Do:    give the column a default, constant or stable, which costs no rewrite; or add it nullable, fill it
///        in batches, and make it required once every release writes it.
/// Allow: the table is empty wherever the migration will run, and no running release writes to it.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/rule.h"

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
    .summary = "a required column has no value for existing rows",
    .aliases = kAliases,
};

bool empties(const Action& action, const QualifiedName& table, const RuleContext& cx) {
  if (const auto* all = std::get_if<action::Delete>(&action)) {
    return all->where.empty() && !all->has_using && cx.same_relation(all->relation, table);
  }
  const auto* truncate = std::get_if<action::Truncate>(&action);
  return truncate != nullptr && std::ranges::any_of(truncate->relations, [&](const QualifiedName& each) {
           return cx.same_relation(each, table);
         });
}

// The file has deleted all rows of the table, and has put none into it since.
bool emptied_here(const QualifiedName& table, const RuleContext& cx) {
  bool emptied = false;
  for (const Statement& statement : cx.preceding()) {
    const auto* insert = std::get_if<action::Insert>(&statement.action);
    if (insert != nullptr && cx.same_relation(insert->relation, table)) emptied = false;
    if (empties(statement.action, table, cx)) emptied = true;
  }
  return emptied;
}

std::string advice(const action::ColumnDef& column, const RuleContext& cx) {
  const std::string value =
      column.type.name.starts_with("timestamp") ? "DEFAULT CURRENT_TIMESTAMP" : "a DEFAULT";
  return fmt::format(
      "give it {}; or add it nullable, fill it, and SET NOT NULL {}, as the release that is still running "
      "inserts rows "
      "without it",
      value, afterwards(cx.runner()));
}

void check(const action::AddColumn& add, RuleContext& cx) {
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
  const bool empty = emptied_here(table, cx);
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

}  // namespace

extern const Rule required_column_without_default;
constinit const Rule required_column_without_default = make_rule<check>(kInfo);

}  // namespace lockstep::rules
