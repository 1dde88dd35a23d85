#include "rules/renames.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "rules/context.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

// firstName and first_name are one.
std::string letters(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c != '_') text += ascii::lower(c);
  }
  return text;
}

bool are_alike(std::string_view a, std::string_view b) {
  constexpr std::size_t kShortest = 3;  // "id" is in many names
  const std::string one = letters(a);
  const std::string other = letters(b);
  const std::string& shorter = one.size() < other.size() ? one : other;
  const std::string& longer = one.size() < other.size() ? other : one;
  return shorter == longer || (shorter.size() >= kShortest && longer.contains(shorter));
}

// The letters that the longer one has besides are "id": customerId holds what customer has told of.
bool is_key_of_other(std::string_view a, std::string_view b) {
  const std::string one = letters(a);
  const std::string other = letters(b);
  return one == other + "id" || other == one + "id";
}

const action::ColumnDef* find_alike(const Statement& statement, const QualifiedName& table,
                                    const catalog::Column& column, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  if (alter == nullptr || !cx.same_relation(alter->relation, table)) return nullptr;
  for (const AlterCommand& command : alter->commands) {
    const auto* add = std::get_if<action::AddColumn>(&command.fact);
    if (add == nullptr || add->column.generated != Generated::none) continue;
    const std::string& name = add->column.name.text;
    if (cx.before().resolve(add->column.type) == column.type && are_alike(name, column.name) &&
        !is_key_of_other(name, column.name))
      return &add->column;
  }
  return nullptr;
}

bool has_same_column(const catalog::Relation& table, const action::ColumnDef& column, const RuleContext& cx) {
  const catalog::Column* found = table.find_column(column.name.text);
  return found != nullptr && found->type == cx.before().resolve(column.type);
}

// At least 70 % of the columns of the larger one are in both.
bool are_alike(const catalog::Relation& table, const action::CreateTable& made, const RuleContext& cx) {
  const auto same = static_cast<std::size_t>(std::ranges::count_if(
      made.columns, [&](const action::ColumnDef& column) { return has_same_column(table, column, cx); }));
  return same >= 2 && same * 10 >= std::max(table.columns.size(), made.columns.size()) * 7;
}

}  // namespace

const action::ColumnDef* likely_new_column(const action::DropColumn& drop, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const catalog::Column* column = cx.find_column(table, drop.column);
  if (column == nullptr || !column->type.known) return nullptr;
  for (const Statement& earlier : cx.preceding()) {
    if (const action::ColumnDef* added = find_alike(earlier, table, *column, cx)) return added;
  }
  if (const action::ColumnDef* added = find_alike(cx.statement(), table, *column, cx)) return added;
  for (const Statement& later : cx.following()) {
    if (const action::ColumnDef* added = find_alike(later, table, *column, cx)) return added;
  }
  return nullptr;
}

const action::DropColumn* likely_old_column(const action::ColumnDef& added, const RuleContext& cx) {
  const auto dropped_by = [&](const Statement& statement) -> const action::DropColumn* {
    const auto* alter = std::get_if<action::AlterTable>(&statement.action);
    if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) return nullptr;
    for (const AlterCommand& command : alter->commands) {
      const auto* drop = std::get_if<action::DropColumn>(&command.fact);
      if (drop != nullptr && drop->column.text != added.name.text && likely_new_column(*drop, cx) == &added)
        return drop;
    }
    return nullptr;
  };
  if (const action::DropColumn* drop = dropped_by(cx.statement())) return drop;
  for (const Statement& later : cx.following()) {
    if (const action::DropColumn* drop = dropped_by(later)) return drop;
  }
  return nullptr;
}

const action::CreateTable* likely_new_table(const QualifiedName& dropped, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(dropped);
  if (table == nullptr) return nullptr;
  const auto made_by = [&](const Statement& statement) -> const action::CreateTable* {
    const auto* made = std::get_if<action::CreateTable>(&statement.action);
    return made != nullptr && !made->temporary && are_alike(*table, *made, cx) ? made : nullptr;
  };
  for (const Statement& earlier : cx.preceding()) {
    if (const action::CreateTable* made = made_by(earlier)) return made;
  }
  for (const Statement& later : cx.following()) {
    if (const action::CreateTable* made = made_by(later)) return made;
  }
  return nullptr;
}

std::string rename_instead(const action::DropColumn& drop, const action::ColumnDef& added,
                           const RuleContext& cx) {
  if (cx.runner().kind == project::RunnerKind::prisma) {
    return text::format("if it is a rename, leave the column as it is, and map the field to it: @map(\"{}\")",
                        drop.column.text);
  }
  return text::format("if it is a rename, keep the values:\n  ALTER TABLE {} RENAME COLUMN {} TO {};",
                      cx.sql(cx.alter_table().relation), cx.sql(drop.column), cx.sql(added.name));
}

std::string rename_instead(const QualifiedName& dropped, const action::CreateTable& made,
                           const RuleContext& cx) {
  if (cx.runner().kind == project::RunnerKind::prisma) {
    return text::format("if it is a rename, leave the table as it is, and map the model to it: @@map(\"{}\")",
                        dropped.name);
  }
  return text::format("if it is a rename, keep the rows:\n  ALTER TABLE {} RENAME TO {};", cx.sql(dropped),
                      quote_identifier(made.relation.name));
}

}  // namespace lockstep::rules
