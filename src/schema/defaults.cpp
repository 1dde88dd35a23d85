#include "schema/defaults.h"

#include <string>
#include <string_view>

#include "parser/expr.h"
#include "schema/sql_text.h"

namespace lockstep::schema {
namespace {

// 1.10 is 1.1, 2.0 is 2.
void drop_trailing_zeros(std::string& number) {
  if (number.find('.') == std::string::npos) return;
  number.erase(number.find_last_not_of('0') + 1);
  if (number.ends_with('.')) number.pop_back();
}

// Without the blanks between its tokens. Postgres keeps those of a json, but nobody means them.
std::string normal_json(std::string_view text) {
  std::string result;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r';
    if (in_string || !blank) result += text[i];
    if (text[i] == '"') in_string = !in_string;
    if (in_string && text[i] == '\\' && i + 1 < text.size()) result += text[++i];
  }
  return result;
}

std::string normal_literal(std::string text, const Column& column) {
  if (column.type == "Json") return normal_json(text);
  if (column.type == "Float" || column.type == "Decimal") drop_trailing_zeros(text);
  return text;
}

bool is_now(const Expr::Node& node) {
  if (node.children != 0) return false;
  if (node.kind == ExprKind::sql_value) return node.text == "current_timestamp";
  return node.kind == ExprKind::function && node.text == "now" &&
         (node.qualifier.empty() || node.qualifier == "pg_catalog");
}

// Such a cast adds nothing: the value is coerced to the column's type anyway.
bool is_cast_to(const TypeName& type, const Expr& expression) {
  if (expression.root().kind != ExprKind::cast) return false;
  const TypeName& to = expression.type(expression.root());
  return to.name == type.name && to.modifiers == type.modifiers &&
         to.array_dimensions == type.array_dimensions;
}

void fold_expression(Default& value, const Column& column, const TypeName& type) {
  const std::optional<Expr> parsed = parse_expression(value.text);
  if (!parsed || parsed->empty() || column.list || column.type == "Bytes") return;
  const Expr::Node& node = parsed->nodes()[is_cast_to(type, *parsed) ? 1 : 0];
  switch (node.kind) {
    case ExprKind::boolean:
    case ExprKind::integer:
    case ExprKind::numeric:
    case ExprKind::string:
      value.kind = DefaultKind::literal;
      value.text = node.text;
      return;
    default: break;
  }
  if (is_now(node) && column.type == "DateTime") value.kind = DefaultKind::now;
}

}  // namespace

std::optional<Default> database_default(const Column& column, const TypeName& type) {
  std::optional<Default> value = column.default_value;
  if (!value || value->kind == DefaultKind::client) return std::nullopt;
  if (value->kind == DefaultKind::expression) fold_expression(*value, column, type);
  if (value->kind == DefaultKind::literal) value->text = normal_literal(value->text, column);
  for (std::string& item : value->items) item = normal_literal(item, column);
  return value;
}

bool same_default(const std::optional<Default>& a, const std::optional<Default>& b) {
  // dbgenerated() says that the database has a default, or none, that the schema doesn't tell.
  if ((a && a->kind == DefaultKind::unknown) || (b && b->kind == DefaultKind::unknown)) return true;
  if (!a || !b) return a.has_value() == b.has_value();
  if (a->kind != b->kind) return false;
  switch (a->kind) {
    case DefaultKind::literal: return a->text == b->text;
    case DefaultKind::list: return a->items == b->items;
    case DefaultKind::expression: return same_expression(a->text, b->text);
    case DefaultKind::now:
    case DefaultKind::autoincrement:
    case DefaultKind::unknown:
    case DefaultKind::client: break;
  }
  return true;
}

bool same_expression(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const std::optional<Expr> left = parse_expression(a);
  const std::optional<Expr> right = parse_expression(b);
  return left && right && *left == *right;
}

}  // namespace lockstep::schema
