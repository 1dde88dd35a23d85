/// What:  `DROP TABLE`.
/// When:  the table was not made in the same migration and is not temporary. Not for a table that is known to
///        be missing (`IF EXISTS`), or that the release at the base still uses: removed-while-still-used says
///        so. A warning where its schema has the model marked `@@ignore`.
/// Why:   all its rows are gone, and a release that still uses it breaks. A table that the same migration
///        makes again under the name comes back empty, as does one that Prisma makes for a model which was
///        renamed; one that takes the name by a rename has only the rows that were copied. The tables that it
///        refers to are locked ACCESS EXCLUSIVE as well, for as long as the transaction lasts.
/// Do:    two deployments. First take the model out of the code, with a migration that leaves the table
///        there; drop it when no release uses it any more and its rows are kept where they are needed. A
///        table that another one replaces is better moved to another schema, and dropped later.
/// Allow: no running release uses the table, and nobody needs its rows.
/// See:   https://www.postgresql.org/docs/current/sql-droptable.html
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "rules/dropped_with.h"
#include "rules/earlier.h"
#include "rules/released_use.h"
#include "rules/renames.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:ban-drop-table", "pgfence:drop-table",   "strong_migrations:drop_table",
    "atlas:DS102",           "migrationpilot:MP026", "pgrubic:US021",
};
constexpr RuleInfo kInfo{
    .id = "drop-table",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "a table's rows are lost, and the running release still uses it",
    .aliases = kAliases,
};

// The later statement that puts another table or a view under the name; null when there is none.
const Statement* find_successor(const QualifiedName& name, const RuleContext& cx) {
  const auto found = std::ranges::find_if(
      cx.following(), [&](const Statement& later) { return takes_name(later.action, name, cx); });
  return found == cx.following().end() ? nullptr : &*found;
}

std::string advice(const QualifiedName& name, const Statement* successor, const RuleContext& cx) {
  const action::CreateTable* renamed = successor == nullptr ? likely_new_table(name, cx) : nullptr;
  if (renamed != nullptr) return rename_instead(name, *renamed, cx);
  if (is_unused(name, cx)) return "the released schema doesn't use it; keep its rows if anyone needs them";
  if (successor == nullptr) {
    return "first deploy a release that doesn't use the table; drop it in a later migration, once its rows "
           "are kept elsewhere or not needed";
  }
  // A table that is renamed would keep the names of its indexes, which the new one needs.
  return text::format(
      "move it away, and drop it in a later migration, once its rows are copied or not needed:\n"
      "  CREATE SCHEMA IF NOT EXISTS archive;\n  ALTER TABLE {} SET SCHEMA archive;",
      cx.sql(name));
}

// The table is gone, it comes back empty, another one takes its place, or it was to be renamed.
FindingBuilder report(const QualifiedName& name, const Statement* successor, RuleContext& cx) {
  const std::string table = cx.name_of(name);
  const bool copied = rows_copied(name, cx);
  const char* loses = copied ? "loses its rows unless they were copied," : "loses its rows";
  const action::CreateTable* renamed = copied || successor != nullptr ? nullptr : likely_new_table(name, cx);
  if (renamed != nullptr)
    return cx.report(name.span, "dropping {} loses its rows, even if {} is only its new name", table,
                     to_text(renamed->relation));
  if (is_unused(name, cx))
    return cx.report(name.span, "dropping {} loses its rows{}", table,
                     copied ? " unless they were copied" : "");
  if (successor == nullptr)
    return cx.report(name.span, "dropping {} {} and breaks what still uses it", table, loses);
  if (!copied && std::holds_alternative<action::CreateTable>(successor->action))
    return cx.report(name.span, "dropping {} and making it again loses its rows: it comes back empty", table);
  const auto* rename = std::get_if<action::Rename>(&successor->action);
  return cx.report(name.span, "dropping {} loses the rows that {} doesn't have", table,
                   rename == nullptr ? "the new one" : cx.name_of(rename->object));
}

void check(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::table) return;
  for (const QualifiedName& name : drop.names) {
    if (cx.created_here(name) || (drop.if_exists && cx.missing(name)) || is_removed_while_used(name, cx))
      continue;
    const Statement* successor = find_successor(name, cx);
    FindingBuilder finding = report(name, successor, cx);
    if (is_unused(name, cx)) finding.severity(Severity::warning);
    finding.object(cx.name_of(name)).advise(advice(name, successor, cx));
    if (successor != nullptr) finding.related(successor->span, "the name is taken again here");
    finding.label(waiting_besides(drop, cx));
  }
}

}  // namespace

extern const Rule drop_table;
constinit const Rule drop_table = make_rule<check>(kInfo);

}  // namespace lockstep::rules
