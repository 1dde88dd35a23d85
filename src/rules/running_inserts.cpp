#include "rules/running_inserts.h"

#include <algorithm>
#include <string_view>

#include "rules/columns.h"
#include "rules/context.h"
#include "rules/earlier.h"

namespace lockstep::rules {
namespace {

// Of a command of ALTER TABLE that speaks of the column.
template <class Fact>
bool is_about(const AlterCommand& command, std::string_view column) {
  const auto* fact = std::get_if<Fact>(&command.fact);
  return fact != nullptr && fact->column.text == column;
}

bool has_command(const Statement& statement, const RuleContext& cx, auto is_it) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  return alter != nullptr && cx.same_relation(alter->relation, cx.alter_table().relation) &&
         std::ranges::any_of(alter->commands, is_it);
}

bool makes_optional(const Statement& statement, std::string_view column, const RuleContext& cx) {
  return has_command(statement, cx, [&](const AlterCommand& command) {
    return is_about<action::SetDefault>(command, column) || is_about<action::AddIdentity>(command, column) ||
           is_about<action::DropNotNull>(command, column);
  });
}

bool drops(const Statement& statement, std::string_view column, const RuleContext& cx) {
  return has_command(statement, cx, [&](const AlterCommand& command) {
    return is_about<action::DropColumn>(command, column);
  });
}

bool in_file(const RuleContext& cx, auto is_it) {
  return std::ranges::any_of(cx.preceding(), is_it) || is_it(cx.statement()) ||
         std::ranges::any_of(cx.following(), is_it);
}

// The name that the column has at the end of the file.
std::string_view last_name(const Name& column, const RuleContext& cx) {
  std::string_view name = column.text;
  for (const Statement& later : cx.following()) {
    const auto* rename = std::get_if<action::Rename>(&later.action);
    if (rename != nullptr && rename->kind == ObjectKind::column && rename->from.text == name &&
        cx.same_relation(rename->object, cx.alter_table().relation))
      name = rename->to.text;
  }
  return name;
}

}  // namespace

bool inserts_go_on(const Name& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (cx.created_here(table) || cx.dropped_later(table, column.text)) return true;
  if (former_table(table, cx) != cx.name_of(table)) return true;  // they fail for its old name
  const auto optional = [&](const Statement& each) { return makes_optional(each, column.text, cx); };
  if (optional(cx.statement()) || std::ranges::any_of(cx.following(), optional)) return true;
  const std::string_view name = last_name(column, cx);
  return in_file(cx, [&](const Statement& each) {
    const auto* trigger = std::get_if<action::CreateTrigger>(&each.action);
    const bool fills = trigger != nullptr && trigger->row && cx.same_relation(trigger->relation, table);
    return fills || drops(each, name, cx);
  });
}

bool is_required_too_early(const Name& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (added_by_now(column.text, cx) == nullptr || cx.created_here(table)) return false;
  if (cx.dropped_later(table, column.text)) return false;
  const bool fails = !is_filled(column, cx) && !cx.emptied_here(table);
  return fails || (!has_default(column, cx) && !inserts_go_on(column, cx));
}

}  // namespace lockstep::rules
