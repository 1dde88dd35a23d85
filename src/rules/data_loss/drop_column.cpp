/// What:  `DROP COLUMN`.
/// When:  neither the column nor its table was made in the same migration. Not for a column that is known to
///        be missing (`IF EXISTS`).
/// Why:   the values are gone, and so is every index and constraint that has the column. The release that is
///        still running breaks: Prisma's client names every column of a model in its queries.
/// Do:    two deployments. First remove the field from the schema, or mark it `@ignore`, and take the column
///        out of the code, with a migration that leaves it there; drop the column when no release reads it
///        any more.
/// Allow: no running release reads the column, and nobody needs its values.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN
#include <algorithm>
#include <string>
#include <vector>

#include "rules/rule.h"

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

constexpr std::size_t kNamesShown = 3;

// Indexes and constraints that go with the column.
std::vector<std::string> dependants(const catalog::Relation& table, catalog::AttributeNumber column,
                                    const catalog::Catalog& catalog) {
  std::vector<std::string> names;
  for (const catalog::Constraint& constraint : table.constraints) {
    if (constraint.kind == ConstraintKind::not_null) continue;
    if (std::ranges::find(constraint.columns, column) != constraint.columns.end())
      names.push_back(constraint.name);
  }
  for (const catalog::Oid oid : table.indexes) {
    const catalog::Relation* index = catalog.relation(oid);
    if (index == nullptr || std::ranges::find(names, index->name) != names.end()) continue;
    const bool is_key =
        std::ranges::find(index->index->keys, column, &catalog::IndexKey::column) != index->index->keys.end();
    const auto& include = index->index->include;
    if (is_key || std::ranges::find(include, column) != include.end()) names.push_back(index->name);
  }
  return names;
}

std::string dependants_label(std::vector<std::string> names) {
  if (names.empty()) return {};
  if (names.size() > kNamesShown) {
    const std::size_t more = names.size() - kNamesShown;
    names.resize(kNamesShown);
    names.push_back(std::to_string(more) + " more");
  }
  return list_names(names) + (names.size() == 1 ? " goes with it" : " go with it");
}

// The type that the same statement adds the column with again, as Prisma does for a cast that it can't make.
const TypeName* added_again(const Name& column, const action::AlterTable& alter) {
  for (const AlterCommand& command : alter.commands) {
    const auto* add = std::get_if<action::AddColumn>(&command.fact);
    if (add != nullptr && add->column.name.text == column.text) return &add->column.type;
  }
  return nullptr;
}

std::string advice(const action::DropColumn& drop, const RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  if (const TypeName* type = added_again(drop.column, alter)) {
    return fmt::format(
        "to keep the values, convert them:\n  ALTER TABLE {} ALTER COLUMN {} TYPE {} USING ...;",
        cx.sql(alter.relation), cx.sql(drop.column), to_text(*type));
  }
  if (cx.runner().kind == project::RunnerKind::prisma) {
    return "first deploy a release whose schema.prisma has the field removed or marked @ignore, with the "
           "column left in place; drop it in a later migration";
  }
  return "first deploy a release that doesn't use it; drop it in a later migration";
}

void check(const action::DropColumn& drop, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  if (alter.kind != ObjectKind::table || cx.created_here(alter.relation)) return;
  if ((drop.if_exists && cx.missing(alter.relation, drop.column)) ||
      (alter.if_exists && cx.missing(alter.relation)))
    return;
  const catalog::Column* column = cx.find_column(alter.relation, drop.column);
  if (column != nullptr && cx.created_here(column->origin)) return;

  const std::string table = cx.name_of(alter.relation);
  FindingBuilder finding =
      cx.report(drop.column.span, "dropping {}.{} loses its values and breaks what still reads it", table,
                drop.column.text);
  finding.object(table + "." + drop.column.text).advise(advice(drop, cx));
  if (column != nullptr) {
    finding.label(
        dependants_label(dependants(*cx.before().find_table(alter.relation), column->number, cx.before())));
  }
}

}  // namespace

extern const Rule drop_column;
constinit const Rule drop_column = make_rule<check>(kInfo);

}  // namespace lockstep::rules
