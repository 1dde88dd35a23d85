/// What:  a value that `ALTER TYPE ... ADD VALUE` has added is used in the same transaction: in an
///        `INSERT`, an `UPDATE`, a condition, a default, a `CHECK`, an index or a view.
/// When:  the statement shares the transaction of the `ALTER TYPE`, and the value stands where a column of
///        the enum is written or compared, not where it is text: `status::text = 'x'`. Prisma up to 7.3
///        runs a file of several statements as one transaction; later ones do so behind a `BEGIN`, and
///        where they can't split the file. From Postgres 17 on a value may be used at once if the enum was
///        made in the same transaction, too.
/// Why:   Postgres refuses it with `unsafe use of new value` (55P04), since rows could keep the value when
///        the transaction is rolled back. The migration fails wherever it runs, and `migrate deploy` stops
///        there.
/// Do:    add the value in a migration of its own, and use it in the next one.
/// Allow: never; it fails.
/// See:   https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES
#include <algorithm>
#include <ranges>
#include <span>
#include <string>
#include <vector>

#include "parser/placed_strings.h"
#include "rules/enum_parts.h"
#include "rules/rule.h"
#include "rules/string_places.h"
#include "rules/transactions.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

using catalog::Type;
using Statements = std::span<const Statement>;

constexpr std::string_view kAliases[] = {"migrationpilot:MP054"};
constexpr RuleInfo kInfo{
    .id = "enum-value-used-too-early",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a new enum value is used before the transaction that adds it is committed",
    .aliases = kAliases,
    .tells_failure = true,
};

// https://www.postgresql.org/docs/17/release-17.html
constexpr int kAtOnceInNewEnum = 17;

bool is_usable_at_once(const Type& type, Statements earlier, const RuleContext& cx) {
  const catalog::EnumType* found = cx.before().find_enum(type.schema, type.name);
  return cx.postgres() >= kAtOnceInNewEnum && found != nullptr && cx.created_here(found->origin) &&
         std::ranges::any_of(earlier, [&](const Statement& statement) {
           return statement.span.begin == found->origin.statement.begin;
         });
}

// The string is of another type, as the statement says: note = 'x', status::text = 'x', 'x'::text.
bool is_other(const PlacedString& string, const Type& type, const RuleContext& cx) {
  const auto differs = [&](const Type& other) {
    return other.schema != type.schema || other.name != type.name;
  };
  const std::string_view cast = string.cast.empty() ? string.compared_as : string.cast;
  if (!cast.empty()) return differs(type_named(cast, cx));
  const catalog::Column* column = column_of(string, cx);
  return column != nullptr && differs(column->type);
}

void report(const StringLiteral& use, const Statement& adding, bool certain, RuleContext& cx) {
  const auto& add = std::get<action::AddEnumValue>(adding.action);
  certain = certain && cx.session().in_transaction() == Certainty::yes && !add.if_not_exists;
  const bool own_block = cx.session().in_transaction_without_begin() == Certainty::no;
  FindingBuilder finding = cx.report(use.span, "using '{}' {} in the transaction that adds it to {}",
                                     use.value, certain ? "fails" : "may fail", to_text(add.type));
  finding.label(cx.session().why_in_transaction())
      .object(to_text(add.type))
      .related(adding.span, "adds the value, which can be used once it is committed")
      .advise(own_block
                  ? "commit the ALTER TYPE first: move it in front of BEGIN"
                  : text::format("move the ALTER TYPE {} ADD VALUE to a migration of its own before this one",
                                 cx.sql(add.type)));
  if (!certain) finding.severity(Severity::warning);
}

void check(const Action& action, RuleContext& cx) {
  if (std::holds_alternative<action::AddEnumValue>(action) || !cx.precedes<action::AddEnumValue>()) return;
  const Statements earlier = earlier_in_transaction(Certainty::depends, cx);
  for (const Statement& adding : earlier | std::views::reverse) {
    const auto* add = std::get_if<action::AddEnumValue>(&adding.action);
    if (add == nullptr) continue;
    const Type type = cx.before().resolve(
        {.schema = add->type.schema, .name = add->type.name, .modifiers = {}, .span = {}});
    if (is_usable_at_once(type, earlier, cx)) continue;
    for (const EnumPart& part : parts_about(type, cx)) {
      const std::vector<PlacedString> strings = placed_strings(cx.text(part.span), part.span.begin);
      const auto use = std::ranges::find_if(strings, [&](const PlacedString& string) {
        return string.literal.value == add->value.text && !is_other(string, type, cx);
      });
      if (use == strings.end()) continue;
      report(use->literal, adding, part.certain, cx);
      break;
    }
  }
}

}  // namespace

extern const Rule enum_value_used_too_early;
constinit const Rule enum_value_used_too_early = make_rule<check>(kInfo);

}  // namespace lockstep::rules
