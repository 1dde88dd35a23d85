/// What:  an enum that is made anew: `CREATE TYPE` with a new list of values, `ALTER COLUMN ... TYPE` of its
///        columns, and the names swapped, as Prisma does where a value is removed from the schema.
/// When:  columns of an old enum change to an enum that the same migration makes, and their table was neither
///        made nor emptied in it, nor is dropped later. That it fails is not said where the file has updated
///        the rows with a removed value before.
/// Why:   nothing but a rewrite goes from one enum to another: each table is rewritten under an ACCESS
///        EXCLUSIVE lock, in one transaction. It fails where a row still has a removed value, where a view
///        reads such a column, and where an index or a check compares it with a value of the old type.
/// Do:    leave an unused value in the type, and in schema.prisma. A new one is added by `ALTER TYPE ... ADD
///        VALUE`, which touches no table.
/// Allow: the tables are small, and no row has a value that is removed.
/// See:   https://www.postgresql.org/docs/current/datatype-enum.html#DATATYPE-ENUM-IMPLEMENTATION-DETAILS
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "rules/enum_parts.h"
#include "rules/rule.h"
#include "rules/type_advice.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP024"};
constexpr RuleInfo kInfo{
    .id = "enum-recreated",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "an enum made anew rewrites each table that has it, and fails on a removed value",
    .aliases = kAliases,
};

// A column that a later statement moves to the new type.
struct MovedColumn {
  const Statement* statement;
  const action::AlterTable* alter;
  const action::SetType* set;
  const catalog::EnumType* from;
};

bool is_made(const TypeName& type, const action::CreateEnum& made) {
  return type.name == made.type.name &&
         (type.schema == made.type.schema || type.schema.empty() || made.type.schema.empty());
}

std::vector<MovedColumn> moved_columns(const action::CreateEnum& made, const RuleContext& cx) {
  std::vector<MovedColumn> moved;
  for (const Statement& later : cx.following()) {
    const auto* alter = std::get_if<action::AlterTable>(&later.action);
    if (alter == nullptr || cx.nobody_waits_for(alter->relation)) continue;
    for (const AlterCommand& command : alter->commands) {
      const auto* set = std::get_if<action::SetType>(&command.fact);
      if (set == nullptr || !is_made(set->type, made)) continue;
      const catalog::Column* column = cx.find_column(alter->relation, set->column);
      if (column == nullptr) continue;
      const catalog::EnumType* from = cx.before().find_enum(column->type.schema, column->type.name);
      if (from != nullptr) moved.push_back({.statement = &later, .alter = alter, .set = set, .from = from});
    }
  }
  return moved;
}

// No column keeps a value that goes.
bool is_prepared(const std::vector<MovedColumn>& moved, const std::vector<std::string>& removed,
                 const RuleContext& cx) {
  return std::ranges::all_of(moved, [&](const MovedColumn& column) {
    return std::ranges::all_of(removed, [&](const std::string& value) {
      return is_replaced(value, column.alter->relation, column.set->column, cx);
    });
  });
}

std::vector<std::string> table_names(const std::vector<MovedColumn>& moved, const RuleContext& cx) {
  std::vector<std::string> names;
  for (const MovedColumn& column : moved) {
    std::string name = cx.name_of(column.alter->relation);
    if (!contains(names, name)) names.push_back(std::move(name));
  }
  return names;
}

void check(const action::CreateEnum& made, RuleContext& cx) {
  const std::vector<MovedColumn> moved = moved_columns(made, cx);
  if (moved.empty()) return;
  const catalog::EnumType& from = *moved.front().from;
  catalog::EnumType to{.schema = made.type.schema, .name = made.type.name, .values = {}, .origin = {}};
  for (const Name& value : made.values) to.values.push_back(value.text);

  const std::vector<std::string> removed = lacking(from, to);
  const std::string name = to_text(released_name(from, cx));
  const std::string tables = list_names(table_names(moved, cx));
  const std::string change = removed.empty() ? text::format("making {} anew", name)
                                             : text::format("taking {} out of {}", list_names(removed), name);
  const std::string failure =
      removed.size() == 1 ? ", and fails where a row has it" : ", and fails where a row has one";
  FindingBuilder finding = cx.report(made.type.span, "{} rewrites {}{}", change, tables,
                                     is_prepared(moved, removed, cx) ? "" : failure);
  const std::vector<effects::Lock> locks = cx.effect_of(*moved.front().statement).locks;
  if (!locks.empty()) finding.label(lock_label(locks.front().mode));
  finding.object(name).advise(change_in_place(from, to, cx));
  for (const MovedColumn& column : moved) {
    finding.related(
        column.set->type.span,
        text::format("rewrites {} for {}", cx.name_of(column.alter->relation), column.set->column.text));
  }
}

}  // namespace

extern const Rule enum_recreated;
constinit const Rule enum_recreated = make_rule<check>(kInfo);

}  // namespace lockstep::rules
