#include "replay/expression_checks.h"

#include <algorithm>
#include <cctype>

#include "catalog/builtin_functions.h"
#include "catalog/casts.h"
#include "catalog/volatility.h"
#include "replay/expression_types.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::Type;

constexpr int kNewest = 18;

bool is_builtin_call(const Context& cx, const Expr::Node& node) {
  const bool builtin = node.qualifier.empty() || node.qualifier == "pg_catalog";
  return builtin && cx.catalog.find_functions(node.qualifier, node.text).empty();
}

bool refuse_function(Context& cx, const Expr::Node& node, const ExpressionPlace& place) {
  if (node.kind != ExprKind::function || !is_builtin_call(cx, node)) return true;
  if (catalog::is_builtin_aggregate(node.text)) {
    return cx.refuse(sqlstate::kGroupingError,
                     text::format("aggregate functions are not allowed in {}s", place.name), node.span);
  }
  return !catalog::is_builtin_set_function(node.text) ||
         cx.refuse(sqlstate::kFeatureNotSupported,
                   text::format("set-returning functions are not allowed in {}s", place.name), node.span);
}

// The least settled overload may not be the one that is meant.
bool is_surely_mutable(const Expr& expression, const Context& cx) {
  for (const Expr::Node& node : expression.nodes()) {
    if (node.kind == ExprKind::sql_value) return true;
    if (node.kind != ExprKind::function) continue;
    if (!is_builtin_call(cx, node)) {
      const auto overloads = cx.catalog.find_functions(node.qualifier, node.text);
      const auto is_mutable = [](const catalog::Function* each) { return each->volatility != "immutable"; };
      if (!overloads.empty() && std::ranges::all_of(overloads, is_mutable)) return true;
      continue;
    }
    const auto known = catalog::builtin_volatility(node.text, kNewest);
    if (known && *known != catalog::Volatility::immutable && !catalog::has_immutable_overload(node.text))
      return true;
  }
  return false;
}

bool is_boolean(const Type& type) { return type.schema == "pg_catalog" && type.name == "bool"; }

// ---- constants --------------------------------------------------------------------------------

bool is_integer_text(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii::is_space(text.back())) text.remove_suffix(1);
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  // 0x1f and 1_000 are numbers from Postgres 16 on.
  return !text.empty() && ascii::is_digit(text.front());
}

// parse_bool_with_len() of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/bool.c
bool is_boolean_text(std::string_view text) {
  const std::string value = ascii::lower(text);
  const std::string_view trimmed =
      std::string_view(value).substr(std::min(value.find_first_not_of(" \t\n"), value.size()));
  const std::string_view word = trimmed.substr(0, trimmed.find_last_not_of(" \t\n") + 1);
  if (word.empty()) return false;
  if (word == "o") return false;  // on or off
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

// Whether the type's input function may take the text. True where nobody looked.
bool may_be_read(const Context& cx, std::string_view text, const Type& type) {
  if (type.array_dimensions > 0) {
    const std::size_t begin = text.find_first_not_of(" \t\n");
    return begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[');
  }
  if (const catalog::EnumType* found = cx.catalog.find_enum(type.schema, type.name))
    return contains(found->values, text);
  if (type.schema != "pg_catalog") return true;
  if (type.name == "int2" || type.name == "int4" || type.name == "int8") return is_integer_text(text);
  if (type.name == "bool") return is_boolean_text(text);
  return type.name != "uuid" || is_uuid_text(text);
}

}  // namespace

Type type_in_table(const Context& cx, const Expr& expression, const Relation* table) {
  return type_of(expression, cx.catalog, [&](const Expr::Node& node) {
    const catalog::Column* column =
        node.kind == ExprKind::column && table != nullptr ? table->find_column(node.text) : nullptr;
    if (column != nullptr) return column->type;
    Type unknown;
    unknown.known = false;
    return unknown;
  });
}

bool may_stand_in(Context& cx, const Expr& expression, const ExpressionPlace& place, const Relation* table) {
  if (expression.empty()) return true;
  for (const Expr::Node& node : expression.nodes()) {
    if (node.kind == ExprKind::subquery) {
      return cx.refuse(sqlstate::kFeatureNotSupported, text::format("cannot use subquery in {}", place.name),
                       node.span);
    }
    if (node.kind == ExprKind::column && !place.columns) {
      return cx.refuse(sqlstate::kFeatureNotSupported,
                       text::format("cannot use column reference in {}", place.name), node.span);
    }
    if (!refuse_function(cx, node, place)) return false;
  }
  if (place.immutable && is_surely_mutable(expression, cx)) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     text::format("functions in {} must be marked IMMUTABLE", place.name));
  }
  if (!place.condition) return true;
  const Type type = type_in_table(cx, expression, table);
  // A constant is read as what the place wants.
  if (!type.known || is_boolean(without_domain(cx.catalog, type)) ||
      expression.root().kind == ExprKind::string || expression.root().kind == ExprKind::null) {
    return true;
  }
  return cx.refuse(
      sqlstate::kDatatypeMismatch,
      text::format("argument of {} must be type boolean, not type {}", place.name, to_text(type)));
}

bool may_be_default(Context& cx, const Expr& expression, std::string_view column, const Type& type) {
  if (expression.empty()) return true;
  if (!may_stand_in(cx, expression, kDefaultExpression, nullptr)) return false;
  const Type base = without_domain(cx.catalog, type);
  if (expression.root().kind == ExprKind::string) {
    return may_be_read(cx, expression.root().text, base) ||
           cx.refuse(sqlstate::kInvalidTextRepresentation,
                     text::format("invalid input for type {}: \"{}\"", to_text(type), expression.root().text),
                     expression.root().span);
  }
  if (expression.root().kind == ExprKind::null) return true;
  const Type given = type_in_table(cx, expression, nullptr);
  if (!given.known || catalog::cast_between(cx.catalog, given, base) != catalog::Cast::none) return true;
  return cx.refuse(sqlstate::kDatatypeMismatch,
                   text::format("column \"{}\" is of type {} but default expression is of type {}", column,
                                to_text(type), to_text(given)));
}

}  // namespace lockstep::replay
