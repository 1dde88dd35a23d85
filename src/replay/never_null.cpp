#include "replay/never_null.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "support/contains.h"

namespace lockstep::replay {
namespace {

// Of pg_catalog and uuid-ossp: never NULL, whatever their arguments.
bool always_gives_value(std::string_view function) {
  constexpr std::string_view kNames[] = {
      "now",       "clock_timestamp",  "statement_timestamp", "transaction_timestamp",
      "timeofday", "random",           "gen_random_uuid",     "uuidv4",
      "uuidv7",    "uuid_generate_v1", "uuid_generate_v4",    "nextval",
      "concat",    "json_build_array", "json_build_object",   "jsonb_build_object",
  };
  return contains(kNames, function);
}

// NULL for a NULL alone.
bool keeps_value(std::string_view function) {
  constexpr std::string_view kNames[] = {"lower", "upper", "md5",   "length",  "char_length", "trim",
                                         "btrim", "ltrim", "rtrim", "replace", "round",       "floor",
                                         "ceil",  "abs",   "left",  "right"};
  return contains(kNames, function);
}

bool operator_keeps_value(std::string_view op) {
  constexpr std::string_view kNames[] = {"+", "-", "*", "/", "%", "||", "=", "<>", "!=", "<", "<=", ">="};
  return contains(kNames, op);
}

bool is_required(const Expr::Node& node, const catalog::Relation* table) {
  const catalog::Column* column = table == nullptr ? nullptr : table->find_column(node.text);
  return column != nullptr && column->not_null;
}

// Whether the node can't be NULL, when `is_sure` says so of those below it.
bool is_sure_itself(const Expr& expression, std::uint32_t at, const std::vector<bool>& is_sure,
                    const catalog::Relation* table) {
  const Expr::Node& node = expression.nodes()[at];
  const std::vector<std::uint32_t> below = expression.children(at);
  const auto sure = [&](std::uint32_t child) { return is_sure[child]; };
  const bool all = std::ranges::all_of(below, sure);
  switch (node.kind) {
    case ExprKind::boolean:
    case ExprKind::integer:
    case ExprKind::numeric:
    case ExprKind::string:
    case ExprKind::bit_string:
    case ExprKind::is_null:
    case ExprKind::is_not_null:
    case ExprKind::bool_test:
    case ExprKind::array: return true;
    case ExprKind::sql_value:
      return node.text.starts_with("current_time") || node.text == "current_date" ||
             node.text.starts_with("localtime");
    case ExprKind::column: return is_required(node, table);
    case ExprKind::cast:
    case ExprKind::collate:
    case ExprKind::bool_and:
    case ExprKind::bool_or:
    case ExprKind::bool_not: return all;
    case ExprKind::op: return all && operator_keeps_value(node.text);
    case ExprKind::function:
      if (!node.qualifier.empty() && node.qualifier != "pg_catalog") return false;
      if (node.text == "coalesce") return std::ranges::any_of(below, sure);
      return always_gives_value(node.text) || (all && keeps_value(node.text));
    default: return false;
  }
}

}  // namespace

bool is_never_null(const Expr& expression, const catalog::Relation* table) {
  if (expression.empty()) return false;
  std::vector<bool> is_sure(expression.nodes().size());
  // Backwards, so that children come before their parent.
  for (std::size_t at = is_sure.size(); at-- > 0;) {
    is_sure[at] = is_sure_itself(expression, static_cast<std::uint32_t>(at), is_sure, table);
  }
  return is_sure.front();
}

}  // namespace lockstep::replay
