/// What:  A column or table goes that the release which is running still reads and writes.
/// When:  `DROP COLUMN` or `DROP TABLE`, while the schema file at the git base has the field without
///        `@ignore`, the model without `@@ignore`. It needs a base: not with `--all`. What the same migration
///        makes again, or seems to rename, is drop-column's and drop-table's; where this rule speaks, they
///        don't.
/// Why:   migrations run before the new release does, and while it starts the old one answers. Prisma's
///        client names every field of a model in its queries: each one on the model fails from this statement
///        on, until no old instance runs any more. The values are gone as well, should it have to be rolled
///        back.
/// Do:    two deployments. First mark the field `@ignore`, or the model `@@ignore`, and take it out of the
///        code; the column stays. Drop it in a later migration. With `@ignore` new rows are written without
///        the column, so that a required one gets a default first.
/// Allow: the application is stopped while the migration runs. An allowance of drop-column or drop-table
///        covers this rule as well, and one of this rule them: without a base they speak of the same drop.
/// See:   https://www.prisma.io/docs/orm/reference/prisma-schema-reference#ignore
#include <string>

#include "project/facts.h"
#include "rules/dropped_with.h"
#include "rules/released_use.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "removed-while-still-used",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "a column or table goes that the running release still uses",
};

void check_column(const action::DropColumn& drop, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  if (alter.kind != ObjectKind::table || cx.created_here(alter.relation)) return;
  if (cx.missing(alter.relation, drop.column) || cx.dropped_later(alter.relation)) return;
  if (!is_removed_while_used(drop, cx)) return;
  const ReleasedUse use = released_use(drop, cx);
  const std::string name = cx.name_of(alter.relation) + "." + drop.column.text;
  const char* first = use.required ? "first deploy a release in which it has a default and is marked @ignore"
                                   : "first deploy a release in which it is marked @ignore";
  cx.report(drop.column.span, "dropping {} breaks the release of {}: it uses {}", name,
            cx.released()->reference, list_names(use.uses))
      .object(name)
      .label("its values go with it")
      .advise(text::format("{}, with the column left in place; drop it in a later migration", first));
}

void check_table(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::table) return;
  for (const QualifiedName& table : drop.names) {
    if (cx.created_here(table) || cx.missing(table) || !is_removed_while_used(table, cx)) continue;
    const std::string waiting = waiting_besides(drop, cx);
    cx.report(table.span, "dropping {} breaks the release of {}: it uses {}", cx.name_of(table),
              cx.released()->reference, list_names(released_use(table, cx).uses))
        .object(cx.name_of(table))
        .label(waiting.empty() ? "its rows go with it" : "its rows go with it, and " + waiting)
        .advise(
            "first deploy a release in which the model is marked @@ignore, with the table left in place; "
            "drop "
            "it in a later migration, once its rows are kept elsewhere or not needed");
  }
}

}  // namespace

extern const Rule removed_while_still_used;
constinit const Rule removed_while_still_used = make_rule<check_column, check_table>(kInfo);

}  // namespace lockstep::rules
