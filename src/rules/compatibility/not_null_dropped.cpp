/// What:  `ALTER COLUMN ... DROP NOT NULL`.
/// When:  neither the column nor its table was made or named anew in the same migration, the column isn't
///        dropped later in it, and isn't known to allow NULL already. Not where the file adds a required
///        column without a value, for which the table has to be empty. Once for all
///        columns of a table.
/// Why:   the running release takes the column for required. From the first NULL that the new release writes,
///        the old one fails where it reads such a row: Prisma's client refuses a NULL in a required field.
/// Do:    two deployments: first a release that reads NULL, with this migration; then one that writes it.
/// Allow: nothing writes NULL before all releases read it. The statement itself is quick.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
#include <algorithm>
#include <string>
#include <vector>

#include "rules/earlier.h"
#include "rules/null_writers.h"
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

// The file drops a constraint of the table, as of a key that comes back with another action.
bool drops_constraint(const RuleContext& cx) {
  const auto drops = [&](const Statement& each) {
    const auto* alter = std::get_if<action::AlterTable>(&each.action);
    return alter != nullptr && cx.same_relation(alter->relation, cx.alter_table().relation) &&
           std::ranges::any_of(alter->commands, [](const AlterCommand& command) {
             return std::holds_alternative<action::DropConstraint>(command.fact);
           });
  };
  return drops(cx.statement()) || std::ranges::any_of(cx.preceding(), drops);
}

void advise(const Name& column, FindingBuilder& finding, const RuleContext& cx) {
  const auto writer = std::ranges::find_if(
      cx.following(), [&](const Statement& later) { return writes_null(later.action, column, cx); });
  const auto adds = [&](const Statement& each) { return adds_set_null(each.action, column, cx); };
  if (writer != cx.following().end()) {
    finding.related(writer->span, "writes NULL into it")
        .advise("move what writes NULL to a later migration, for when every running release reads it");
  } else if (adds(cx.statement()) || std::ranges::any_of(cx.following(), adds)) {
    finding.advise(text::format(
        "{} in a later migration: with it a delete by the running release writes the NULL",
        drops_constraint(cx) ? "keep the key that is there, and put the SET NULL key in its place"
                             : "add the SET NULL key"));
  } else {
    finding.advise("write the first NULL in a later release, once every running one reads it");
  }
}

// Those of the statement on a column that the running release takes for required.
std::vector<const AlterCommand*> drops_of(const Statement& statement, const QualifiedName& table,
                                          const RuleContext& cx) {
  std::vector<const AlterCommand*> drops;
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  if (alter == nullptr || !cx.same_relation(alter->relation, table)) return drops;
  for (const AlterCommand& command : alter->commands) {
    const auto* drop = std::get_if<action::DropNotNull>(&command.fact);
    if (drop != nullptr && is_required(table, drop->column, cx)) drops.push_back(&command);
  }
  return drops;
}

// An earlier statement has dropped it from a column of the table, and its finding names the later ones.
bool was_told(const QualifiedName& table, const RuleContext& cx) {
  const auto drops = [&](const AlterCommand& command) {
    const auto* drop = std::get_if<action::DropNotNull>(&command.fact);
    const catalog::Column* column = drop == nullptr ? nullptr : cx.find_column(table, drop->column);
    return drop != nullptr && (column == nullptr || !cx.created_here(column->origin));
  };
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
    return alter != nullptr && cx.same_relation(alter->relation, table) &&
           std::ranges::any_of(alter->commands, drops);
  });
}

void check(const Action&, RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&cx.statement().action);
  if (alter == nullptr || alter->kind != ObjectKind::table || cx.created_here(alter->relation)) return;
  const QualifiedName& table = alter->relation;
  if ((alter->if_exists && cx.missing(table)) || has_to_be_empty(table, cx)) return;
  std::vector<const AlterCommand*> drops = drops_of(cx.statement(), table, cx);
  if (drops.empty() || was_told(table, cx)) return;
  for (const Statement& later : cx.following()) {
    const std::vector<const AlterCommand*> more = drops_of(later, table, cx);
    drops.insert(drops.end(), more.begin(), more.end());
  }
  std::vector<std::string> names;
  for (const AlterCommand* drop : drops)
    names.push_back(cx.name_of(table) + "." + std::get<action::DropNotNull>(drop->fact).column.text);
  const AlterCommand* first = drops.front();
  const std::string columns = names.size() > kMostNames
                                  ? text::format("{} columns of {}", names.size(), cx.name_of(table))
                                  : list_names(names);
  FindingBuilder finding =
      cx.report(first->span, "{} may be NULL now, which the running release doesn't expect", columns);
  advise(std::get<action::DropNotNull>(first->fact).column, finding.object(names.front()), cx);
}

}  // namespace

extern const Rule not_null_dropped;
constinit const Rule not_null_dropped = make_rule<check>(kInfo);

}  // namespace lockstep::rules
