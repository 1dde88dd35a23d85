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

#include "rules/columns.h"
#include "rules/earlier.h"
#include "rules/rule.h"
#include "support/contains.h"
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

// Of the table: an UPDATE to NULL, or an INSERT that leaves out the column, which has no default.
bool writes_null(const Action& action, const Name& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (const auto* update = std::get_if<action::Update>(&action)) {
    const auto set = std::ranges::find(update->columns, column.text, &Name::text);
    const auto at = static_cast<std::size_t>(set - update->columns.begin());
    if (at >= update->values.size() || !cx.same_relation(update->relation, table)) return false;
    const Expr& value = update->values[at];
    return !value.empty() && value.nodes()[value.without_casts()].kind == ExprKind::null;
  }
  const auto* insert = std::get_if<action::Insert>(&action);
  return insert != nullptr && cx.same_relation(insert->relation, table) && !insert->columns.empty() &&
         !contains(insert->columns, column.text, &Name::text) && cx.find_column(table, column) != nullptr &&
         !has_default(column, cx);
}

// Adds a key by which the delete of a row that the column refers to writes NULL into it.
bool adds_set_null(const Action& action, const Name& column, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) return false;
  return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
    const auto* add = std::get_if<action::AddConstraint>(&command.fact);
    return add != nullptr && add->constraint.on_delete == ReferentialAction::set_null &&
           contains(add->constraint.columns, column.text, &Name::text);
  });
}

void advise(const Name& column, FindingBuilder& finding, const RuleContext& cx) {
  const auto writer = std::ranges::find_if(
      cx.following(), [&](const Statement& later) { return writes_null(later.action, column, cx); });
  const auto adds = [&](const Statement& each) { return adds_set_null(each.action, column, cx); };
  if (writer != cx.following().end()) {
    finding.related(writer->span, "writes NULL into it")
        .advise("move what writes NULL to a later migration, for when every running release reads it");
  } else if (adds(cx.statement()) || std::ranges::any_of(cx.following(), adds)) {
    finding.advise(
        "add the SET NULL key in a later migration: with it a delete by the running release writes the NULL");
  } else {
    finding.advise("write the first NULL in a later release, once every running one reads it");
  }
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
  FindingBuilder finding =
      cx.report(first->span, "{} may be NULL now, which the running release doesn't expect", columns);
  advise(std::get<action::DropNotNull>(first->fact).column, finding.object(names.front()), cx);
}

}  // namespace

extern const Rule not_null_dropped;
constinit const Rule not_null_dropped = make_rule<check>(kInfo);

}  // namespace lockstep::rules
