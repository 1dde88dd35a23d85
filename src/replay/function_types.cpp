#include "replay/function_types.h"

#include <algorithm>
#include <array>
#include <utility>

#include "replay/expression_types.h"

namespace lockstep::replay {
namespace {

using catalog::Type;

// pg_proc of Postgres 18, functions that give the same type for whatever they are given; sorted.
constexpr auto kFixed = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"age", "interval"},
    {"array_length", "int4"},
    {"array_lower", "int4"},
    {"array_position", "int4"},
    {"array_to_json", "json"},
    {"array_to_string", "text"},
    {"array_upper", "int4"},
    {"ascii", "int4"},
    {"bit_length", "int4"},
    {"bool_and", "bool"},
    {"bool_or", "bool"},
    {"cardinality", "int4"},
    {"char_length", "int4"},
    {"character_length", "int4"},
    {"chr", "text"},
    {"clock_timestamp", "timestamptz"},
    {"concat", "text"},
    {"concat_ws", "text"},
    {"count", "int8"},
    {"cume_dist", "float8"},
    {"current_setting", "text"},
    {"currval", "int8"},
    {"date", "date"},
    {"date_part", "float8"},
    {"dense_rank", "int8"},
    {"encode", "text"},
    {"every", "bool"},
    {"extract", "numeric"},
    {"format", "text"},
    {"gen_random_uuid", "uuid"},
    {"grouping", "int4"},
    {"initcap", "text"},
    {"json_agg", "json"},
    {"json_array_length", "int4"},
    {"json_build_array", "json"},
    {"json_build_object", "json"},
    {"json_object_agg", "json"},
    {"jsonb_agg", "jsonb"},
    {"jsonb_array_length", "int4"},
    {"jsonb_build_array", "jsonb"},
    {"jsonb_build_object", "jsonb"},
    {"jsonb_extract_path", "jsonb"},
    {"jsonb_extract_path_text", "text"},
    {"jsonb_object_agg", "jsonb"},
    {"jsonb_set", "jsonb"},
    {"jsonb_strip_nulls", "jsonb"},
    {"jsonb_typeof", "text"},
    {"left", "text"},
    {"length", "int4"},
    {"make_date", "date"},
    {"make_interval", "interval"},
    {"md5", "text"},
    {"nextval", "int8"},
    {"now", "timestamptz"},
    {"ntile", "int4"},
    {"octet_length", "int4"},
    {"overlay", "text"},
    {"percent_rank", "float8"},
    {"pg_size_pretty", "text"},
    {"plainto_tsquery", "tsquery"},
    {"position", "int4"},
    {"quote_ident", "text"},
    {"quote_literal", "text"},
    {"random", "float8"},
    {"rank", "int8"},
    {"regexp_replace", "text"},
    {"repeat", "text"},
    {"replace", "text"},
    {"right", "text"},
    {"row_number", "int8"},
    {"row_to_json", "json"},
    {"split_part", "text"},
    {"statement_timestamp", "timestamptz"},
    {"strpos", "int4"},
    {"to_char", "text"},
    {"to_date", "date"},
    {"to_json", "json"},
    {"to_jsonb", "jsonb"},
    {"to_timestamp", "timestamptz"},
    {"to_tsquery", "tsquery"},
    {"to_tsvector", "tsvector"},
    {"transaction_timestamp", "timestamptz"},
    {"translate", "text"},
    {"ts_rank", "float4"},
    {"websearch_to_tsquery", "tsquery"},
});
static_assert(std::ranges::is_sorted(kFixed));

enum class Rule : std::uint8_t {
  common,     // of all arguments
  first,      // the first argument's
  extreme,    // the first argument's, text for varchar
  sum,
  average,
  text,       // text, but for bytea
  truncated,  // date_trunc
  zone,       // AT TIME ZONE
  rounded,    // numeric for numeric, else float8
  array,      // of the first argument
  element     // of the first argument
};

// Functions whose result follows from their arguments; sorted.
constexpr auto kRules = std::to_array<std::pair<std::string_view, Rule>>({
    {"abs", Rule::first},
    {"array_agg", Rule::array},
    {"array_append", Rule::first},
    {"array_remove", Rule::first},
    {"avg", Rule::average},
    {"btrim", Rule::text},
    {"ceil", Rule::rounded},
    {"ceiling", Rule::rounded},
    {"coalesce", Rule::common},
    {"date_trunc", Rule::truncated},
    {"first_value", Rule::first},
    {"floor", Rule::rounded},
    {"generate_series", Rule::first},
    {"greatest", Rule::common},
    {"lag", Rule::first},
    {"last_value", Rule::first},
    {"lead", Rule::first},
    {"least", Rule::common},
    {"lower", Rule::text},
    {"lpad", Rule::text},
    {"ltrim", Rule::text},
    {"max", Rule::extreme},
    {"min", Rule::extreme},
    {"mod", Rule::common},
    {"nullif", Rule::first},
    {"power", Rule::rounded},
    {"reverse", Rule::text},
    {"round", Rule::rounded},
    {"rpad", Rule::text},
    {"rtrim", Rule::text},
    {"string_agg", Rule::text},
    {"substr", Rule::text},
    {"substring", Rule::text},
    {"sum", Rule::sum},
    {"timezone", Rule::zone},
    {"trunc", Rule::rounded},
    {"unnest", Rule::element},
    {"upper", Rule::text},
});
static_assert(std::ranges::is_sorted(kRules, {}, &decltype(kRules)::value_type::first));

bool is_one_of(const Type& type, std::initializer_list<std::string_view> names) {
  return type.schema == "pg_catalog" && type.array_dimensions == 0 &&
         std::ranges::find(names, type.name) != names.end();
}

Type without_modifiers(Type type) {
  type.modifiers.clear();
  return type;
}

std::optional<Type> sum_of(const Type& type) {
  if (is_one_of(type, {"int2", "int4"})) return built_in_type("int8");
  if (is_one_of(type, {"int8", "numeric"})) return built_in_type("numeric");
  if (is_one_of(type, {"float4", "float8", "interval", "money"})) return without_modifiers(type);
  return std::nullopt;
}

std::optional<Type> average_of(const Type& type) {
  if (is_one_of(type, {"int2", "int4", "int8", "numeric"})) return built_in_type("numeric");
  if (is_one_of(type, {"float4", "float8"})) return built_in_type("float8");
  if (is_one_of(type, {"interval"})) return built_in_type("interval");
  return std::nullopt;
}

std::optional<Type> extreme_of(const Type& type) {
  if (is_one_of(type, {"varchar", "unknown"})) return built_in_type("text");
  if (!type.known) return std::nullopt;
  return without_modifiers(type);
}

// A date is taken as a timestamptz, the preferred type of its category.
std::optional<Type> truncated(const Type& type) {
  if (is_one_of(type, {"date", "timestamptz"})) return built_in_type("timestamptz");
  if (is_one_of(type, {"timestamp", "interval"})) return built_in_type(type.name);
  return std::nullopt;
}

std::optional<Type> in_zone(const Type& type) {
  if (is_one_of(type, {"timestamptz"})) return built_in_type("timestamp");
  if (is_one_of(type, {"timestamp", "date"})) {
    return built_in_type(type.name == "date" ? "timestamp" : "timestamptz");
  }
  if (is_one_of(type, {"time", "timetz"})) return built_in_type("timetz");
  return std::nullopt;
}

// round(value, digits) is one of numeric alone; power(a, b) is not, but gives it only for numerics.
std::optional<Type> rounded(std::span<const Type> arguments) {
  const Type& type = arguments.front();
  if (is_one_of(type, {"numeric"})) return built_in_type("numeric");
  if (is_one_of(type, {"int2", "int4", "int8", "float4", "float8"})) return built_in_type("float8");
  return std::nullopt;
}

std::optional<Type> by_rule(Rule rule, std::span<const Type> arguments) {
  const Type& first = arguments.front();
  switch (rule) {
    case Rule::common: return common_type(arguments);
    case Rule::first:
      return is_one_of(first, {"unknown"}) ? std::nullopt : std::optional(without_modifiers(first));
    case Rule::extreme: return extreme_of(first);
    case Rule::sum: return sum_of(first);
    case Rule::average: return average_of(first);
    case Rule::text:
      if (!first.known || is_one_of(first, {"bytea", "bit", "varbit"})) return std::nullopt;
      return first.schema == "pg_catalog" ? std::optional(built_in_type("text")) : std::nullopt;
    case Rule::truncated: return arguments.size() < 2 ? std::nullopt : truncated(arguments[1]);
    case Rule::zone: return arguments.size() < 2 ? std::nullopt : in_zone(arguments[1]);
    case Rule::rounded: return rounded(arguments);
    case Rule::element: {
      if (!first.known || first.array_dimensions == 0) return std::nullopt;
      Type element = without_modifiers(first);
      element.array_dimensions = 0;
      return element;
    }
    case Rule::array:
      if (!first.known || first.array_dimensions > 0 || is_one_of(first, {"unknown"})) return std::nullopt;
      Type array = without_modifiers(first);
      array.array_dimensions = 1;
      return array;
  }
  return std::nullopt;
}

template <class Table>
auto find_in(const Table& table, std::string_view name) {
  const auto at = std::ranges::lower_bound(table, name, {}, &Table::value_type::first);
  return at == table.end() || at->first != name ? table.end() : at;
}

}  // namespace

Type built_in_type(std::string_view name, std::uint16_t array_dimensions) {
  return {.schema = "pg_catalog",
          .name = std::string(name),
          .modifiers = {},
          .array_dimensions = array_dimensions};
}

Type unknown_type() {
  return {.schema = {}, .name = {}, .modifiers = {}, .array_dimensions = 0, .known = false};
}

std::optional<Type> built_in_result(std::string_view function, std::span<const Type> arguments) {
  if (const auto at = find_in(kFixed, function); at != kFixed.end()) return built_in_type(at->second);
  if (function == "string_to_array") return built_in_type("text", 1);
  const auto at = find_in(kRules, function);
  if (at == kRules.end() || arguments.empty()) return std::nullopt;
  return by_rule(at->second, arguments);
}

}  // namespace lockstep::replay
