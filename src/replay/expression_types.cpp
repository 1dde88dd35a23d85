#include "replay/expression_types.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "replay/function_types.h"

namespace lockstep::replay {
namespace {

using catalog::Catalog;
using catalog::Type;

bool is_built_in(const Type& type, std::string_view name) {
  return type.schema == "pg_catalog" && type.name == name && type.array_dimensions == 0;
}

// A string constant or NULL, before anything gives it a type.
bool is_literal(const Type& type) { return is_built_in(type, "unknown"); }

// The types of numbers, each before those that it turns into.
constexpr std::array<std::string_view, 6> kNumbers = {"int2", "int4", "int8", "numeric", "float4", "float8"};
constexpr std::array<std::string_view, 3> kTimes = {"date", "timestamp", "timestamptz"};
constexpr std::array<std::string_view, 4> kTexts = {"bpchar", "name", "text", "varchar"};

template <class Names>
int rank_in(const Names& names, const Type& type) {
  if (type.schema != "pg_catalog" || type.array_dimensions > 0) return -1;
  const auto found = std::ranges::find(names, type.name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

Type without_modifiers(Type type) {
  type.modifiers.clear();
  return type;
}

Type common_of_two(const Type& a, const Type& b) {
  if (a == b) return a;
  if (!a.known || !b.known) return unknown_type();
  if (is_literal(a)) return without_modifiers(b);
  if (is_literal(b)) return without_modifiers(a);
  const bool same = a.schema == b.schema && a.name == b.name && a.array_dimensions == b.array_dimensions;
  // Each text type turns into each other: the first one stays.
  if (same || (rank_in(kTexts, a) >= 0 && rank_in(kTexts, b) >= 0)) return without_modifiers(a);
  const auto higher = [&](const auto& names) {
    const int left = rank_in(names, a);
    const int right = rank_in(names, b);
    return left < 0 || right < 0 ? std::string_view{}
                                 : names[static_cast<std::size_t>(std::max(left, right))];
  };
  for (const std::string_view name : {higher(kNumbers), higher(kTimes)}) {
    if (!name.empty()) return built_in_type(name);
  }
  return unknown_type();
}

// pg_operator: those that say yes or no, whatever they are given; sorted.
constexpr auto kTests = std::to_array<std::string_view>({"!~",
                                                         "!~*",
                                                         "!~~",
                                                         "!~~*",
                                                         "&&",
                                                         "<",
                                                         "<=",
                                                         "<>",
                                                         "<@",
                                                         "=",
                                                         ">",
                                                         ">=",
                                                         "?",
                                                         "?&",
                                                         "?|",
                                                         "@>",
                                                         "@?",
                                                         "@@",
                                                         "^@",
                                                         "is distinct from",
                                                         "is not distinct from",
                                                         "~",
                                                         "~*",
                                                         "~~",
                                                         "~~*"});
static_assert(std::ranges::is_sorted(kTests));

Type sum_or_difference(std::string_view op, const Type& a, const Type& b) {
  const bool interval = is_built_in(b, "interval");
  if (is_built_in(a, "date")) {
    if (is_built_in(b, "date")) return op == "-" ? built_in_type("int4") : unknown_type();
    if (interval) return built_in_type("timestamp");
    if (op == "-" && rank_in(kTimes, b) > 0) return built_in_type("interval");
    return is_built_in(b, "int4") ? a : unknown_type();
  }
  if (rank_in(kTimes, a) > 0) {
    if (interval) return built_in_type(a.name);
    return op == "-" && rank_in(kTimes, b) >= 0 ? built_in_type("interval") : unknown_type();
  }
  if (is_built_in(a, "interval") && interval) return built_in_type("interval");
  if (is_built_in(a, "jsonb") && op == "-") return a;
  return unknown_type();
}

Type arithmetic(std::string_view op, const Type& a, const Type& b) {
  const bool numbers =
      (rank_in(kNumbers, a) >= 0 || is_literal(a)) && (rank_in(kNumbers, b) >= 0 || is_literal(b));
  if (numbers && !(is_literal(a) && is_literal(b))) {
    Type result = common_of_two(a, b);
    result.modifiers.clear();
    // An operator on float4 and another type takes both as float8.
    if (is_built_in(result, "float4") && a.name != b.name) return built_in_type("float8");
    return result;
  }
  if (op == "+" || op == "-") return sum_or_difference(op, a, b);
  const bool scales = is_built_in(a, "interval") && rank_in(kNumbers, b) >= 0 && op != "%";
  return scales ? built_in_type("interval") : unknown_type();
}

Type concatenation(const Type& a, const Type& b) {
  if (!a.known || !b.known) return unknown_type();
  if (a.array_dimensions > 0 || b.array_dimensions > 0) {
    Type array = a.array_dimensions > 0 ? a : b;
    array.modifiers.clear();
    return array;
  }
  for (const std::string_view name : {"jsonb", "bytea"}) {
    if (is_built_in(a, name) || is_built_in(b, name)) return built_in_type(name);
  }
  const auto is_plain = [](const Type& type) {
    return rank_in(kTexts, type) >= 0 || rank_in(kNumbers, type) >= 0 || rank_in(kTimes, type) >= 0 ||
           is_literal(type);
  };
  const bool constant = is_literal(a) || is_literal(b);
  const bool text =
      rank_in(kTexts, a) >= 0 || rank_in(kTexts, b) >= 0 || (constant && is_plain(a) && is_plain(b));
  return text ? built_in_type("text") : unknown_type();
}

Type of_operator(std::string_view op, std::span<const Type> operands) {
  if (std::ranges::binary_search(kTests, op)) return built_in_type("bool");
  if (operands.size() == 1) return rank_in(kNumbers, operands[0]) >= 0 ? operands[0] : unknown_type();
  if (operands.size() != 2) return unknown_type();
  const Type& a = operands[0];
  if (op == "->>" || op == "#>>") return built_in_type("text");
  if (op == "->" || op == "#>") {
    return is_built_in(a, "json") || is_built_in(a, "jsonb") ? a : unknown_type();
  }
  if (op == "||") return concatenation(a, operands[1]);
  const bool known = op == "+" || op == "-" || op == "*" || op == "/" || op == "%";
  return known ? arithmetic(op, a, operands[1]) : unknown_type();
}

Type of_integer(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc()) return built_in_type("numeric");
  const bool small =
      value <= std::numeric_limits<std::int32_t>::max() && value >= std::numeric_limits<std::int32_t>::min();
  return built_in_type(small ? "int4" : "int8");
}

// https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT
Type of_sql_value(std::string_view name) {
  if (name == "current_date") return built_in_type("date");
  if (name == "current_time") return built_in_type("timetz");
  if (name == "current_timestamp") return built_in_type("timestamptz");
  if (name == "localtime") return built_in_type("time");
  if (name == "localtimestamp") return built_in_type("timestamp");
  return built_in_type("name");
}

class TypeWalk {
 public:
  TypeWalk(const Expr& expression, const Catalog& catalog, const LeafType& leaf)
      : expression_(expression), catalog_(catalog), leaf_(leaf) {}

  // Children stand behind their parent: from the last node to the first, all is known that is needed.
  std::vector<Type> run() {
    const std::vector<Expr::Node>& nodes = expression_.nodes();
    std::vector<Type> types(nodes.size());
    std::vector<Type> children;
    for (std::size_t at = nodes.size(); at-- > 0;) {
      children.clear();
      for (std::size_t child = at + 1; children.size() < nodes[at].children; child += nodes[child].size)
        children.push_back(types[child]);
      types[at] = of_node(nodes[at], children);
    }
    return types;
  }

 private:
  [[nodiscard]] Type of_node(const Expr::Node& node, std::span<const Type> children) const {
    switch (node.kind) {
      case ExprKind::null:
      case ExprKind::string: return built_in_type("unknown");
      case ExprKind::boolean: return built_in_type("bool");
      case ExprKind::integer: return of_integer(node.text);
      case ExprKind::numeric: return built_in_type("numeric");
      case ExprKind::bit_string: return built_in_type("bit");
      case ExprKind::column:
      case ExprKind::subquery: return leaf_(node);
      case ExprKind::function: return of_function(node, children);
      case ExprKind::sql_value: return of_sql_value(node.text);
      case ExprKind::op: return of_operator(node.text, bases(children));
      case ExprKind::op_any:
      case ExprKind::op_all:
      case ExprKind::between:
      case ExprKind::bool_and:
      case ExprKind::bool_or:
      case ExprKind::bool_not:
      case ExprKind::is_null:
      case ExprKind::is_not_null:
      case ExprKind::bool_test: return built_in_type("bool");
      case ExprKind::cast: return catalog_.resolve(expression_.type(node));
      case ExprKind::collate: return children.front();
      case ExprKind::case_when: return of_case(node, children);
      case ExprKind::array: return of_array(children);
      case ExprKind::row: return built_in_type("record");
      case ExprKind::subscript: return of_subscript(node, children.front());
      case ExprKind::parameter:
      case ExprKind::list:
      case ExprKind::opaque: return unknown_type();
    }
    return unknown_type();
  }

  // Operators see the type below a domain.
  [[nodiscard]] std::vector<Type> bases(std::span<const Type> types) const {
    std::vector<Type> result(types.begin(), types.end());
    for (Type& type : result) {
      const catalog::DomainType* domain = catalog_.find_domain(type.schema, type.name);
      while (domain != nullptr && type.array_dimensions == 0) {
        type = domain->base;
        domain = catalog_.find_domain(type.schema, type.name);
      }
    }
    return result;
  }

  [[nodiscard]] Type of_function(const Expr::Node& node, std::span<const Type> arguments) const {
    if (node.qualifier.empty() || node.qualifier == "pg_catalog") {
      const std::vector<Type> types = takes_any(node.text) ? alike(arguments) : bases(arguments);
      if (std::optional<Type> result = built_in_result(node.text, types)) return *std::move(result);
    }
    const auto found = catalog_.find_functions(node.qualifier, node.text);
    const bool same = !found.empty() && std::ranges::all_of(found, [&](const catalog::Function* function) {
      return function->result == found.front()->result && function->kind == RoutineKind::function;
    });
    return same ? found.front()->result : unknown_type();
  }

  // Functions of any type whatever, to which a domain is one of its own.
  static bool takes_any(std::string_view function) {
    constexpr std::array<std::string_view, 7> kNames = {"coalesce",   "first_value", "greatest", "lag",
                                                        "last_value", "lead",        "least"};
    return std::ranges::binary_search(kNames, function);
  }

  // A domain stays what it is among its like only.
  [[nodiscard]] std::vector<Type> alike(std::span<const Type> types) const {
    const bool same = std::ranges::all_of(types, [&](const Type& type) { return type == types.front(); });
    return same ? std::vector<Type>(types.begin(), types.end()) : bases(types);
  }

  // Pairs of a condition and a result, behind the operand if there is one, then ELSE.
  [[nodiscard]] Type of_case(const Expr::Node& node, std::span<const Type> children) const {
    const std::size_t first = node.text == "operand" ? 1 : 0;
    std::vector<Type> results;
    std::size_t at = first;
    for (; at + 1 < children.size(); at += 2) results.push_back(children[at + 1]);
    if (at < children.size()) results.push_back(children[at]);
    return common_type(alike(results));
  }

  [[nodiscard]] Type of_array(std::span<const Type> elements) const {
    if (elements.empty()) return unknown_type();
    Type type = without_modifiers(common_type(alike(elements)));
    if (is_literal(type)) type = built_in_type("text");
    type.array_dimensions = 1;
    return type;
  }

  [[nodiscard]] Type of_subscript(const Expr::Node& node, const Type& of) const {
    Type type = of;
    if (node.text.empty()) {
      if (type.array_dimensions == 0) return is_built_in(type, "jsonb") ? type : unknown_type();
      type.array_dimensions = 0;
      return type;
    }
    if (node.text == ":") return type;
    const catalog::Relation* row = catalog_.find_relation(type.schema, type.name);
    const catalog::Column* field = row == nullptr ? nullptr : row->find_column(node.text);
    return field == nullptr ? unknown_type() : field->type;
  }

  const Expr& expression_;
  const Catalog& catalog_;
  const LeafType& leaf_;
};

}  // namespace

Type common_type(std::span<const Type> types) {
  if (types.empty()) return unknown_type();
  Type result = types.front();
  for (const Type& type : types.subspan(1)) result = common_of_two(result, type);
  return result;
}

Type as_column(Type type) { return is_literal(type) ? built_in_type("text") : type; }

std::vector<Type> types_of(const Expr& expression, const Catalog& catalog, const LeafType& leaf) {
  return TypeWalk(expression, catalog, leaf).run();
}

Type type_of(const Expr& expression, const Catalog& catalog, const LeafType& leaf) {
  return expression.empty() ? unknown_type() : as_column(types_of(expression, catalog, leaf).front());
}

}  // namespace lockstep::replay
