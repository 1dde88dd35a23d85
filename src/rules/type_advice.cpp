#include "rules/type_advice.h"

#include <algorithm>
#include <iterator>
#include <ranges>
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

// " AFTER 'b'": where a new value goes that isn't to be the last. All values before it are there by then.
std::string place_of(const std::string& value, const catalog::EnumType& from, const catalog::EnumType& to) {
  const auto at = std::ranges::find(to.values, value);
  const auto old =
      std::find_if(at, to.values.end(), [&](const std::string& next) { return contains(from.values, next); });
  if (old == to.values.end()) return {};
  return at == to.values.begin() ? " BEFORE " + quote_string(*old) : " AFTER " + quote_string(*std::prev(at));
}

std::string add(const catalog::EnumType& from, const catalog::EnumType& to, const RuleContext& cx) {
  std::string text =
      text::format("add what is new to the type that is there, and use it {}:", afterwards(cx.runner()));
  for (const std::string& value : lacking(to, from)) {
    text += text::format("\n  ALTER TYPE {} ADD VALUE {}{};", cx.sql(released_name(from, cx)),
                         quote_string(value), place_of(value, from, to));
  }
  return text;
}

// The name that the new type has at the end of the file.
std::string last_name(const catalog::EnumType& type, const RuleContext& cx) {
  std::string name = type.name;
  for (const Statement& later : cx.following()) {
    const auto* rename = std::get_if<action::Rename>(&later.action);
    if (rename != nullptr && rename->kind == ObjectKind::type && rename->object.name == name)
      name = rename->to.text;
  }
  return name;
}

// For the same values under the same name, in another order, or under another name.
std::string keep_all(const catalog::EnumType& from, const catalog::EnumType& to, const RuleContext& cx) {
  const QualifiedName former = released_name(from, cx);
  const std::string name = last_name(to, cx);
  if (from.values != to.values)
    return "keep the type: nothing but a rewrite changes the order of its values; sort them in the query";
  if (name == former.name) return "keep the type as it is: it has the same values";
  if (cx.runner().kind == project::RunnerKind::prisma) return rename_in_schema("enum", former.name);
  return text::format(
      "it has the same values: rename the type, which touches no table:\n  ALTER TYPE {} RENAME TO {};",
      cx.sql(former), quote_identifier(name));
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

// By which the file has added the column, if it has.
std::string first_name(const Name& column, const RuleContext& cx) {
  std::string name = column.text;
  for (const Statement& earlier : cx.preceding() | std::views::reverse) {
    const auto* rename = std::get_if<action::Rename>(&earlier.action);
    if (rename != nullptr && rename->kind == ObjectKind::column && rename->to.text == name &&
        cx.same_relation(rename->object, cx.alter_table().relation))
      name = rename->from.text;
  }
  return name;
}

// A sequence numbers rows, whatever the type: without it the old ones have to be filled.
std::string add_with_type(const ColumnChange& change, const RuleContext& cx) {
  const action::ColumnDef* added = added_by_now(first_name(change.set.column, cx), cx);
  const bool numbered = added != nullptr && (is_serial(added->type) || added->identity != Identity::none);
  const std::string type(cx.text(change.set.type.span));
  const bool cast = change.column->filled && !numbered && change.set.using_expression;
  std::string definition = cx.sql(change.set.column) + " " + type;
  if (added != nullptr && !numbered) {
    definition = std::string(cx.text({.begin = added->span.begin, .end = added->type.span.begin})) + type +
                 std::string(cx.text({.begin = added->type.span.end, .end = added->span.end}));
  }
  const char* besides = numbered ? ", and fill it before it is NOT NULL"
                        : cast   ? ", with a cast where it is filled"
                                 : "";
  return text::format(
      "this migration adds the column: let it have the type from the start{}:\n  ALTER TABLE {} ADD COLUMN "
      "{};",
      besides, cx.sql(cx.alter_table().relation), definition);
}

// The file makes the column in place of one of the name that it has dropped.
bool takes_place(const ColumnChange& change, const RuleContext& cx) {
  const auto drops = [&](const AlterCommand& command) {
    const auto* drop = std::get_if<action::DropColumn>(&command.fact);
    return drop != nullptr && drop->column.text == change.set.column.text;
  };
  return cx.created_here(change.column->origin) &&
         std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
           const auto* alter = std::get_if<action::AlterTable>(&earlier.action);
           return alter != nullptr && cx.same_relation(alter->relation, cx.alter_table().relation) &&
                  std::ranges::any_of(alter->commands, drops);
         });
}

bool is_about(const AlterCommand& command, std::string_view column) {
  if (const auto* drop = std::get_if<action::DropDefault>(&command.fact)) return drop->column.text == column;
  const auto* set = std::get_if<action::SetType>(&command.fact);
  return set != nullptr && set->column.text == column;
}

}  // namespace

QualifiedName released_name(const catalog::EnumType& type, const RuleContext& cx) {
  const std::string schema = type.schema == "public" ? "" : type.schema;
  return former_name(ObjectKind::type, {.schema = schema, .name = type.name, .span = {}}, cx);
}

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
  const bool adds = !lacking(to, from).empty();
  if (removed.empty()) return adds ? add(from, to, cx) : keep_all(from, to, cx);
  return adds ? keep(removed) + "\n" + add(from, to, cx) : keep(removed);
}

const catalog::EnumType* enum_made_anew(const ColumnChange& change, const RuleContext& cx) {
  if (change.column == nullptr) return nullptr;
  const catalog::EnumType* to = find_enum(change.to, cx);
  if (to == nullptr || !cx.created_here(to->origin)) return nullptr;
  return find_enum(change.column->type, cx) != nullptr || takes_place(change, cx) ? to : nullptr;
}

std::string without_rewrite(const ColumnChange& change, const RuleContext& cx) {
  if (change.column != nullptr && cx.created_here(change.column->origin)) return add_with_type(change, cx);
  return only_limits_length(change) ? check_length(change, cx) : "";
}

// TimestampTimestampTzRequiresRewrite() in
// https://github.com/postgres/postgres/blob/master/src/backend/commands/tablecmds.c
bool depends_on_zone(const ColumnChange& change, const RuleContext& cx) {
  const bool may_rewrite = !cx.effect().certain && cx.effect().find(effects::WorkKind::rewrite) != nullptr;
  if (change.column == nullptr || !may_rewrite) return false;
  const auto is = [](const catalog::Type& type, std::string_view name) {
    return type.schema == "pg_catalog" && type.name == name && type.array_dimensions == 0;
  };
  const catalog::Type& from = change.column->type;
  return (is(from, "timestamp") && is(change.to, "timestamptz")) ||
         (is(from, "timestamptz") && is(change.to, "timestamp"));
}

std::string set_utc(const RuleContext& cx) {
  return cx.session().in_transaction() == Certainty::yes
             ? "if the values are meant in UTC, say so first:\n  SET LOCAL timezone = 'UTC';"
             : "if the values are meant in UTC, say so first, and reset it at the end:\n  SET timezone = "
               "'UTC';";
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
