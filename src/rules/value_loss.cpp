#include "rules/value_loss.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

using catalog::Type;

// https://www.postgresql.org/docs/current/datatype-numeric.html
struct Integer {
  std::string_view type;
  int digits;  // of the largest value
  std::string_view least;
  std::string_view most;
};
constexpr std::array<Integer, 3> kIntegers = {{
    {.type = "int2", .digits = 5, .least = "-32768", .most = "32767"},
    {.type = "int4", .digits = 10, .least = "-2147483648", .most = "2147483647"},
    {.type = "int8", .digits = 19, .least = "-9223372036854775808", .most = "9223372036854775807"},
}};

constexpr int kInputIsValid = 16;  // https://www.postgresql.org/docs/16/functions-info.html

const Integer* integer(const Type& type) {
  const auto found = std::ranges::find(kIntegers, type.name, &Integer::type);
  return found == kIntegers.end() ? nullptr : &*found;
}

// Decimal digits that a floating point number keeps.
std::optional<int> float_digits(const Type& type) {
  if (type.name == "float4") return 6;
  if (type.name == "float8") return 15;
  return std::nullopt;
}

bool is_text(const Type& type) {
  return type.name == "text" || type.name == "varchar" || type.name == "bpchar" || type.name == "citext";
}

bool is_timestamp(const Type& type) { return type.name == "timestamp" || type.name == "timestamptz"; }

bool is_time(const Type& type) { return type.name == "time" || type.name == "timetz"; }

std::string plural(std::int32_t count, std::string_view noun) {
  return text::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string beyond(const Integer& to, const std::string& column) {
  return text::format("{} NOT BETWEEN {} AND {}", column, to.least, to.most);
}

// A change of type without domains and arrays around the two.
struct ValueChange {
  const Type& from;
  const Type& to;
  std::string value;  // as SQL
  bool cast = false;  // USING says so
};

ValueLoss shorter_text(const ValueChange& change) {
  const std::vector<std::int32_t>& from = change.from.modifiers;
  const std::vector<std::int32_t>& to = change.to.modifiers;
  if (to.empty() || (!from.empty() && from.front() <= to.front())) return {};
  const char* does = change.cast ? "cuts values that are" : "fails where a value is";
  return {.what = text::format("{} longer than {}", does, plural(to.front(), "character")),
          .where = text::format("char_length({}) > {}", change.value, to.front())};
}

// Text that is read as something else, or an enum as another one.
ValueLoss read_as(const ValueChange& change, const RuleContext& cx) {
  const std::string to = catalog::to_text(change.to);
  if (!change.cast) return {.what = "fails: it takes a USING", .where = {}};
  if (change.to.schema == "pg_catalog" && cx.postgres() >= kInputIsValid)
    return {.what = "fails where a value can't be read as one",
            .where = text::format("NOT pg_input_is_valid({}::text, '{}')", change.value, to)};
  if (cx.before().find_enum(change.to.schema, change.to.name) == nullptr)
    return {.what = "fails where a value can't be read as one", .where = {}};
  return {
      .what = "fails where a value is none of the type's",
      .where = text::format("{}::text NOT IN (SELECT unnest(enum_range(NULL::{}))::text)", change.value, to)};
}

// To an integer: what is behind the point, and what is too large.
ValueLoss to_integer(const Type& from, const Integer& to, const std::string& column) {
  if (const Integer* old = integer(from)) {
    if (old->digits <= to.digits) return {};
    return {.what = "fails where a value is too large for it", .where = beyond(to, column)};
  }
  const bool whole = from.modifiers.size() == 2 && from.modifiers[1] <= 0;
  if (whole && from.modifiers[0] - from.modifiers[1] < to.digits) return {};
  if (whole) return {.what = "fails where a value is too large for it", .where = beyond(to, column)};
  return {.what = "rounds values, and fails where one is too large",
          .where = text::format("{0} <> round({0}) OR {1}", column, beyond(to, column))};
}

// Digits before the point of a number, and behind it; none where there is no limit.
std::optional<int> digits_before(const Type& type) {
  if (const Integer* number = integer(type)) return number->digits;
  if (type.modifiers.size() != 2) return std::nullopt;
  return type.modifiers[0] - type.modifiers[1];
}
std::optional<int> digits_behind(const Type& type) {
  if (integer(type) != nullptr) return 0;
  return type.modifiers.size() == 2 ? std::optional<int>(type.modifiers[1]) : std::nullopt;
}

ValueLoss to_numeric(const Type& from, const Type& to, const std::string& column) {
  if (to.modifiers.empty()) return {};
  const int before = to.modifiers[0] - to.modifiers[1];
  const int behind = to.modifiers[1];
  const bool rounds = digits_behind(from).value_or(behind + 1) > behind;
  const bool fails = digits_before(from).value_or(before + 1) > before;
  const std::string decimals = "rounds values to " + plural(behind, "decimal");
  const std::string exact = float_digits(from) ? column + "::numeric" : column;
  const std::string rounded = text::format("{0} <> round({0}, {1})", exact, behind);
  const std::string large = text::format("abs({}) >= 1e{}", exact, before);
  if (rounds && fails)
    return {.what = decimals + ", and fails where one is too large", .where = rounded + " OR " + large};
  if (rounds) return {.what = decimals, .where = rounded};
  if (fails) return {.what = "fails where a value is too large for it", .where = large};
  return {};
}

ValueLoss to_float(const Type& from, int digits) {
  const std::optional<int> before = digits_before(from);
  const int has = float_digits(from).value_or(before ? *before + std::max(0, digits_behind(from).value_or(0))
                                                     : digits + 1);
  if (has <= digits) return {};
  return {.what = text::format("rounds values to {} digits", digits), .where = {}};
}

ValueLoss number_loss(const Type& from, const Type& to, const std::string& column) {
  if (const Integer* whole = integer(to)) return to_integer(from, *whole, column);
  if (const std::optional<int> digits = float_digits(to)) return to_float(from, *digits);
  return to.name == "numeric" ? to_numeric(from, to, column) : ValueLoss{};
}

// Without a limit they keep microseconds, as with (6).
ValueLoss time_loss(const Type& from, const Type& to, const std::string& column) {
  if (is_timestamp(from) && to.name == "date")
    return {.what = "loses the time of day", .where = text::format("{0} <> date_trunc('day', {0})", column)};
  if (is_timestamp(from) && is_time(to)) return {.what = "loses the date", .where = column + " IS NOT NULL"};
  const bool same = (is_timestamp(from) && is_timestamp(to)) || (is_time(from) && is_time(to));
  constexpr std::int32_t kMost = 6;
  const std::int32_t had = from.modifiers.empty() ? kMost : from.modifiers.front();
  const std::int32_t has = to.modifiers.empty() ? kMost : to.modifiers.front();
  if (!same || has >= had) return {};
  return {.what = "rounds values to " + plural(has, "digit") + " of a second", .where = {}, .slight = true};
}

bool is_number(const Type& type) {
  return integer(type) != nullptr || float_digits(type) || type.name == "numeric";
}

bool is_read_from_text(const Type& type, const RuleContext& cx) {
  constexpr std::string_view kNames[] = {"bool", "uuid", "json", "jsonb", "date", "inet", "interval"};
  return is_number(type) || is_timestamp(type) || is_time(type) ||
         std::ranges::find(kNames, type.name) != std::ranges::end(kNames) ||
         cx.before().find_enum(type.schema, type.name) != nullptr;
}

ValueLoss loss_of(const ValueChange& change, const RuleContext& cx) {
  const Type& from = change.from;
  const Type& to = change.to;
  if (is_text(from) && is_text(to)) return shorter_text(change);
  if (is_text(from)) return is_read_from_text(to, cx) ? read_as(change, cx) : ValueLoss{};
  if (is_number(from)) return number_loss(from, to, change.value);
  if (is_timestamp(from) || is_time(from)) return time_loss(from, to, change.value);
  const catalog::EnumType* values = cx.before().find_enum(from.schema, from.name);
  const catalog::EnumType* others = cx.before().find_enum(to.schema, to.name);
  if (values == nullptr || others == nullptr || lacking(*values, *others).empty()) return {};
  return read_as(change, cx);
}

// The type below domains, which may be of arrays, as there are arrays of domains.
Type below_domains(Type type, const RuleContext& cx) {
  while (const catalog::DomainType* domain = cx.before().find_domain(type.schema, type.name)) {
    const std::uint16_t around = type.array_dimensions;
    type = domain->base;
    type.array_dimensions += around;
  }
  return type;
}

}  // namespace

ValueLoss value_loss(const ColumnChange& change, const RuleContext& cx) {
  Type from = below_domains(change.column->type, cx);
  Type to = below_domains(change.to, cx);
  if (from.array_dimensions != to.array_dimensions || from.array_dimensions > 1) return {};
  const bool is_array = from.array_dimensions == 1;
  from.array_dimensions = 0;
  to.array_dimensions = 0;
  const std::string column = cx.sql(change.set.column);
  ValueLoss loss = loss_of({.from = from,
                            .to = to,
                            .value = is_array ? "value" : column,
                            .cast = change.set.using_expression.has_value()},
                           cx);
  if (is_array && !loss.where.empty())
    loss.where = text::format("EXISTS (SELECT FROM unnest({}) AS value WHERE {})", column, loss.where);
  return loss;
}

}  // namespace lockstep::rules
