/// What:  `ALTER TYPE ... ADD VALUE` on an enum that columns of older tables have.
/// When:  Prisma runs the files, an earlier migration has made the type and a column of it, or the history
///        doesn't know the type, and the value is new: the type doesn't have it (`IF NOT EXISTS`), nor does
///        the schema at the base. Once for each value. Off unless a project turns it on.
/// Why:   the statement harms nobody, the first row with the value does. Prisma's client refuses what it
///        doesn't know: "Value 'X' not found in enum 'Y'"
///        (<https://github.com/prisma/prisma/issues/24288>). While both releases run, each query of the old
///        one that returns such a row fails, an update or a list of all rows too.
/// Do:    two deployments: add the value to the schema, with this migration, and have nothing write it; write
///        it in the next release.
/// Allow: no instance of the old release runs when the first row gets the value, or none reads it.
/// See:   https://www.postgresql.org/docs/current/sql-altertype.html
#include <algorithm>

#include "project/facts.h"
#include "rules/origins.h"
#include "rules/rule.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "enum-value-unknown-to-old-release",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "the running release can't read rows with a new value of an enum",
};

bool has_older_column(const catalog::EnumType& type, const RuleContext& cx) {
  const auto is_older = [&](const catalog::Column& column) {
    return column.type.schema == type.schema && column.type.name == type.name &&
           !cx.created_here(column.origin);
  };
  return std::ranges::any_of(
      cx.before().users_of_type(type.schema, type.name), [&](const catalog::Relation* table) {
        return !cx.created_here(*table) && std::ranges::any_of(table->columns, is_older);
      });
}

// The release has the value, or nothing of the type.
bool is_no_news(const catalog::Type& type, std::string_view value, const RuleContext& cx) {
  if (cx.released() == nullptr) return false;
  const std::string_view schema = type.schema.empty() ? std::string_view("public") : type.schema;
  const schema::Enum* released = cx.released()->schema.find_type(schema, type.name);
  return released == nullptr || contains(released->values, value, &schema::Label::text);
}

void check(const action::AddEnumValue& add, RuleContext& cx) {
  if (cx.runner().kind != project::RunnerKind::prisma || made_here(ObjectKind::type, add.type, cx)) return;
  const catalog::Type type =
      cx.before().resolve({.schema = add.type.schema, .name = add.type.name, .modifiers = {}, .span = {}});
  const catalog::EnumType* known = cx.before().find_enum(type.schema, type.name);
  if (known == nullptr && cx.before().complete) return;
  if (known != nullptr && (contains(known->values, add.value.text) || !has_older_column(*known, cx))) return;
  if (is_no_news(type, add.value.text, cx)) return;
  const std::string name = to_text(add.type);
  cx.report(add.value.span, "the running release can't read rows with {}, which is new in {}", add.value.text,
            name)
      .object(name)
      .advise("write the value only from the next release on, once every running one knows it");
}

}  // namespace

extern const Rule enum_value_unknown_to_old_release;
constinit const Rule enum_value_unknown_to_old_release = make_rule<check>(kInfo);

}  // namespace lockstep::rules
