/// What:  `ADD COLUMN ... NOT NULL` without a default on a table that may have rows.
/// When:  the table was not made in the same migration, and nothing gives existing rows a value: no `DEFAULT`
///        (or `DEFAULT NULL`), no serial or identity, no generated value.
/// Why:   the statement fails as soon as the table has one row. On an empty table it succeeds, and the
///        release that is still running fails on its next INSERT, which does not know the column.
/// Do:    give the column a default, constant or stable, which costs no rewrite; or add it nullable, fill it
///        in batches, and make it required once every release writes it.
/// Allow: the table is empty wherever the migration will run, and no running release writes to it.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
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

void check(const action::AddColumn& add, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const action::ColumnDef& column = add.column;
  if (!required_without_value(column) || cx.created_here(table)) return;
  if (add.if_not_exists && cx.find_column(table, column.name) != nullptr) return;
  // The default of a domain counts, too, and the catalog doesn't hold it.
  const catalog::Type type = cx.before().resolve(column.type);
  if (cx.before().find_domain(type.schema, type.name) != nullptr) return;

  const action::Constraint* key = find_inline(column, ConstraintKind::primary_key);
  const std::string name = cx.name_of(table);
  cx.report(column.not_null || key == nullptr ? column.not_null_span : key->keyword,
            "adding required column {}.{} fails if {} has rows", name, column.name.text, name)
      .label("existing rows have no value for it")
      .object(name + "." + column.name.text)
      .advise(fmt::format("give it a DEFAULT; or add it nullable, fill it, and SET NOT NULL {}, as the "
                          "release that is still running inserts rows without it",
                          afterwards(cx.runner())));
}

}  // namespace

extern const Rule required_column_without_default;
constinit const Rule required_column_without_default = make_rule<check>(kInfo);

}  // namespace lockstep::rules
