/// What:  a value that the enum doesn't have: written into a column, compared with it, as its default, or
///        cast to the type.
/// When:  the history makes the enum, and its values at the statement, after all that was added, renamed or
///        left out when it was made anew, have no such one.
/// Why:   Postgres refuses the statement, even where it would change no row: `invalid input value for enum`
///        (22P02). The migration fails wherever it runs. Values are told apart by case.
/// Do:    write a value that the enum has, or add it with `ALTER TYPE ... ADD VALUE` in a migration before.
/// Allow: the value was added by hand, or by code that lockstep doesn't read.
/// See:   https://www.postgresql.org/docs/current/datatype-enum.html
#include <algorithm>
#include <string>
#include <vector>

#include "parser/placed_strings.h"
#include "rules/rule.h"
#include "rules/string_places.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/nearest.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

using catalog::EnumType;

constexpr RuleInfo kInfo{
    .id = "enum-value-missing",
    .group = "sql",
    .since = "0.1.0",
    .summary = "the enum has no such value",
    .tells_failure = true,
};

const EnumType* find_enum(const catalog::Type& type, const RuleContext& cx) {
  return type.array_dimensions > 0 ? nullptr : cx.before().find_enum(type.schema, type.name);
}

// The same in another case, else the nearest; empty where none is near.
std::string_view meant_value(const EnumType& type, std::string_view wrong) {
  const std::vector<std::string_view> values(type.values.begin(), type.values.end());
  const auto found =
      std::ranges::find_if(values, [&](std::string_view value) { return ascii::same(value, wrong); });
  return found == values.end() ? nearest(wrong, values) : *found;
}

void check_value(const EnumType* type, const StringLiteral& literal, RuleContext& cx) {
  if (type == nullptr || contains(type->values, literal.value)) return;
  const QualifiedName name{
      .schema = type->schema == "public" ? "" : type->schema, .name = type->name, .span = {}};
  const std::string_view meant = meant_value(*type, literal.value);
  cx.report(literal.span, "enum {} has no value '{}', so that the statement fails", to_text(name),
            literal.value)
      .label(meant.empty() ? "" : text::format("it has '{}'", meant))
      .object(to_text(name))
      .related(type->origin, "the enum is made here")
      .advise(text::format(
          "write a value that it has, or add this one in a migration before:\n  ALTER TYPE {} ADD "
          "VALUE {};",
          cx.sql(name), cx.text(literal.span)));
}

void check_strings(const Action&, RuleContext& cx) {
  if (cx.before().enums.empty()) return;
  const Span span = cx.statement().span;
  for (const PlacedString& string : placed_strings(cx.text(span), span.begin)) {
    if (!string.cast.empty()) {
      check_value(find_enum(type_named(string.cast, cx), cx), string.literal, cx);
    } else if (const catalog::Column* column = column_of(string, cx)) {
      check_value(find_enum(column->type, cx), string.literal, cx);
    }
  }
}

// A default that is the string alone; one with a cast is looked at above.
void check_default(const EnumType* type, const Expr& value, Span span, RuleContext& cx) {
  if (type == nullptr || value.empty() || value.root().kind != ExprKind::string) return;
  for (const StringLiteral& literal : string_literals(cx.text(span), span.begin))
    check_value(type, literal, cx);
}

void check_column(const action::ColumnDef& column, RuleContext& cx) {
  if (column.default_value)
    check_default(find_enum(cx.before().resolve(column.type), cx), *column.default_value, column.default_span,
                  cx);
}

void check_table(const action::CreateTable& table, RuleContext& cx) {
  for (const action::ColumnDef& column : table.columns) check_column(column, cx);
}

void check_added(const action::AddColumn& add, RuleContext& cx) { check_column(add.column, cx); }

void check_set(const action::SetDefault& set, RuleContext& cx) {
  const auto retypes = [&](const AlterCommand& command) {
    const auto* type = std::get_if<action::SetType>(&command.fact);
    return type != nullptr && type->column.text == set.column.text;
  };
  if (std::ranges::any_of(cx.alter_table().commands, retypes)) return;
  const catalog::Column* column = cx.find_column(cx.alter_table().relation, set.column);
  if (column != nullptr) check_default(find_enum(column->type, cx), set.expression, cx.command().span, cx);
}

}  // namespace

extern const Rule enum_value_missing;
constinit const Rule enum_value_missing =
    make_rule<check_strings, check_table, check_added, check_set>(kInfo);

}  // namespace lockstep::rules
