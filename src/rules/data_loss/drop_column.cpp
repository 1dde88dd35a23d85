/// What:  `DROP COLUMN`.
/// When:  neither the column nor its table was made in the same migration, and the table isn't dropped later
///        in it. Not for a column that is known to be missing (`IF EXISTS`), or that the release at the base
///        still uses: removed-while-still-used says so. A note where its schema has the field marked
///        `@ignore`; a warning where the migration has put another column in its place, with all its values,
///        or fails unless the table is empty, by a required column without a value.
///        Once for all columns of a statement of which nothing else is to be said.
/// Why:   the values are gone, and so is every index and constraint that has the column. The release that is
///        still running breaks: Prisma's client names every column of a model in its queries. A column that
///        is added again under the name, as Prisma does where it knows no cast, comes back without the
///        values; so does one that is added under another name, as Prisma writes the rename of a field.
/// Do:    two deployments. First remove the field from the schema, or mark it `@ignore`, and take the column
///        out of the code, with a migration that leaves it there; drop the column when no release reads it
///        any more. To change its type, convert the values: `ALTER COLUMN ... TYPE ... USING`. To
///        rename a field, map it to the column that is there: `@map("old_name")`.
/// Allow: no running release reads the column, and nobody needs its values.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN
#include <string>
#include <variant>
#include <vector>

#include "rules/columns.h"
#include "rules/dropped_columns.h"
#include "rules/dropped_with.h"
#include "rules/earlier.h"
#include "rules/released_use.h"
#include "rules/renames.h"
#include "rules/rule.h"
#include "rules/type_advice.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:ban-drop-column", "pgfence:drop-column", "strong_migrations:remove_column", "atlas:DS103",
    "migrationpilot:MP017",   "pgrubic:US001",
};
constexpr RuleInfo kInfo{
    .id = "drop-column",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "a column's values are lost, and the running release still reads it",
    .aliases = kAliases,
};

std::string advice(const action::DropColumn& drop, const RuleContext& cx) {
  if (const action::ColumnDef* successor = added_from_now(drop.column.text, cx)) {
    const bool computed = is_serial(successor->type) || successor->identity != Identity::none ||
                          successor->generated != Generated::none;
    return computed ? "add the new column under another name, and drop this one in a later migration"
                    : convert_values(*successor, cx.find_column(cx.alter_table().relation, drop.column), cx);
  }
  if (const action::Rename* other = find_replacement(drop, cx)) {
    return has_all_values(*other, drop, cx)
               ? "leave the new column under a name of its own, and drop this one in a later migration"
               : "rename it instead, and drop it in a later migration, once its values are known to be "
                 "copied";
  }
  if (const action::ColumnDef* renamed = likely_new_column(drop, cx))
    return rename_instead(drop, *renamed, cx);
  if (is_unused(drop, cx)) return "the released schema doesn't use it; keep its values if anyone needs them";
  if (cx.runner().kind == project::RunnerKind::prisma) {
    return "first deploy a release whose schema.prisma has the field removed or marked @ignore, with the "
           "column left in place; drop it in a later migration";
  }
  return "first deploy a release that doesn't use it; drop it in a later migration";
}

// The column is gone, it comes back empty, another one takes its place, or it was to be renamed.
FindingBuilder report(const action::DropColumn& drop, const std::string& name, bool empty, RuleContext& cx) {
  if (const action::Rename* other = find_replacement(drop, cx)) {
    if (!has_all_values(*other, drop, cx))
      return cx.report(drop.column.span, "dropping {} loses the values that {} doesn't have", name,
                       other->from.text);
    FindingBuilder finding = cx.report(drop.column.span, "the running release finds {} in the place of {}",
                                       other->from.text, name);
    return finding.severity(Severity::warning);
  }
  if (empty) {
    const char* again = added_from_now(drop.column.text, cx) == nullptr ? "" : " and adding it again";
    return cx.report(drop.column.span, "dropping {}{} breaks what still reads it", name, again);
  }
  const bool copied = values_copied(cx.alter_table().relation, drop.column.text, cx);
  const char* loses = copied ? "loses its values unless they were copied" : "loses its values";
  if (added_from_now(drop.column.text, cx) != nullptr)
    return cx.report(drop.column.span, "dropping {} and adding it again {}", name, loses);
  const action::ColumnDef* renamed = copied ? nullptr : likely_new_column(drop, cx);
  if (renamed != nullptr)
    return cx.report(drop.column.span, "dropping {} loses its values, even if {} is only its new name", name,
                     renamed->name.text);
  if (is_unused(drop, cx)) return cx.report(drop.column.span, "dropping {} {}", name, loses);
  return cx.report(drop.column.span, "dropping {} {}{} and breaks what still reads it", name, loses,
                   copied ? "," : "");
}

FindingBuilder report_all(const std::vector<const action::DropColumn*>& drops, bool empty, RuleContext& cx) {
  const std::string table = cx.name_of(cx.alter_table().relation);
  std::vector<std::string> names;
  for (const action::DropColumn* drop : drops) names.push_back(table + "." + drop->column.text);
  const char* loses = empty ? "" : " loses their values and";
  return cx.report(drops.front()->column.span, "dropping {}{} breaks what still reads them",
                   some_names(names), loses);
}

void check(const action::DropColumn& drop, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  if (alter.kind != ObjectKind::table || cx.created_here(alter.relation)) return;
  if ((alter.if_exists && cx.missing(alter.relation)) || cx.dropped_later(alter.relation)) return;
  if (!is_old_column(drop, cx)) return;
  std::vector<const action::DropColumn*> together = plain_drops(cx);
  if (!contains(together, &drop)) together = {&drop};
  if (together.front() != &drop) return;

  const std::string name = cx.name_of(alter.relation) + "." + drop.column.text;
  const bool empty = has_to_be_empty(alter.relation, cx);
  FindingBuilder finding =
      together.size() > 1 ? report_all(together, empty, cx) : report(drop, name, empty, cx);
  if (empty) finding.severity(Severity::warning);
  if (is_unused(drop, cx)) finding.severity(Severity::note);
  finding.object(name).label(dependants_label(together, cx)).advise(advice(drop, cx));
}

}  // namespace

extern const Rule drop_column;
constinit const Rule drop_column = make_rule<check>(kInfo);

}  // namespace lockstep::rules
