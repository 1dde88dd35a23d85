// What a written type means: built in, made by the history, or an extension's.

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "catalog/catalog.h"

namespace lockstep::catalog {
namespace {

constexpr std::string_view kBuiltIn = "pg_catalog";

// pg_type of Postgres 18 without arrays and what only Postgres itself uses; sorted.
constexpr std::array<std::string_view, 94> kBuiltInTypes = {"aclitem",        "anyarray",
                                                            "anycompatible",  "anycompatiblearray",
                                                            "anyelement",     "anyenum",
                                                            "anymultirange",  "anynonarray",
                                                            "anyrange",       "bit",
                                                            "bool",           "box",
                                                            "bpchar",         "bytea",
                                                            "char",           "cid",
                                                            "cidr",           "circle",
                                                            "cstring",        "date",
                                                            "datemultirange", "daterange",
                                                            "event_trigger",  "fdw_handler",
                                                            "float4",         "float8",
                                                            "gtsvector",      "inet",
                                                            "int2",           "int2vector",
                                                            "int4",           "int4multirange",
                                                            "int4range",      "int8",
                                                            "int8multirange", "int8range",
                                                            "internal",       "interval",
                                                            "json",           "jsonb",
                                                            "jsonpath",       "language_handler",
                                                            "line",           "lseg",
                                                            "macaddr",        "macaddr8",
                                                            "money",          "name",
                                                            "numeric",        "nummultirange",
                                                            "numrange",       "oid",
                                                            "oidvector",      "path",
                                                            "pg_lsn",         "pg_node_tree",
                                                            "pg_snapshot",    "point",
                                                            "polygon",        "record",
                                                            "refcursor",      "regclass",
                                                            "regcollation",   "regconfig",
                                                            "regdictionary",  "regnamespace",
                                                            "regoper",        "regoperator",
                                                            "regproc",        "regprocedure",
                                                            "regrole",        "regtype",
                                                            "text",           "tid",
                                                            "time",           "timestamp",
                                                            "timestamptz",    "timetz",
                                                            "trigger",        "tsmultirange",
                                                            "tsquery",        "tsrange",
                                                            "tstzmultirange", "tstzrange",
                                                            "tsvector",       "txid_snapshot",
                                                            "unknown",        "uuid",
                                                            "varbit",         "varchar",
                                                            "void",           "xid",
                                                            "xid8",           "xml"};
static_assert(std::ranges::is_sorted(kBuiltInTypes));

// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSerialTypes = {{
    {"bigserial", "int8"},
    {"serial", "int4"},
    {"serial2", "int2"},
    {"serial4", "int4"},
    {"serial8", "int8"},
    {"smallserial", "int2"},
}};

constexpr std::int32_t kMostFractionalDigits = 6;  // MAX_TIMESTAMP_PRECISION

bool is_built_in(std::string_view name) { return std::ranges::binary_search(kBuiltInTypes, name); }

void complete_modifiers(Type& type) {
  if (type.modifiers.empty()) return;
  if (type.name == "numeric" && type.modifiers.size() == 1) type.modifiers.push_back(0);
  if (type.name == "time" || type.name == "timetz" || type.name == "timestamp" ||
      type.name == "timestamptz") {
    type.modifiers.front() = std::min(type.modifiers.front(), kMostFractionalDigits);
  }
}

Type built_in(Type type) {
  type.schema = kBuiltIn;
  complete_modifiers(type);
  return type;
}

}  // namespace

std::string to_text(const Type& type) {
  if (!type.known) return "unknown";
  TypeName name;
  if (type.schema != "public") name.schema = type.schema;
  name.name = type.name;
  name.modifiers = type.modifiers;
  name.array_dimensions = type.array_dimensions;
  return to_text(name);
}

Type Catalog::resolve(const TypeName& name) const {
  Type result;
  result.schema = name.schema;
  result.name = name.name;
  result.modifiers = name.modifiers;
  result.array_dimensions = name.array_dimensions == 0 ? 0 : 1;
  if (name.schema == kBuiltIn) return built_in(std::move(result));
  if (!name.schema.empty()) return result;

  const auto serial = std::ranges::find(kSerialTypes, name.name, &decltype(kSerialTypes)::value_type::first);
  if (serial != kSerialTypes.end()) result.name = serial->second;
  if (is_built_in(result.name)) return built_in(std::move(result));
  for (const std::string& schema : search_path_) {
    if (has_type(schema, name.name)) {
      result.schema = schema;
      return result;
    }
  }
  return result;
}

}  // namespace lockstep::catalog
