#include "rules/type_advice.h"

#include <string_view>
#include <vector>

#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/context.h"
#include "rules/earlier.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

std::string keep(const std::vector<std::string>& removed) {
  const char* it = removed.size() == 1 ? "it" : "them";
  return text::format(
      "leave {} in the type, and in schema.prisma too, or migrate dev takes {} out again; stop using {} in "
      "the application, or bar {} by a CHECK that is NOT VALID",
      list_names(removed), it, it, it);
}

std::string add(const catalog::EnumType& type, const std::vector<std::string>& added, const RuleContext& cx) {
  const std::string schema = type.schema == "public" ? "" : type.schema;
  const QualifiedName name =
      former_name(ObjectKind::type, {.schema = schema, .name = type.name, .span = {}}, cx);
  std::string text =
      text::format("add what is new to the type that is there, and use it {}:", afterwards(cx.runner()));
  for (const std::string& value : added) {
    text += text::format("\n  ALTER TYPE {} ADD VALUE {};", cx.sql(name), quote_string(value));
  }
  return text;
}

const catalog::EnumType* find_enum(const catalog::Type& type, const RuleContext& cx) {
  return cx.before().find_enum(type.schema, type.name);
}

bool only_limits_length(const ColumnChange& change) {
  const auto is_text = [](const catalog::Type& type) {
    return type.schema == "pg_catalog" && type.array_dimensions == 0 &&
           (type.name == "varchar" || type.name == "text");
  };
  return change.column != nullptr && is_text(change.column->type) && is_text(change.to) &&
         !change.to.modifiers.empty() && !change.set.using_expression;
}

std::string check_length(const ColumnChange& change, const RuleContext& cx) {
  const Name& column = change.set.column;
  const std::string check =
      text::format("CHECK (char_length({}) <= {})", cx.sql(column), change.to.modifiers.front());
  return "keep the type, and hold the column to the length by a check:" +
         add_not_valid_and_validate(new_constraint_name(column.text, "check", cx), check, cx);
}

// A sequence numbers rows, whatever the type: without it the old ones have to be filled.
std::string add_with_type(const ColumnChange& change, const RuleContext& cx) {
  const action::ColumnDef* added = added_by_now(change.set.column.text, cx);
  const bool numbered = added != nullptr && (is_serial(added->type) || added->identity != Identity::none);
  const std::string type(cx.text(change.set.type.span));
  std::string definition = cx.sql(change.set.column) + " " + type;
  if (added != nullptr && !numbered) {
    definition = std::string(cx.text({.begin = added->span.begin, .end = added->type.span.begin})) + type +
                 std::string(cx.text({.begin = added->type.span.end, .end = added->span.end}));
  }
  return text::format(
      "this migration adds the column: let it have the type from the start{}:\n  ALTER TABLE {} ADD COLUMN "
      "{};",
      numbered ? ", and fill it before it is NOT NULL" : "", cx.sql(cx.alter_table().relation), definition);
}

bool is_about(const AlterCommand& command, std::string_view column) {
  if (const auto* drop = std::get_if<action::DropDefault>(&command.fact)) return drop->column.text == column;
  const auto* set = std::get_if<action::SetType>(&command.fact);
  return set != nullptr && set->column.text == column;
}

}  // namespace

std::vector<std::string> lacking(const catalog::EnumType& all, const catalog::EnumType& other) {
  std::vector<std::string> values;
  for (const std::string& value : all.values) {
    if (!contains(other.values, value)) values.push_back(value);
  }
  return values;
}

std::string change_in_place(const catalog::EnumType& from, const catalog::EnumType& to,
                            const RuleContext& cx) {
  const std::vector<std::string> removed = lacking(from, to);
  const std::vector<std::string> added = lacking(to, from);
  if (removed.empty() && added.empty()) return "keep the type as it is: it has the same values";
  if (removed.empty()) return add(from, added, cx);
  return added.empty() ? keep(removed) : keep(removed) + "\n" + add(from, added, cx);
}

const catalog::EnumType* enum_made_anew(const ColumnChange& change, const RuleContext& cx) {
  if (change.column == nullptr || find_enum(change.column->type, cx) == nullptr) return nullptr;
  const catalog::EnumType* to = find_enum(change.to, cx);
  return to != nullptr && cx.created_here(to->origin) ? to : nullptr;
}

std::string without_rewrite(const ColumnChange& change, const RuleContext& cx) {
  if (change.column != nullptr && cx.created_here(change.column->origin)) return add_with_type(change, cx);
  return only_limits_length(change) ? check_length(change, cx) : "";
}

std::string convert_values(const action::ColumnDef& to, const catalog::Column* from, const RuleContext& cx) {
  const bool had_default = from == nullptr || from->default_value.has_value();
  const std::string name = cx.sql(to.name);
  const std::string column = "\n    ALTER COLUMN " + name;
  const std::string_view type = cx.text(to.type.span);
  std::string text = text::format(
      "to keep the values, convert them, which rewrites the table; or add a column of another name:\n"
      "  ALTER TABLE {}",
      cx.sql(cx.alter_table().relation));
  if (had_default) text += column + " DROP DEFAULT,";
  text += text::format("{} TYPE {} USING {}::text::{}", column, type, name, type);
  if (to.default_value) text += text::format(",{} SET {}", column, cx.text(to.default_span));
  return text + ";";
}

std::string type_in_the_end(const action::ColumnDef& column, const RuleContext& cx) {
  bool changes = false;
  std::string type = plain_type(column, cx);
  for (const Statement& later : cx.following()) {
    const auto* alter = std::get_if<action::AlterTable>(&later.action);
    if (alter == nullptr || !cx.same_relation(alter->relation, cx.alter_table().relation)) continue;
    for (const AlterCommand& command : alter->commands) {
      if (!is_about(command, column.name.text)) continue;
      changes = true;
      if (const auto* set = std::get_if<action::SetType>(&command.fact)) type = cx.text(set->type.span);
    }
  }
  return changes ? type : "";
}

}  // namespace lockstep::rules
