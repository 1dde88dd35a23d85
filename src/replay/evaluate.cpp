#include "replay/evaluate.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "replay/names.h"
#include "support/ascii.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;
using Arguments = std::span<const Value>;

Value integer_of(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return failed == std::errc() && end == digits.data() + digits.size() ? integer_value(number) : Value{};
}

// What an operator or function gives that is strict: an argument that is an error, unknown or null decides.
const Value* decisive(Arguments arguments) {
  for (const Kind kind : {Kind::error, Kind::unknown, Kind::null}) {
    const auto found = std::ranges::find(arguments, kind, &Value::kind);
    if (found != arguments.end()) return &*found;
  }
  return nullptr;
}

// AND where `stop` is false, OR where it is true. What stands to the left of an error is asked first.
Value connect(Arguments arguments, bool stop) {
  Value result = boolean_value(!stop);
  for (const Value& argument : arguments) {
    if (argument.is(Kind::boolean) ? argument.flag == stop : argument.is(Kind::error)) return argument;
    if (argument.is(Kind::boolean) || !result.known()) continue;
    if (argument.is(Kind::null))
      result = argument;
    else
      result = {};
  }
  return result;
}

// Most texts are names in the system catalogs, and what these are compared with is cut as names are.
int compare_texts(const std::string& a, const std::string& b) {
  const std::string name = make_object_name(a, "", "");
  const std::string other = make_object_name(b, "", "");
  const bool one_is_longer = (name == a) != (other == b);
  return one_is_longer ? name.compare(other) : a.compare(b);
}

// Negative, 0 or positive; nothing where the two are of different kinds.
std::optional<int> compare(const Value& a, const Value& b) {
  if (a.kind != b.kind) return std::nullopt;
  if (a.is(Kind::text)) return compare_texts(a.text, b.text);
  if (a.is(Kind::integer)) return (a.number > b.number) - (a.number < b.number);
  if (a.is(Kind::boolean)) return static_cast<int>(a.flag) - static_cast<int>(b.flag);
  if (!a.is(Kind::object)) return std::nullopt;
  return a.object == b.object && a.schema == b.schema && a.text == b.text ? 0 : 1;
}

// https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-LIKE
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;  // the last % and what it took so far
  std::size_t taken = 0;
  while (at < text.size()) {
    const bool escaped = in + 1 < pattern.size() && pattern[in] == '\\';
    if (in < pattern.size() && pattern[in] == '%') {
      star = in++;
      taken = at;
    } else if (in < pattern.size() &&
               (pattern[in + (escaped ? 1 : 0)] == text[at] || (!escaped && pattern[in] == '_'))) {
      in += escaped ? 2 : 1;
      ++at;
    } else if (star != std::string_view::npos) {
      in = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('%', in) == std::string_view::npos;
}

Value arithmetic(std::string_view name, const Value& a, const Value& b) {
  constexpr std::int64_t kLarge = std::int64_t{1} << 31U;
  const auto fits = [](std::int64_t n) { return n > -kLarge && n < kLarge; };
  if (!a.is(Kind::integer) || !b.is(Kind::integer) || !fits(a.number) || !fits(b.number)) return {};
  if (name == "+") return integer_value(a.number + b.number);
  if (name == "-") return integer_value(a.number - b.number);
  if (name == "*") return integer_value(a.number * b.number);
  return {};
}

Value binary(std::string_view name, const Value& a, const Value& b, const catalog::Catalog& catalog) {
  if (name == "||") {
    const Value left = to_text_value(a, catalog);
    const Value right = to_text_value(b, catalog);
    return left.known() && right.known() ? text_value(left.text + right.text) : Value{};
  }
  if (a.is(Kind::text) && b.is(Kind::text) && (name == "~~" || name == "!~~"))
    return boolean_value(is_like(a.text, b.text) == (name == "~~"));
  const std::optional<int> order = compare(a, b);
  if (!order) return arithmetic(name, a, b);
  if (name == "=") return boolean_value(*order == 0);
  if (name == "<>" || name == "!=") return boolean_value(*order != 0);
  // Text goes by a collation, which only the server knows.
  if (!a.is(Kind::integer)) return {};
  if (name == "<") return boolean_value(*order < 0);
  if (name == "<=") return boolean_value(*order <= 0);
  if (name == ">") return boolean_value(*order > 0);
  if (name == ">=") return boolean_value(*order >= 0);
  return arithmetic(name, a, b);
}

Value negated(const Value& value) { return value.is(Kind::boolean) ? boolean_value(!value.flag) : value; }

Value null_test(const Value& value, bool wants_null) {
  if (!value.known() || value.is(Kind::error)) return value;
  return boolean_value(value.is(Kind::null) == wants_null);
}

// IS [NOT] TRUE and IS [NOT] FALSE
Value bool_test(const Value& value, std::string_view test) {
  if (!value.known() || value.is(Kind::error)) return value;
  const bool wants = test.ends_with("true");
  if (!wants && !test.ends_with("false")) return {};
  const bool holds = value.is(Kind::boolean) && value.flag == wants;
  return boolean_value(holds != test.starts_with("is not"));
}

// `left op ANY (list)`, `left op ALL (list)`
Value quantified(const Expr::Node& node, Arguments arguments, const catalog::Catalog& catalog) {
  const Value& list = arguments[1];
  if (!list.is(Kind::list)) return list.is(Kind::error) ? list : Value{};
  std::vector<Value> results;
  for (const Scalar& item : list.items) {
    const Value pair[] = {arguments[0], value_of(item)};
    const Value* decided = decisive(pair);
    results.push_back(decided != nullptr ? *decided : binary(node.text, pair[0], pair[1], catalog));
  }
  return connect(results, node.kind == ExprKind::op_any);
}

bool is_count_of_all(std::string_view call) {
  std::string plain = ascii::lower(call);
  std::erase_if(plain, ascii::is_space);
  return plain == "count(*)";
}

class Evaluation {
 public:
  Evaluation(const Expr& expression, const Scope& scope) : expression_(expression), scope_(scope) {}

  // Children stand behind their parent, so the last node is the first to have its value.
  Value run() {
    const std::vector<Expr::Node>& nodes = expression_.nodes();
    std::vector<bool> lists(nodes.size());
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].kind == ExprKind::op_any || nodes[i].kind == ExprKind::op_all)
        lists[expression_.children(i)[1]] = true;
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
      std::vector<Value> arguments;
      for (std::uint32_t child = 0; child < nodes[i].children; ++child) {
        arguments.push_back(std::move(values_.back()));
        values_.pop_back();
      }
      values_.push_back(node_value(i, std::move(arguments), lists[i]));
    }
    return std::move(values_.back());
  }

 private:
  Value node_value(std::size_t index, std::vector<Value> arguments, bool list) {
    const Expr::Node& node = expression_.nodes()[index];
    switch (node.kind) {
      case ExprKind::null: return null_value();
      case ExprKind::boolean: return boolean_value(node.text == "true");
      case ExprKind::integer: return integer_of(node.text);
      case ExprKind::string: return text_value(node.text);
      case ExprKind::column: return scope_.column(node.qualifier, node.text);
      case ExprKind::subquery: return scope_.subquery(node.text, list);
      case ExprKind::bool_and: return connect(arguments, false);
      case ExprKind::bool_or: return connect(arguments, true);
      case ExprKind::bool_not: return negated(arguments[0]);
      case ExprKind::is_null: return null_test(arguments[0], true);
      case ExprKind::is_not_null: return null_test(arguments[0], false);
      case ExprKind::bool_test: return bool_test(arguments[0], node.text);
      case ExprKind::op_any:
      case ExprKind::op_all: return quantified(node, arguments, scope_.catalog);
      case ExprKind::array:
      case ExprKind::list: return list_value(arguments);
      case ExprKind::collate: return std::move(arguments[0]);
      case ExprKind::cast: return cast(node, arguments[0]);
      case ExprKind::op: return operation(node, arguments);
      case ExprKind::function:
        if (node.text == "count") return count(index);
        [[fallthrough]];
      case ExprKind::sql_value: return call_function(node, arguments, scope_.catalog);
      // count(*), which is no function over arguments.
      case ExprKind::opaque: return is_count_of_all(node.text) ? scope_.count : Value{};
      default: return {};
    }
  }

  // Of something that may be NULL it counts fewer.
  [[nodiscard]] Value count(std::size_t index) const {
    const bool none = scope_.count.is(Kind::integer) && scope_.count.number == 0;
    if (none || expression_.nodes()[index].children == 0) return scope_.count;
    return expression_.nodes()[index + 1].kind == ExprKind::integer ? scope_.count : Value{};
  }

  Value cast(const Expr::Node& node, const Value& value) {
    if (!value.known() || value.is(Kind::null) || value.is(Kind::error)) return value;
    return cast_value(value, expression_.type(node), scope_.catalog);
  }

  // IS [NOT] DISTINCT FROM, for which NULL is a value like others.
  static Value distinct(Arguments arguments, bool wants_same) {
    for (const Value& argument : arguments)
      if (argument.is(Kind::error) || !argument.known()) return argument;
    if (arguments[0].is(Kind::null) || arguments[1].is(Kind::null))
      return boolean_value((arguments[0].kind == arguments[1].kind) == wants_same);
    const std::optional<int> order = compare(arguments[0], arguments[1]);
    return order ? boolean_value((*order == 0) == wants_same) : Value{};
  }

  Value operation(const Expr::Node& node, Arguments arguments) {
    if (node.text.ends_with("distinct from")) return distinct(arguments, node.text.starts_with("is not"));
    if (const Value* decided = decisive(arguments)) return *decided;
    if (arguments.size() == 2) return binary(node.text, arguments[0], arguments[1], scope_.catalog);
    if (node.text == "-") return arithmetic("-", integer_value(0), arguments[0]);
    return {};
  }

  const Expr& expression_;
  const Scope& scope_;
  std::vector<Value> values_;
};

}  // namespace

Value evaluate(const Expr& expression, const Scope& scope) {
  return expression.empty() ? Value{} : Evaluation(expression, scope).run();
}

}  // namespace lockstep::replay
