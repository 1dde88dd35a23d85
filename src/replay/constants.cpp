#include "replay/constants.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "catalog/casts.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Type;

std::string_view trim(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii::is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

// 0x1f and 1_000 are numbers from Postgres 16 on.
bool is_integer_text(std::string_view text) {
  const std::string_view digits = without_sign(trim(text));
  return !digits.empty() && ascii::is_digit(digits.front());
}

bool is_number_text(std::string_view text) {
  constexpr std::string_view kWords[] = {"nan", "inf", "infinity"};
  const std::string_view number = without_sign(trim(text));
  return contains(kWords, ascii::lower(number)) ||
         (!number.empty() && (ascii::is_digit(number.front()) || number.front() == '.'));
}

// parse_bool_with_len() of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/bool.c
bool is_boolean_text(std::string_view text) {
  const std::string word = ascii::lower(trim(text));
  if (word.empty() || word == "o") return false;  // on or off
  for (const std::string_view full : {"true", "false", "yes", "no", "on", "off", "1", "0"}) {
    if (full.starts_with(word)) return true;
  }
  return false;
}

bool is_uuid_text(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0) {
      ++digits;
    } else if (c != '-' && c != '{' && c != '}') {
      return false;
    }
  }
  return digits == 32;
}

// By its beginning: https://www.rfc-editor.org/rfc/rfc8259#section-3
bool may_be_json(std::string_view text) {
  const std::string_view value = trim(text);
  if (value.empty()) return false;
  if (ascii::is_lower(value.front())) return value == "true" || value == "false" || value == "null";
  return std::string_view("{[\"-0123456789").contains(value.front());
}

bool is_day(std::string_view type) { return type == "date" || type == "timestamp" || type == "timestamptz"; }

// A day has digits, or is one of those of
// https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-SPECIAL-VALUES
bool may_be_day(std::string_view text) {
  const std::string value = ascii::lower(text);
  constexpr std::string_view kWords[] = {"allballs", "epoch",    "infinity", "now",
                                         "today",    "tomorrow", "yesterday"};
  return std::ranges::any_of(value, ascii::is_digit) ||
         std::ranges::any_of(kWords, [&](std::string_view word) { return ascii::has_words(value, word); });
}

bool may_be_built_in(std::string_view text, std::string_view type) {
  if (is_day(type)) return may_be_day(text);
  if (type == "int2" || type == "int4" || type == "int8") return is_integer_text(text);
  if (type == "numeric" || type == "float4" || type == "float8") return is_number_text(text);
  if (type == "bool") return is_boolean_text(text);
  if (type == "json" || type == "jsonb") return may_be_json(text);
  return type != "uuid" || is_uuid_text(text);
}

// https://www.postgresql.org/docs/current/sql-altertype.html: a value that the transaction has added may be
// used behind it only. From Postgres 17 on also at once, where the type is new.
bool may_be_label(Context& cx, const Expr::Node& constant, const catalog::EnumType& type) {
  if (contains(type.new_values, constant.text)) {
    return cx.refuse(sqlstate::kUnsafeNewEnumValueUsage,
                     text::format("unsafe use of new value \"{}\" of enum type {}", constant.text, type.name),
                     constant.span);
  }
  // Code that nobody could follow may have added values.
  return contains(type.values, constant.text) || !cx.catalog.undecided.empty() ||
         cx.refuse(sqlstate::kInvalidTextRepresentation,
                   text::format("invalid input value for enum {}: \"{}\"", type.name, constant.text),
                   constant.span);
}

// What a regclass is made of: https://www.postgresql.org/docs/current/datatype-oid.html
bool may_be_relation(Context& cx, const Expr::Node& constant) {
  const std::string_view name = trim(constant.text);
  if (name.empty() || name == "-" || std::ranges::all_of(name, ascii::is_digit)) return true;
  QualifiedName relation = catalog::parse_relation_name(name);
  relation.name = make_object_name(relation.name, "", "");  // cut, if it is too long
  relation.span = constant.span;
  return cx.catalog.find_relation(relation) != nullptr || missing_relation(cx, relation);
}

}  // namespace

bool may_read(Context& cx, const Expr::Node& constant, const Type& written_type) {
  const Type type = without_domain(cx.catalog, written_type);
  const std::string_view text = constant.text;
  if (!type.known) return true;
  if (type.array_dimensions > 0) {
    const std::string_view array = trim(text);
    return array.starts_with('{') || array.starts_with('[') ||
           cx.refuse(sqlstate::kInvalidTextRepresentation,
                     text::format("malformed array literal: \"{}\"", text), constant.span);
  }
  if (const catalog::EnumType* found = cx.catalog.find_enum(type.schema, type.name))
    return may_be_label(cx, constant, *found);
  if (type.schema != "pg_catalog") return true;
  if (type.name == "regclass") return may_be_relation(cx, constant);
  return may_be_built_in(text, type.name) ||
         cx.refuse(
             is_day(type.name) ? sqlstate::kInvalidDatetimeFormat : sqlstate::kInvalidTextRepresentation,
             text::format("invalid input syntax for type {}: \"{}\"", to_text(type), text), constant.span);
}

}  // namespace lockstep::replay
