#include "schema/types.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/sql_text.h"

namespace lockstep::schema {
namespace {

using Names = std::pair<std::string_view, std::string_view>;  // Prisma's, Postgres'

constexpr auto kScalars = std::to_array<Names>({
    {"BigInt", "int8"},
    {"Boolean", "bool"},
    {"Bytes", "bytea"},
    {"DateTime", "timestamp"},
    {"Decimal", "numeric"},
    {"Float", "float8"},
    {"Int", "int4"},
    {"Json", "jsonb"},
    {"String", "text"},
});

constexpr auto kNativeTypes = std::to_array<Names>({
    {"BigInt", "int8"},
    {"Bit", "bit"},
    {"Boolean", "bool"},
    {"ByteA", "bytea"},
    {"Char", "bpchar"},
    {"Citext", "citext"},
    {"Date", "date"},
    {"Decimal", "numeric"},
    {"DoublePrecision", "float8"},
    {"Inet", "inet"},
    {"Integer", "int4"},
    {"Json", "json"},
    {"JsonB", "jsonb"},
    {"Money", "money"},
    {"Oid", "oid"},
    {"Real", "float4"},
    {"SmallInt", "int2"},
    {"Text", "text"},
    {"Time", "time"},
    {"Timestamp", "timestamp"},
    {"Timestamptz", "timestamptz"},
    {"Timetz", "timetz"},
    {"Uuid", "uuid"},
    {"VarBit", "varbit"},
    {"VarChar", "varchar"},
    {"Xml", "xml"},
});

const Names* find(std::span<const Names> table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Names::first);
  return found == table.end() ? nullptr : &*found;
}

TypeName built_in(std::string_view name, std::vector<std::int32_t> modifiers = {}) {
  // An extension's type stands where the extension was put.
  return {.schema = name == "citext" ? "" : "pg_catalog",
          .name = std::string(name),
          .modifiers = std::move(modifiers),
          .span = {}};
}

// What Postgres takes where nothing is written.
// https://www.postgresql.org/docs/current/datatype-character.html
void complete_modifiers(TypeName& type) {
  if ((type.name == "bit" || type.name == "bpchar") && type.modifiers.empty()) type.modifiers = {1};
  if (type.name == "numeric" && type.modifiers.size() == 1) type.modifiers.push_back(0);
}

std::int32_t number(std::string_view text) {
  std::int32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TypeName scalar_type(const Column& column) {
  if (column.native_type) {
    if (const Names* const native = find(kNativeTypes, column.native_type->name)) {
      std::vector<std::int32_t> modifiers;
      for (const std::string& argument : column.native_type->arguments) modifiers.push_back(number(argument));
      return built_in(native->second, std::move(modifiers));
    }
  }
  const Names* const scalar = find(kScalars, column.type);
  if (column.type == "DateTime") return built_in(scalar->second, {3});
  if (column.type == "Decimal") return built_in(scalar->second, {65, 30});
  return built_in(scalar->second);
}

TypeName enum_type(const Column& column, const Schema& schema) {
  const Enum* const type = schema.find_enum(column.type);
  return {.schema = type->schema == "public" ? "" : type->schema,
          .name = type->type,
          .modifiers = {},
          .span = {}};
}

// Such as geometry(Point, 4326), of which a TypeName has the numbers alone.
bool has_names_for_modifiers(std::string_view sql) {
  const std::size_t open = sql.find('(');
  if (open == std::string_view::npos) return false;
  const std::string_view modifiers = sql.substr(open + 1, sql.find(')', open) - open - 1);
  return modifiers.find_first_not_of("0123456789, ") != std::string_view::npos;
}

TypeName written_type(const std::string& sql) {
  std::optional<TypeName> parsed = parse_type(sql);
  if (parsed && !has_names_for_modifiers(sql)) return std::move(*parsed);
  return {.schema = "", .name = sql, .modifiers = {}, .span = {}};
}

}  // namespace

bool is_scalar(std::string_view type) { return find(kScalars, type) != nullptr; }

TypeName column_type(const Column& column, const Schema& schema) {
  TypeName type;
  switch (column.kind) {
    case TypeKind::scalar: type = scalar_type(column); break;
    case TypeKind::enum_: type = enum_type(column, schema); break;
    case TypeKind::unsupported: type = written_type(column.type); break;
  }
  complete_modifiers(type);
  if (column.list) ++type.array_dimensions;
  return type;
}

bool same_type(TypeName a, TypeName b) {
  for (TypeName* const type : {&a, &b}) {
    const bool most_precise = type->modifiers.size() == 1 && type->modifiers.front() == 6;
    if (type->name.starts_with("time") && most_precise) type->modifiers.clear();
  }
  return a == b;
}

}  // namespace lockstep::schema
