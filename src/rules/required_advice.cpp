#include "rules/required_advice.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "rules/columns.h"
#include "rules/context.h"
#include "rules/renames.h"
#include "rules/unique_rows.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kLater =
    "once every running release writes it, fill what is still empty, and SET NOT NULL";

// The key's other columns tell rows apart, whatever this one has.
bool is_unique_without(const action::ColumnDef& column, const action::Constraint& primary,
                       const RuleContext& cx) {
  UniqueKey key = unique_key(primary, cx.alter_table().relation);
  std::erase_if(key.elements,
                [&](const action::IndexElement& element) { return element.column.text == column.name.text; });
  return !key.elements.empty() && rows_differ(key, cx);
}

// By a primary key that this statement or a later one adds.
bool is_unique_without(const action::ColumnDef& column, const RuleContext& cx) {
  const auto adds_it = [&](const Statement& statement) {
    const auto* alter = std::get_if<action::AlterTable>(&statement.action);
    if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) return false;
    return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
      const auto* add = std::get_if<action::AddConstraint>(&command.fact);
      return add != nullptr && add->constraint.kind == ConstraintKind::primary_key &&
             contains(add->constraint.columns, column.name.text, &Name::text) &&
             is_unique_without(column, add->constraint, cx);
    });
  };
  return adds_it(cx.statement()) || std::ranges::any_of(cx.following(), adds_it);
}

// What comes before "nullable": another way out, if there is one.
std::string instead(const action::ColumnDef& column, const RuleContext& cx) {
  if (in_new_primary_key(column, cx)) {
    return text::format(
        "{}move the key to a later release, too, and ",
        is_unique_without(column, cx) ? "" : "give it a DEFAULT that differs in each row; or ");
  }
  if (in_new_key(column, cx)) return "no constant fits a key: ";
  const bool time = column.type.name.starts_with("timestamp");
  return time ? "give it a DEFAULT, where it fits CURRENT_TIMESTAMP; or " : "give it a DEFAULT; or ";
}

std::string_view with_key(const action::ColumnDef& column, const RuleContext& cx) {
  return in_new_primary_key(column, cx) ? ", with the key" : "";
}

}  // namespace

std::string add_it_nullable(const action::ColumnDef& column, const RuleContext& cx) {
  const action::DropColumn* old = likely_old_column(column, cx);
  return text::format("{}{}add it nullable:\n  ALTER TABLE {} ADD COLUMN {} {};\n{}{}",
                      old == nullptr ? "" : rename_instead(*old, column, cx) + "\nelse ", instead(column, cx),
                      cx.sql(cx.alter_table().relation), cx.sql(column.name), plain_type(column, cx), kLater,
                      with_key(column, cx));
}

std::string leave_it_nullable(const action::ColumnDef& column, const RuleContext& cx) {
  return text::format("{}leave it nullable; {}{}", instead(column, cx), kLater, with_key(column, cx));
}

}  // namespace lockstep::rules
