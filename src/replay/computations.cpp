#include "replay/computations.h"

#include <algorithm>
#include <vector>

#include "catalog/builtin_functions.h"
#include "catalog/casts.h"
#include "replay/constants.h"
#include "replay/operators.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Type;

bool is_boolean(const Type& type) {
  return type.schema == "pg_catalog" && type.name == "bool" && type.array_dimensions == 0;
}

bool is_null_or_string(const Expr::Node& node) {
  return node.kind == ExprKind::null || node.kind == ExprKind::string;
}

// ---- functions --------------------------------------------------------------------------------

bool is_builtin_name(const Expr::Node& call) {
  return call.qualifier.empty() || call.qualifier == "pg_catalog";
}

// Extensions, of which the history doesn't see all, have names in lower case.
bool may_be_extensions(const Context& cx, std::string_view name) {
  return (cx.catalog.platform || !cx.catalog.extensions.empty()) &&
         std::ranges::none_of(name, ascii::is_upper);
}

bool is_aggregate(const Context& cx, std::string_view name) {
  const std::string beginning = std::string(name) + "(";
  return std::ranges::any_of(cx.catalog.named_objects, [&](const auto& entry) {
    return entry.second.kind == ObjectKind::aggregate && entry.second.name.starts_with(beginning);
  });
}

// A type's name is a cast: https://www.postgresql.org/docs/current/sql-expressions.html#SQL-SYNTAX-TYPE-CASTS
bool is_type(const Context& cx, const Expr::Node& call) {
  TypeName name;
  name.schema = call.qualifier;
  name.name = call.text;
  const Type type = cx.catalog.resolve(name);
  return type.schema == "pg_catalog" || cx.catalog.has_type(type.schema, type.name);
}

// https://www.postgresql.org/docs/current/functions-window.html without those that are aggregates as well;
// and NULLIF, which is written as a call and is none.
bool is_listed_nowhere(std::string_view name) {
  constexpr std::string_view kNames[] = {"first_value", "grouping", "lag",    "last_value", "lead",
                                         "nth_value",   "ntile",    "nullif", "row_number"};
  return contains(kNames, name);
}

bool knows_function(const Context& cx, const Expr::Node& call) {
  constexpr int kNewest = 18;
  if (!cx.catalog.complete || !cx.catalog.undecided.empty() || call.qualifier == "pg_catalog") return true;
  if (!call.qualifier.empty() && !cx.catalog.has_schema(call.qualifier)) return true;
  return !cx.catalog.find_functions(call.qualifier, call.text).empty() || may_be_extensions(cx, call.text) ||
         catalog::is_builtin_aggregate(call.text) || catalog::builtin_volatility(call.text, kNewest) ||
         is_listed_nowhere(call.text) || is_type(cx, call) || is_aggregate(cx, call.text);
}

// https://www.postgresql.org/docs/current/functions-string.html: those whose first argument is a text, or of
// a type that is written in no such way.
bool takes_text(const Expr::Node& call) {
  constexpr std::string_view kNames[] = {"ascii",  "btrim",     "char_length", "initcap", "length",
                                         "lower",  "lpad",      "ltrim",       "md5",     "regexp_replace",
                                         "repeat", "replace",   "rpad",        "rtrim",   "split_part",
                                         "strpos", "substring", "translate",   "upper"};
  return is_builtin_name(call) && contains(kNames, call.text);
}

// What nextval() and its kin name is a regclass.
bool takes_sequence(const Expr::Node& call) {
  constexpr std::string_view kNames[] = {"currval", "nextval", "setval"};
  return is_builtin_name(call) && contains(kNames, call.text);
}

// ---- the walk ---------------------------------------------------------------------------------

class Computation {
 public:
  Computation(Context& cx, const Expr& expression, const LeafType& leaf, bool again = false)
      : cx_(cx), expression_(expression), types_(types_of(expression, cx.catalog, leaf)), again_(again) {}

  bool run() {
    for (std::uint32_t at = 0; at < types_.size(); ++at) {
      if (!may_be(at)) return false;
    }
    return true;
  }

  [[nodiscard]] const Type& type() const { return types_.front(); }

 private:
  [[nodiscard]] const Expr::Node& node(std::uint32_t at) const { return expression_.nodes()[at]; }
  // Operators see the type below a domain.
  [[nodiscard]] Type operand(std::uint32_t at) const { return without_domain(cx_.catalog, types_[at]); }

  bool may_be(std::uint32_t at) {
    const std::vector<std::uint32_t> children = expression_.children(at);
    switch (node(at).kind) {
      case ExprKind::op:
        return children.size() != 2 || may_operate(node(at), children.front(), children.back());
      case ExprKind::op_any:
      case ExprKind::op_all: return may_operate_on_all(node(at), children.front(), children.back());
      case ExprKind::between: return may_be_between(node(at), children);
      default: return again_ || may_be_no_operator(at, children);
    }
  }

  bool may_be_no_operator(std::uint32_t at, const std::vector<std::uint32_t>& children) {
    switch (node(at).kind) {
      case ExprKind::bool_and: return are_conditions(children, "AND");
      case ExprKind::bool_or: return are_conditions(children, "OR");
      case ExprKind::bool_not: return are_conditions(children, "NOT");
      case ExprKind::cast: return may_cast(types_[at], children.front());
      case ExprKind::function: return may_call(at, children);
      case ExprKind::case_when: return may_choose(at, children);
      default: return true;
    }
  }

  bool may_operate(const Expr::Node& op, std::uint32_t left, std::uint32_t right) {
    return may_operate(op, left, right, operand(right));
  }

  bool may_operate(const Expr::Node& op, std::uint32_t left, std::uint32_t right, const Type& right_type) {
    const Type left_type = operand(left);
    const bool left_is_constant = node(left).kind == ExprKind::string;
    const bool right_is_constant = node(right).kind == ExprKind::string;
    if (!op.qualifier.empty() || (again_ && (left_is_constant || right_is_constant))) return true;
    if (!has_operator(cx_.catalog, op.text, left_type, right_type)) {
      return cx_.refuse(
          sqlstate::kUndefinedFunction,
          text::format("operator does not exist: {} {} {}", to_text(left_type), op.text, to_text(right_type)),
          op.span);
    }
    if (!is_comparison(op.text) || left_is_constant == right_is_constant) return true;
    return left_is_constant ? may_read(cx_, node(left), right_type) : may_read(cx_, node(right), left_type);
  }

  // A list, or the elements of an array.
  bool may_operate_on_all(const Expr::Node& op, std::uint32_t left, std::uint32_t right) {
    if (node(right).kind == ExprKind::list) {
      return std::ranges::all_of(expression_.children(right),
                                 [&](std::uint32_t element) { return may_operate(op, left, element); });
    }
    Type element = types_[right];
    if (!element.known || element.array_dimensions == 0 || node(left).kind == ExprKind::string) return true;
    element.array_dimensions = 0;
    return may_operate(op, left, right, without_domain(cx_.catalog, element));
  }

  bool may_be_between(const Expr::Node& between, const std::vector<std::uint32_t>& children) {
    Expr::Node comparison = between;
    comparison.text = "<=";
    return may_operate(comparison, children[0], children[1]) &&
           may_operate(comparison, children[0], children[2]);
  }

  bool are_conditions(const std::vector<std::uint32_t>& children, std::string_view place) {
    return std::ranges::all_of(children, [&](std::uint32_t at) {
      if (node(at).kind == ExprKind::string) return may_read(cx_, node(at), types_of_boolean());
      return is_null_or_string(node(at)) || !types_[at].known || is_boolean(operand(at)) ||
             cx_.refuse(
                 sqlstate::kDatatypeMismatch,
                 text::format("argument of {} must be type boolean, not type {}", place, to_text(types_[at])),
                 node(at).span);
    });
  }

  static Type types_of_boolean() { return {.schema = "pg_catalog", .name = "bool"}; }

  bool may_cast(const Type& to, std::uint32_t from) {
    if (node(from).kind == ExprKind::string) return may_read(cx_, node(from), to);
    if (node(from).kind == ExprKind::array && to.array_dimensions > 0) {
      Type element = to;
      element.array_dimensions = 0;
      return are_read(expression_.children(from), element);
    }
    return catalog::can_cast(cx_.catalog, types_[from], to) ||
           cx_.refuse(sqlstate::kCannotCoerce,
                      text::format("cannot cast type {} to {}", to_text(types_[from]), to_text(to)));
  }

  // Constants among what is of one type.
  bool are_read(const std::vector<std::uint32_t>& nodes, const Type& type) {
    return std::ranges::all_of(nodes, [&](std::uint32_t at) {
      return node(at).kind != ExprKind::string || may_read(cx_, node(at), type);
    });
  }

  bool may_call(std::uint32_t at, const std::vector<std::uint32_t>& arguments) {
    const Expr::Node& call = node(at);
    if (call.text == "coalesce" || call.text == "greatest" || call.text == "least")
      return are_read(arguments, types_[at]);
    if (takes_sequence(call) && !arguments.empty() && node(arguments.front()).kind == ExprKind::string)
      return may_read(cx_, node(arguments.front()), {.schema = "pg_catalog", .name = "regclass"});
    // f(row) is a column of it, too.
    const bool of_row = arguments.size() == 1 && !types_[arguments.front()].known;
    const bool takes_other = takes_text(call) && !arguments.empty() &&
                             cx_.catalog.find_functions("", call.text).empty() &&
                             !may_be_text(cx_.catalog, operand(arguments.front()));
    return of_row || (!takes_other && knows_function(cx_, call)) ||
           cx_.refuse(sqlstate::kUndefinedFunction,
                      text::format("function {}({}) does not exist", name_of(call), types_text(arguments)),
                      call.span);
  }

  static std::string name_of(const Expr::Node& call) {
    return to_text(QualifiedName{.schema = call.qualifier, .name = call.text, .span = {}});
  }

  [[nodiscard]] std::string types_text(const std::vector<std::uint32_t>& nodes) const {
    std::string text;
    for (const std::uint32_t at : nodes) text += (text.empty() ? "" : ", ") + to_text(types_[at]);
    return text;
  }

  // Conditions and results by turns, behind an operand if there is one; then ELSE.
  bool may_choose(std::uint32_t at, const std::vector<std::uint32_t>& children) {
    const bool has_operand = node(at).text == "operand";
    std::vector<std::uint32_t> conditions;
    std::vector<std::uint32_t> results;
    for (std::size_t i = has_operand ? 1 : 0; i < children.size(); i += 2) {
      const bool is_else = i + 1 == children.size();
      if (!is_else) conditions.push_back(children[i]);
      results.push_back(children[is_else ? i : i + 1]);
    }
    if (!are_read(results, types_[at])) return false;
    return has_operand ? are_read(conditions, types_[children.front()])
                       : are_conditions(conditions, "CASE/WHEN");
  }

  Context& cx_;
  const Expr& expression_;
  std::vector<Type> types_;
  bool again_;
};

}  // namespace

bool may_compute(Context& cx, const Expr& expression, const LeafType& leaf) {
  return expression.empty() || Computation(cx, expression, leaf).run();
}

bool may_compute_again(Context& cx, const Expr& expression, const LeafType& leaf) {
  return expression.empty() || Computation(cx, expression, leaf, true).run();
}

bool may_be_condition(Context& cx, const Expr& expression, const LeafType& leaf, std::string_view place) {
  if (expression.empty()) return true;
  Computation computation(cx, expression, leaf);
  if (!computation.run()) return false;
  const Type& type = computation.type();
  // A constant is read as what the place wants.
  return !type.known || is_null_or_string(expression.root()) ||
         is_boolean(without_domain(cx.catalog, type)) ||
         cx.refuse(sqlstate::kDatatypeMismatch,
                   text::format("argument of {} must be type boolean, not type {}", place, to_text(type)),
                   expression.root().span);
}

bool may_become(Context& cx, const Type& given, std::string_view column, const Type& type,
                std::string_view what) {
  return !given.known ||
         catalog::cast_between(cx.catalog, given, without_domain(cx.catalog, type)) != catalog::Cast::none ||
         cx.refuse(sqlstate::kDatatypeMismatch,
                   text::format("column \"{}\" is of type {} but {} is of type {}", column, to_text(type),
                                what, to_text(given)));
}

bool may_be_given(Context& cx, const Expr& expression, const LeafType& leaf, std::string_view column,
                  const Type& type, std::string_view what) {
  if (expression.empty() || expression.root().kind == ExprKind::null) return true;
  if (expression.root().kind == ExprKind::string) return may_read(cx, expression.root(), type);
  return may_compute(cx, expression, leaf) &&
         may_become(cx, type_of(expression, cx.catalog, leaf), column, type, what);
}

}  // namespace lockstep::replay
