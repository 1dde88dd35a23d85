#include "parser/type_name.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "parser/raw.h"

extern "C" {
#include "common/keywords.h"
}

namespace lockstep {
namespace {

// What people write for a name of Postgres' own; for a name that is a keyword, too, so that it stays
// without quotes. "char" is left out: the type of one byte needs its quotes.
constexpr auto kBuiltin = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"bit", "bit"},
    {"bool", "boolean"},
    {"bpchar", "char"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"interval", "interval"},
    {"json", "json"},
    {"numeric", "numeric"},
    {"time", "time"},
    {"timestamp", "timestamp"},
    {"varbit", "bit varying"},
    {"varchar", "varchar"},
});

// The first modifier of an interval says which fields it keeps: INTERVAL_MASK in utils/timestamp.h
// over the field numbers of utils/datetime.h.
constexpr std::uint32_t kMonth = 1U << 1U;
constexpr std::uint32_t kYear = 1U << 2U;
constexpr std::uint32_t kDay = 1U << 3U;
constexpr std::uint32_t kHour = 1U << 10U;
constexpr std::uint32_t kMinute = 1U << 11U;
constexpr std::uint32_t kSecond = 1U << 12U;

constexpr auto kIntervalFields = std::to_array<std::pair<std::uint32_t, std::string_view>>({
    {kYear, " year"},
    {kMonth, " month"},
    {kDay, " day"},
    {kHour, " hour"},
    {kMinute, " minute"},
    {kSecond, " second"},
    {kYear | kMonth, " year to month"},
    {kDay | kHour, " day to hour"},
    {kDay | kHour | kMinute, " day to minute"},
    {kDay | kHour | kMinute | kSecond, " day to second"},
    {kHour | kMinute, " hour to minute"},
    {kHour | kMinute | kSecond, " hour to second"},
    {kMinute | kSecond, " minute to second"},
});

std::string modifier_list(std::span<const std::int32_t> modifiers) {
  std::string text;
  for (const std::int32_t modifier : modifiers) {
    text += text.empty() ? "(" : ",";
    text += std::to_string(modifier);
  }
  return text.empty() ? text : text + ")";
}

std::string modifiers_text(const TypeName& type) {
  if (type.name != "interval" || type.modifiers.empty()) return modifier_list(type.modifiers);
  const auto fields = std::ranges::find(kIntervalFields, static_cast<std::uint32_t>(type.modifiers.front()),
                                        [](const auto& entry) { return entry.first; });
  const std::string precision = modifier_list(std::span(type.modifiers).subspan(1));
  return fields == kIntervalFields.end() ? precision : std::string(fields->second) + precision;
}

std::string base_name(const TypeName& type) {
  const bool builtin = type.schema == "pg_catalog";
  if (builtin || type.schema.empty()) {
    if (type.name == "bpchar" && type.modifiers.empty()) return type.name;
    const auto found = std::ranges::find(kBuiltin, std::string_view(type.name),
                                         [](const auto& entry) { return entry.first; });
    if (found != kBuiltin.end()) return std::string(found->second);
  }
  if (type.name.ends_with("%TYPE")) return type.name;
  if (builtin || type.schema.empty()) return quote_identifier(type.name);
  return quote_identifier(type.schema) + "." + quote_identifier(type.name);
}

bool is_plain(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto letter_or_digit = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && letter(name.front()) && std::ranges::all_of(name, letter_or_digit);
}

}  // namespace

std::string to_text(const TypeName& type) {
  std::string text = type.set_of ? "setof " : "";
  text += base_name(type);
  text += modifiers_text(type);
  for (int i = 0; i < type.array_dimensions; ++i) text += "[]";
  return text;
}

std::string quote_string(std::string_view value) {
  std::string text(value);
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2) text.insert(at, 1, '\'');
  return '\'' + text + '\'';
}

// The same choice as Postgres' own quote_identifier: every keyword that isn't wholly unreserved gets
// quotes, although some could stand without them in some places.
std::string quote_identifier(std::string_view name) {
  std::string text(name);
  if (is_plain(name)) {
    const int keyword = ScanKeywordLookup(text.c_str(), &ScanKeywords);
    if (keyword < 0 || ScanKeywordCategories[keyword] == UNRESERVED_KEYWORD) return text;
  }
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
  return '"' + text + '"';
}

}  // namespace lockstep
