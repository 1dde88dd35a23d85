/// What:  `ALTER COLUMN ... DROP NOT NULL`.
/// When:  neither the column nor its table was made or named anew in the same migration, the column isn't
///        dropped later in it, and isn't known to allow NULL already. Once for all columns of a statement.
/// Why:   the running release takes the column for required. From the first NULL that the new release writes,
///        the old one fails where it reads such a row: Prisma's client refuses a NULL in a required field.
/// Do:    two deployments: first a release that reads NULL, with this migration; then one that writes it.
/// Allow: nothing writes NULL before all releases read it. The statement itself is quick.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
#include <algorithm>
#include <string>
#include <vector>

#include "rules/earlier.h"
#include "rules/rule.h"
#include "support/text.h"

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

constexpr std::size_t kMostNames = 3;

// By other names the running release doesn't find them at all.
bool is_renamed(const QualifiedName& table, const Name& column, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    return takes_name(earlier.action, table, cx) || renames_to(earlier.action, table, column, cx);
  });
}

bool is_required(const QualifiedName& table, const Name& name, const RuleContext& cx) {
  const catalog::Column* column = cx.find_column(table, name);
  if (column != nullptr && (cx.created_here(column->origin) || !column->not_null)) return false;
  return !cx.dropped_later(table, name.text) && !is_renamed(table, name, cx);
}

void check(const Action&, RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&cx.statement().action);
  if (alter == nullptr || alter->kind != ObjectKind::table || cx.created_here(alter->relation)) return;
  if (alter->if_exists && cx.missing(alter->relation)) return;
  const AlterCommand* first = nullptr;
  std::vector<std::string> names;
  for (const AlterCommand& command : alter->commands) {
    const auto* drop = std::get_if<action::DropNotNull>(&command.fact);
    if (drop == nullptr || !is_required(alter->relation, drop->column, cx)) continue;
    if (first == nullptr) first = &command;
    names.push_back(cx.name_of(alter->relation) + "." + drop->column.text);
  }
  if (first == nullptr) return;
  const std::string columns =
      names.size() > kMostNames ? text::format("{} columns of {}", names.size(), cx.name_of(alter->relation))
                                : list_names(names);
  cx.report(first->span, "{} may be NULL now, which the running release doesn't expect", columns)
      .object(names.front())
      .advise("write the first NULL in a later release, once every running one reads it");
}

}  // namespace

extern const Rule not_null_dropped;
constinit const Rule not_null_dropped = make_rule<check>(kInfo);

}  // namespace lockstep::rules
