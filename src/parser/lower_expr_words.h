#pragma once
// Private to src/parser: the words that Postgres' enumerations of expressions stand for. Includes raw.h,
// so it comes last and only in .cpp files.

#include <array>
#include <string>
#include <string_view>

#include "parser/tree.h"

namespace lockstep {

[[nodiscard]] inline std::string_view sql_value_name(SQLValueFunctionOp op) {
  static constexpr std::array<std::string_view, 15> kNames = {
      "current_date", "current_time", "current_time",   "current_timestamp", "current_timestamp",
      "localtime",    "localtime",    "localtimestamp", "localtimestamp",    "current_role",
      "current_user", "user",         "session_user",   "current_catalog",   "current_schema"};
  static_assert(SVFOP_CURRENT_DATE == 0 && SVFOP_CURRENT_SCHEMA + 1 == kNames.size());
  return kNames[static_cast<std::size_t>(op)];
}

[[nodiscard]] inline std::string_view bool_test_name(BoolTestType type) {
  static constexpr std::array<std::string_view, 6> kNames = {"is true",      "is not true", "is false",
                                                             "is not false", "is unknown",  "is not unknown"};
  return kNames[static_cast<std::size_t>(type)];
}

[[nodiscard]] inline std::string_view between_name(A_Expr_Kind kind) {
  switch (kind) {
    case AEXPR_NOT_BETWEEN: return "not between";
    case AEXPR_BETWEEN_SYM: return "between symmetric";
    case AEXPR_NOT_BETWEEN_SYM: return "not between symmetric";
    default: return "between";
  }
}

[[nodiscard]] inline std::string is_json_text(const ::JsonIsPredicate& test) {
  static constexpr std::array<std::string_view, 4> kTypes = {"", " object", " array", " scalar"};
  std::string text = "is json";
  text += kTypes[static_cast<std::size_t>(test.item_type)];
  if (test.unique_keys) text += " with unique keys";
  return text;
}

// How a query's expression uses a subquery: see query.h.
[[nodiscard]] inline std::string_view sublink_use(SubLinkType type) {
  switch (type) {
    case ARRAY_SUBLINK: return "array";
    case EXPR_SUBLINK: return "";
    default: return "exists";
  }
}

}  // namespace lockstep
