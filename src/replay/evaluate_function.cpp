// Functions that bodies of DO blocks put names and statements together with.

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "replay/evaluate.h"
#include "support/ascii.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;
using Arguments = std::span<const Value>;

// The argument that a specifier of format() takes: `n$`, else the next. Nothing for a width.
std::optional<std::size_t> take_position(std::string_view pattern, std::size_t& at, std::size_t& next) {
  std::size_t number = 0;
  std::size_t end = at;
  for (; end < pattern.size() && ascii::is_digit(pattern[end]); ++end)
    number = number * 10 + static_cast<std::size_t>(pattern[end] - '0');
  if (end == at) return next++;
  if (end >= pattern.size() || pattern[end] != '$' || number == 0 || number > pattern.size())
    return std::nullopt;
  at = end + 1;
  next = number;
  return number - 1;
}

// https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT
Value format(Arguments arguments, const catalog::Catalog& catalog) {
  if (arguments.empty() || !arguments[0].is(Kind::text)) return {};
  const std::string_view pattern = arguments[0].text;
  const Arguments values = arguments.subspan(1);
  std::string result;
  std::size_t next = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') {
      result += pattern[at];
      continue;
    }
    if (++at < pattern.size() && pattern[at] == '%') {
      result += '%';
      continue;
    }
    const std::optional<std::size_t> position = take_position(pattern, at, next);
    if (!position || *position >= values.size() || at >= pattern.size()) return {};
    const Value& value = values[*position];
    if (value.is(Kind::error)) return value;
    const bool null = value.is(Kind::null);
    const Value text = to_text_value(value, catalog);
    if (!null && !text.known()) return {};
    if (pattern[at] == 'I' && null)
      return error_value("22004", "null values cannot be formatted as an SQL identifier");
    if (pattern[at] == 's')
      result += text.text;
    else if (pattern[at] == 'I')
      result += quote_identifier(text.text);
    else if (pattern[at] == 'L')
      result += null ? "NULL" : quote_string(text.text);
    else
      return {};
  }
  return text_value(result);
}

Value concat(Arguments arguments, const catalog::Catalog& catalog) {
  std::string result;
  for (const Value& argument : arguments) {
    if (argument.is(Kind::null)) continue;
    const Value text = to_text_value(argument, catalog);
    if (!text.known()) return argument.is(Kind::error) ? argument : Value{};
    result += text.text;
  }
  return text_value(result);
}

Value coalesce(Arguments arguments) {
  for (const Value& argument : arguments) {
    if (!argument.is(Kind::null)) return argument;
  }
  return null_value();
}

Value of_text(std::string_view name, const std::string& text) {
  if (name == "quote_ident") return text_value(quote_identifier(text));
  if (name == "quote_literal") return text_value(quote_string(text));
  if (name == "lower") return text_value(ascii::lower(text));
  if (name == "upper") return text_value(ascii::upper(text));
  return {};
}

}  // namespace

Value call_function(const Expr::Node& function, std::span<const Value> arguments,
                    const catalog::Catalog& catalog) {
  const std::string name = ascii::lower(function.text);
  if (!function.qualifier.empty() && function.qualifier != "pg_catalog") return {};
  if (name == "current_schema") return text_value(catalog.creation_schema());
  if (name == "format") return format(arguments, catalog);
  if (name == "concat") return concat(arguments, catalog);
  if (name == "coalesce") return coalesce(arguments);
  if (arguments.size() != 1) return {};
  const Value& argument = arguments[0];
  if (!argument.known() || argument.is(Kind::null) || argument.is(Kind::error)) return argument;
  if (name == "to_regclass") return find_object("regclass", argument, catalog);
  if (name == "to_regtype") return find_object("regtype", argument, catalog);
  if (name == "to_regnamespace") return find_object("regnamespace", argument, catalog);
  const Value text = to_text_value(argument, catalog);
  return text.known() ? of_text(name, text.text) : Value{};
}

}  // namespace lockstep::replay
