#include "replay/operators.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "support/contains.h"

namespace lockstep::replay {
namespace {

using catalog::Type;

// Types that turn into each other where an operator asks for it.
enum class Family : std::uint8_t {
  none,  // nobody looked
  constant,
  number,
  text,
  boolean,
  uuid,
  day,    // dates and timestamps
  clock,  // times of day and intervals
  json,
  jsonb,
  point,
  bytea,
  inet,
  macaddr,
  bit,
  array,
  enumeration
};

constexpr std::pair<std::string_view, Family> kFamilies[] = {
    {"bit", Family::bit},         {"bool", Family::boolean},     {"bpchar", Family::text},
    {"bytea", Family::bytea},     {"cidr", Family::inet},        {"date", Family::day},
    {"float4", Family::number},   {"float8", Family::number},    {"inet", Family::inet},
    {"int2", Family::number},     {"int4", Family::number},      {"int8", Family::number},
    {"interval", Family::clock},  {"json", Family::json},        {"jsonb", Family::jsonb},
    {"macaddr", Family::macaddr}, {"macaddr8", Family::macaddr}, {"name", Family::text},
    {"numeric", Family::number},  {"point", Family::point},      {"text", Family::text},
    {"time", Family::clock},      {"timestamp", Family::day},    {"timestamptz", Family::day},
    {"timetz", Family::clock},    {"unknown", Family::constant}, {"uuid", Family::uuid},
    {"varbit", Family::bit},      {"varchar", Family::text},
};

Family family_of(const catalog::Catalog& catalog, const Type& type) {
  if (!type.known) return Family::none;
  if (type.array_dimensions > 0) return Family::array;
  if (catalog.find_enum(type.schema, type.name) != nullptr) return Family::enumeration;
  if (type.schema != "pg_catalog") return Family::none;
  const auto* const found =
      std::ranges::find(kFamilies, type.name, &std::pair<std::string_view, Family>::first);
  return found == std::end(kFamilies) ? Family::none : found->second;
}

bool is_one_of(Family family, std::initializer_list<Family> families) { return contains(families, family); }

bool is_arithmetic(std::string_view op) { return op == "+" || op == "-" || op == "*" || op == "/"; }

bool is_match(std::string_view op) {
  constexpr std::string_view kNames[] = {"~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*"};
  return contains(kNames, op);
}

bool is_json_access(std::string_view op) {
  constexpr std::string_view kNames[] = {"->", "->>", "#>", "#>>"};
  return contains(kNames, op);
}

bool is_jsonb_only(std::string_view op) {
  constexpr std::string_view kNames[] = {"@>", "<@", "?", "?|", "?&", "#-"};
  return contains(kNames, op);
}

bool computes(Family left, Family right) {
  const auto never = [](Family family) {
    return is_one_of(family, {Family::text, Family::boolean, Family::uuid, Family::enumeration});
  };
  const auto plain = [&](Family family) {
    return never(family) || is_one_of(family, {Family::number, Family::day, Family::clock});
  };
  return !(plain(left) && plain(right) && (never(left) || never(right)));
}

bool is_no_text(Family family) {
  return is_one_of(family, {Family::number, Family::boolean, Family::uuid, Family::day, Family::clock,
                            Family::json, Family::jsonb, Family::array, Family::enumeration});
}

// Operators and casts that a migration makes may take anything.
bool has_own_operators(const catalog::Catalog& catalog) {
  return std::ranges::any_of(catalog.named_objects, [](const auto& entry) {
    return entry.second.kind == ObjectKind::operator_ || entry.second.kind == ObjectKind::cast;
  });
}

}  // namespace

bool is_comparison(std::string_view op) {
  constexpr std::string_view kNames[] = {
      "=", "<>", "!=", "<", "<=", ">", ">=", "is distinct from", "is not distinct from"};
  return contains(kNames, op);
}

bool may_be_text(const catalog::Catalog& catalog, const Type& type) {
  return !is_no_text(family_of(catalog, type)) || has_own_operators(catalog);
}

bool has_operator(const catalog::Catalog& catalog, std::string_view op, const Type& left, const Type& right) {
  const Family a = family_of(catalog, left);
  const Family b = family_of(catalog, right);
  if (a == Family::none || b == Family::none || has_own_operators(catalog)) return true;
  if (is_comparison(op)) {
    if (a == Family::json || b == Family::json) return false;
    if (a == Family::point && b == Family::point) return op == "<>" || op == "!=";
    if (a == Family::constant || b == Family::constant) return true;
    return a == b && (a != Family::enumeration || (left.schema == right.schema && left.name == right.name));
  }
  if (is_arithmetic(op)) return computes(a, b);
  if (is_match(op)) return !is_no_text(a) && !is_no_text(b);
  if (is_json_access(op)) {
    return !is_one_of(a, {Family::text, Family::number, Family::boolean, Family::uuid, Family::day,
                          Family::clock, Family::enumeration, Family::array});
  }
  return !is_jsonb_only(op) || a != Family::json;
}

}  // namespace lockstep::replay
