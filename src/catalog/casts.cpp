#include "catalog/casts.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "support/contains.h"

namespace lockstep::catalog {
namespace {

// pg_cast of Postgres 18, by source: the targets that an expression reaches by itself and those that an
// assignment reaches, too. Types that only number objects are left out.
struct Source {
  std::string_view type;
  std::string_view implicit;
  std::string_view assignment;
};
constexpr std::array<Source, 41> kSources = {{
    {"bit", "varbit", ""},
    {"bool", "", "bpchar text varchar"},
    {"box", "", "polygon"},
    {"bpchar", "name text varchar", "char"},
    {"bytea", "", ""},
    {"char", "text", "bpchar varchar"},
    {"cidr", "inet", "bpchar text varchar"},
    {"circle", "", ""},
    {"date", "timestamp timestamptz", ""},
    {"daterange", "", ""},
    {"float4", "float8", "int2 int4 int8 numeric"},
    {"float8", "", "float4 int2 int4 int8 numeric"},
    {"inet", "", "bpchar cidr text varchar"},
    {"int2", "float4 float8 int4 int8 numeric", ""},
    {"int4", "float4 float8 int8 numeric", "int2 money"},
    {"int4range", "", ""},
    {"int8", "float4 float8 numeric", "int2 int4 money"},
    {"int8range", "", ""},
    {"interval", "", "time"},
    {"json", "", "jsonb"},
    {"jsonb", "", "json"},
    {"lseg", "", ""},
    {"macaddr", "macaddr8", ""},
    {"macaddr8", "macaddr", ""},
    {"money", "", "numeric"},
    {"name", "text", "bpchar varchar"},
    {"numeric", "float4 float8", "int2 int4 int8 money"},
    {"numrange", "", ""},
    {"path", "", "polygon"},
    {"point", "", "box"},
    {"polygon", "", "path"},
    {"text", "bpchar name varchar", "char"},
    {"time", "interval timetz", ""},
    {"timestamp", "timestamptz", "date time"},
    {"timestamptz", "", "date time timestamp timetz"},
    {"timetz", "", "time"},
    {"tsrange", "", ""},
    {"tstzrange", "", ""},
    {"varbit", "bit", ""},
    {"varchar", "bpchar name text", "char"},
    {"xml", "", "bpchar text varchar"},
}};
static_assert(std::ranges::is_sorted(kSources, {}, &Source::type));

// The targets that only CAST reaches.
constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kExplicit = {{
    {"bit", "int4 int8"},
    {"bool", "int4"},
    {"box", "circle lseg point"},
    {"bytea", "int2 int4 int8"},
    {"circle", "box point polygon"},
    {"daterange", "datemultirange"},
    {"int2", "bytea"},
    {"int4", "bit bool bytea char"},
    {"int4range", "int4multirange"},
    {"int8", "bit bytea"},
    {"int8range", "int8multirange"},
    {"jsonb", "bool float4 float8 int2 int4 int8 numeric"},
    {"lseg", "point"},
    {"numrange", "nummultirange"},
    {"path", "point"},
    {"point", "circle"},
    {"polygon", "box circle point"},
    {"tsrange", "tsmultirange"},
    {"tstzrange", "tstzmultirange"},
}};

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// Numbers of objects, and what only Postgres itself has.
bool is_untold(std::string_view name) {
  return name.starts_with("reg") || name.starts_with("oid") || name.starts_with("xid") ||
         name.starts_with("pg_") || name.starts_with("any") || name == "unknown" || name == "cstring" ||
         name == "record" || name == "internal" || name == "void";
}

// typcategory S: what every value can be written as.
bool is_string(const Type& type) {
  constexpr std::string_view kNames[] = {"bpchar", "name", "text", "varchar"};
  return type.schema == "pg_catalog" && type.array_dimensions == 0 && contains(kNames, type.name);
}

bool is_enum(const Catalog& catalog, const Type& type) {
  return catalog.find_enum(type.schema, type.name) != nullptr;
}

// Whether all of its casts are known here.
bool is_told(const Catalog& catalog, const Type& type) {
  if (!type.known) return false;
  if (type.schema == "pg_catalog") return !is_untold(type.name);
  return is_enum(catalog, type);
}

Cast built_in_cast(std::string_view from, std::string_view to) {
  const auto source = std::ranges::lower_bound(kSources, from, {}, &Source::type);
  if (source == kSources.end() || source->type != from) return Cast::none;
  if (has_word(source->implicit, to)) return Cast::implicit;
  return has_word(source->assignment, to) ? Cast::assignment : Cast::none;
}

bool can_cast_element(const Catalog& catalog, const Type& from, const Type& to) {
  if (is_string(from) || from.name == "char" || cast_between(catalog, from, to) != Cast::none) return true;
  const bool built_in = from.schema == "pg_catalog" && to.schema == "pg_catalog";
  const auto* const found = std::ranges::find(kExplicit, from.name, &decltype(kExplicit)::value_type::first);
  return built_in && found != kExplicit.end() && has_word(found->second, to.name);
}

}  // namespace

Type without_domain(const Catalog& catalog, Type type) {
  while (type.array_dimensions == 0) {
    const DomainType* domain = catalog.find_domain(type.schema, type.name);
    if (domain == nullptr) break;
    type = domain->base;
  }
  return type;
}

Cast cast_between(const Catalog& catalog, const Type& from_type, const Type& to_type) {
  const auto is_cast = [](const auto& entry) { return entry.second.kind == ObjectKind::cast; };
  if (std::ranges::any_of(catalog.named_objects, is_cast)) return Cast::unknown;
  Type from = without_domain(catalog, from_type);
  Type to = without_domain(catalog, to_type);
  if (!is_told(catalog, from) || !is_told(catalog, to)) return Cast::unknown;
  if (from.array_dimensions > 0 && to.array_dimensions > 0) {
    from.array_dimensions = to.array_dimensions = 0;  // element by element
    from = without_domain(catalog, from);
    to = without_domain(catalog, to);
    if (!is_told(catalog, from) || !is_told(catalog, to)) return Cast::unknown;
  }
  if (from.array_dimensions == to.array_dimensions) {
    if (from.schema == to.schema && from.name == to.name) return Cast::implicit;
    if (from.schema == "pg_catalog" && to.schema == "pg_catalog") {
      const Cast found = built_in_cast(from.name, to.name);
      if (found != Cast::none) return found;
    }
  }
  return is_string(to) ? Cast::assignment : Cast::none;
}

bool can_cast(const Catalog& catalog, const Type& from_type, const Type& to_type) {
  if (cast_between(catalog, from_type, to_type) != Cast::none) return true;
  Type from = without_domain(catalog, from_type);
  Type to = without_domain(catalog, to_type);
  if (is_string(from)) return true;
  if (from.array_dimensions > 0 && to.array_dimensions > 0) {
    from.array_dimensions = to.array_dimensions = 0;
    return can_cast_element(catalog, without_domain(catalog, from), without_domain(catalog, to));
  }
  return from.array_dimensions == to.array_dimensions && can_cast_element(catalog, from, to);
}

}  // namespace lockstep::catalog
