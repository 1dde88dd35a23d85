/// What:  `ALTER COLUMN ... DROP NOT NULL`.
/// When:  neither the column nor its table was made in the same migration, the column isn't dropped later in
///        it, and isn't known to allow NULL already.
/// Why:   the running release takes the column for required. From the first NULL that the new release writes,
///        the old one fails where it reads such a row: Prisma's client refuses a NULL in a required field.
/// Do:    two deployments: first a release that reads NULL, with this migration; then one that writes it.
/// Allow: nothing writes NULL before all releases read it. The statement itself is quick.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
#include <string>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:ban-drop-not-null",
    "migrationpilot:MP029",
};
constexpr RuleInfo kInfo{
    .id = "not-null-dropped",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "a required column may be NULL, which the running release doesn't expect",
    .aliases = kAliases,
};

void check(const action::DropNotNull& drop, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  if (alter.kind != ObjectKind::table || cx.created_here(alter.relation)) return;
  if (alter.if_exists && cx.missing(alter.relation)) return;
  const catalog::Column* column = cx.find_column(alter.relation, drop.column);
  if (column != nullptr && (cx.created_here(column->origin) || !column->not_null)) return;
  if (cx.dropped_later(alter.relation, drop.column.text)) return;

  const std::string name = cx.name_of(alter.relation) + "." + drop.column.text;
  cx.report(cx.command().span, "{} may be NULL now, which the running release doesn't expect", name)
      .object(name)
      .advise("write the first NULL in a later release, once every running one reads it");
}

}  // namespace

extern const Rule not_null_dropped;
constinit const Rule not_null_dropped = make_rule<check>(kInfo);

}  // namespace lockstep::rules
