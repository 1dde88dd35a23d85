// Types as columns and domains may have them: modifiers, pseudo-types, collations.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "catalog/casts.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::Type;

constexpr std::string_view kBuiltIn = "pg_catalog";

// Types of pg_catalog that take modifiers: typmodin of pg_type.
constexpr auto kWithModifiers =
    std::to_array<std::string_view>({"bit", "bpchar", "interval", "numeric", "time", "timestamp",
                                     "timestamptz", "timetz", "varbit", "varchar"});

// typtype 'p' of pg_type, as far as a statement may name them.
constexpr auto kPseudoTypes = std::to_array<std::string_view>(
    {"anyarray", "anycompatible", "anycompatiblearray", "anyelement", "anyenum", "anymultirange",
     "anynonarray", "anyrange", "cstring", "event_trigger", "fdw_handler", "internal", "language_handler",
     "record", "trigger", "unknown", "void"});

constexpr auto kCollatable = std::to_array<std::string_view>({"bpchar", "name", "text", "varchar"});

struct Length {
  std::string_view type;
  std::string_view called;  // in messages
  std::int32_t most;
};
// anychar_typmodin of utils/adt/varchar.c, anybit_typmodin of utils/adt/varbit.c
constexpr auto kLengths = std::to_array<Length>({{"bit", "bit", 83886080},
                                                 {"bpchar", "char", 10485760},
                                                 {"varbit", "varbit", 83886080},
                                                 {"varchar", "varchar", 10485760}});

bool refuse_modifier(Context& cx, std::string message, Span span) {
  return cx.refuse(sqlstate::kInvalidParameterValue, std::move(message), span);
}

bool has_length(Context& cx, const TypeName& type, const Length& limits) {
  if (type.modifiers.size() != 1) return refuse_modifier(cx, "invalid type modifier", type.span);
  const std::int32_t length = type.modifiers.front();
  if (length < 1) {
    return refuse_modifier(cx, text::format("length for type {} must be at least 1", limits.called),
                           type.span);
  }
  return length <= limits.most ||
         refuse_modifier(cx, text::format("length for type {} cannot exceed {}", limits.called, limits.most),
                         type.span);
}

// numerictypmodin of utils/adt/numeric.c; from Postgres 15 on a scale may be negative or beyond the
// precision.
bool has_precision(Context& cx, const TypeName& type) {
  constexpr std::int32_t kMost = 1000;
  if (type.modifiers.size() > 2) return refuse_modifier(cx, "invalid NUMERIC type modifier", type.span);
  const std::int32_t precision = type.modifiers.front();
  if (precision < 1 || precision > kMost) {
    return refuse_modifier(
        cx, text::format("NUMERIC precision {} must be between 1 and {}", precision, kMost), type.span);
  }
  const std::int32_t scale = type.modifiers.back();
  return type.modifiers.size() == 1 || (scale >= -kMost && scale <= kMost) ||
         refuse_modifier(cx, text::format("NUMERIC scale {} must be between {} and {}", scale, -kMost, kMost),
                         type.span);
}

// Of a type that the history doesn't make and that isn't Postgres' own, nothing is known.
bool takes_modifiers(const catalog::Catalog& catalog, const Type& type) {
  if (type.schema == kBuiltIn) return contains(kWithModifiers, type.name);
  const bool has_none = catalog.find_enum(type.schema, type.name) != nullptr ||
                        catalog.find_domain(type.schema, type.name) != nullptr ||
                        catalog.find_relation(type.schema, type.name) != nullptr;
  return !has_none;
}

bool modifiers_fit(Context& cx, const TypeName& written, const Type& type) {
  if (written.modifiers.empty()) return true;
  if (!takes_modifiers(cx.catalog, type)) {
    return cx.refuse(sqlstate::kSyntaxError,
                     text::format("type modifier is not allowed for type \"{}\"", written.name),
                     written.span);
  }
  if (type.schema != kBuiltIn) return true;
  if (type.name == "numeric") return has_precision(cx, written);
  const auto length = std::ranges::find(kLengths, type.name, &Length::type);
  return length == kLengths.end() || has_length(cx, written, *length);
}

bool is_shell(const catalog::Catalog& catalog, const Type& type) {
  const auto found = catalog.other_types.find(catalog::object_key(type.schema, type.name));
  return found != catalog.other_types.end() && found->second.kind == catalog::OtherType::Kind::shell;
}

}  // namespace

// CheckAttributeType of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/heap.c
bool may_be_column_type(Context& cx, const Relation& table, const TypeName& written, const Name& column) {
  const Type type = cx.catalog.resolve(written);
  const bool may_be_extensions = written.schema.empty() &&
                                 std::ranges::none_of(written.name, ascii::is_upper) &&
                                 (cx.catalog.platform || !cx.catalog.extensions.empty());
  if (type.schema == table.schema && type.name == table.name) {
    if (may_be_extensions) return true;  // its type, of which a table takes the name
    if (table.origin.statement == cx.origin.statement && table.origin.migration == cx.origin.migration) {
      return cx.refuse(sqlstate::kUndefinedObject, text::format("type \"{}\" does not exist", written.name),
                       written.span);
    }
    return cx.refuse(sqlstate::kInvalidTableDefinition,
                     text::format("composite type {} cannot be made a member of itself", table.name),
                     written.span);
  }
  if (!knows_type(cx, written) || !modifiers_fit(cx, written, type)) return false;
  if (is_shell(cx.catalog, type)) {
    return cx.refuse(sqlstate::kUndefinedObject, text::format("type \"{}\" is only a shell", written.name),
                     written.span);
  }
  const bool pseudo =
      type.schema == kBuiltIn && type.array_dimensions == 0 && contains(kPseudoTypes, type.name);
  return !pseudo ||
         cx.refuse(sqlstate::kInvalidTableDefinition,
                   text::format("column \"{}\" has pseudo-type {}", column.text, type.name), column.span);
}

bool may_be_domain_base(Context& cx, const TypeName& written) {
  const Type type = cx.catalog.resolve(written);
  if (!knows_type(cx, written) || !modifiers_fit(cx, written, type)) return false;
  const bool pseudo =
      type.schema == kBuiltIn && type.array_dimensions == 0 && contains(kPseudoTypes, type.name);
  return !pseudo ||
         cx.refuse(sqlstate::kDatatypeMismatch,
                   text::format("\"{}\" is not a valid base type for a domain", type.name), written.span);
}

// Types of Postgres' own and enums; what an extension brings may be collatable, as citext is.
bool may_be_collated(Context& cx, const Type& of_type, std::string_view collation) {
  if (collation.empty()) return true;
  Type type = of_type;
  type.array_dimensions = 0;
  type = catalog::without_domain(cx.catalog, type);
  const bool told =
      type.known && (type.schema == kBuiltIn || cx.catalog.find_enum(type.schema, type.name) != nullptr);
  const bool systems = type.name.starts_with("pg_");
  if (!told || systems || (type.schema == kBuiltIn && contains(kCollatable, type.name))) return true;
  return cx.refuse(sqlstate::kDatatypeMismatch,
                   text::format("collations are not supported by type {}", to_text(type)));
}

// The sequence of an identity column takes the column's type.
bool may_be_identity(Context& cx, const Type& type) {
  constexpr std::string_view kIntegers[] = {"int2", "int4", "int8"};
  const bool told = type.known && (type.schema == kBuiltIn || type.array_dimensions > 0 ||
                                   cx.catalog.has_type(type.schema, type.name));
  const bool integer =
      type.schema == kBuiltIn && type.array_dimensions == 0 && contains(kIntegers, type.name);
  return !told || integer ||
         refuse_modifier(cx, "identity column type must be smallint, integer, or bigint", {});
}

}  // namespace lockstep::replay
