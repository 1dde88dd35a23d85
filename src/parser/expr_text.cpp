// Expr::to_text. Walks with a stack of its own, and no further than the text that is asked for.

#include <algorithm>
#include <array>
#include <utility>

#include "parser/expr.h"
#include "support/ascii.h"
#include "support/utf8.h"

namespace lockstep {
namespace {

// How tightly a node binds, loosest first:
// https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE
enum class Level : std::uint8_t {
  loosest,
  or_,
  and_,
  not_,
  is,
  comparison,
  between,
  other,
  sum,
  product,
  power,
  collate,
  sign,
  cast,
  tightest,
  enclosed,  // what nothing reaches
};

Level tighter(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

using Spelling = std::pair<std::string_view, std::string_view>;
constexpr auto kSpelling = std::to_array<Spelling>({
    {"~~", "LIKE"},
    {"!~~", "NOT LIKE"},
    {"~~*", "ILIKE"},
    {"!~~*", "NOT ILIKE"},
});

// LIKE for ~~, IS DISTINCT FROM in capitals, symbols as they are.
std::string spell_operator(std::string_view name) {
  const auto found = std::ranges::find(kSpelling, name, &Spelling::first);
  return found == kSpelling.end() ? ascii::upper(name) : std::string(found->second);
}

Level operator_level(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kComparisons = {"=", "<", ">", "<=", ">=", "<>", "!="};
  if (name.starts_with("is ")) return Level::is;
  if (std::ranges::find(kComparisons, name) != kComparisons.end()) return Level::comparison;
  if (std::ranges::find(kSpelling, name, &Spelling::first) != kSpelling.end()) return Level::between;
  if (name == "+" || name == "-") return Level::sum;
  if (name == "*" || name == "/" || name == "%") return Level::product;
  return name == "^" ? Level::power : Level::other;
}

Level level(const Expr::Node& node) {
  switch (node.kind) {
    case ExprKind::bool_or: return Level::or_;
    case ExprKind::bool_and: return Level::and_;
    case ExprKind::bool_not: return Level::not_;
    case ExprKind::is_null:
    case ExprKind::is_not_null:
    case ExprKind::bool_test: return Level::is;
    case ExprKind::between: return Level::between;
    case ExprKind::op_any:
    case ExprKind::op_all: return Level::other;
    case ExprKind::op:
      if (node.children == 2) return operator_level(node.text);
      return node.text == "-" || node.text == "+" ? Level::sign : Level::other;
    case ExprKind::collate: return Level::collate;
    case ExprKind::cast: return Level::cast;
    case ExprKind::integer:
    case ExprKind::numeric: return node.text.starts_with('-') ? Level::sign : Level::tightest;
    default: return Level::tightest;
  }
}

// The loosest child that needs no parentheses in the `ordinal`-th place.
Level required_level(const Expr::Node& parent, std::uint32_t ordinal) {
  const Level own = level(parent);
  switch (parent.kind) {
    case ExprKind::op:
      if (parent.text == "=>" || parent.text == "VARIADIC") return Level::loosest;
      if (parent.children == 1) return tighter(own);  // -(-a), as --a begins a comment
      return ordinal == 0 && own > Level::comparison ? own : tighter(own);
    case ExprKind::op_any:
    case ExprKind::op_all: return ordinal == 0 ? tighter(own) : Level::loosest;
    case ExprKind::between: return tighter(own);
    case ExprKind::bool_and:
    case ExprKind::bool_or: return tighter(own);
    case ExprKind::bool_not: return own;
    case ExprKind::is_null:
    case ExprKind::is_not_null:
    case ExprKind::bool_test: return tighter(own);
    case ExprKind::cast:
    case ExprKind::collate: return own;
    default: return Level::loosest;
  }
}

// a[1] and $1[1] do without parentheses, (a).b and (f(a))[1] don't.
bool takes_subscript(const Expr::Node& subscript, const Expr::Node& child) {
  if (child.kind == ExprKind::subscript) return true;
  return subscript.children > 1 && (child.kind == ExprKind::column || child.kind == ExprKind::parameter);
}

// Functions may be named by most keywords: coalesce, left, extract.
std::string function_name(std::string_view name) {
  const bool plain = std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  return plain ? std::string(name) : quote_identifier(name);
}

std::string qualified(std::string_view qualifier, std::string_view name) {
  std::string text;
  while (!qualifier.empty()) {
    const std::size_t dot = qualifier.find('.');
    text += quote_identifier(qualifier.substr(0, dot)) + ".";
    qualifier = dot == std::string_view::npos ? std::string_view() : qualifier.substr(dot + 1);
  }
  return text.append(name);
}

// On one line, as messages are.
std::string literal(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    const bool control = static_cast<unsigned char>(c) < 0x20;
    text.append(c == '\'' ? 2 : 1, control ? ' ' : c);
  }
  return text + "'";
}

// Source bytes on one line.
std::string one_line(std::string_view source) {
  std::string text;
  for (const char c : source) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  return text;
}

class Printer {
 public:
  Printer(const Expr& expr, std::size_t at_most) : expr_(expr), at_most_(at_most) {}

  std::string run() {
    enter(0, Level::loosest);
    while (!stack_.empty() && text_.size() <= at_most_) step();
    return cut();
  }

 private:
  struct Frame {
    std::uint32_t node;
    std::uint32_t next_child;  // index of the child that comes next
    std::uint32_t ordinal;     // and which one it is
    bool parentheses;
  };

  [[nodiscard]] const Expr::Node& at(std::uint32_t node) const { return expr_.nodes()[node]; }

  void enter(std::uint32_t node, Level required) {
    const bool parentheses = level(at(node)) < required;
    if (parentheses) text_ += '(';
    stack_.push_back({.node = node, .next_child = node + 1, .ordinal = 0, .parentheses = parentheses});
  }

  void step() {
    Frame& frame = stack_.back();
    const Expr::Node& node = at(frame.node);
    text_ += before_child(frame);
    if (frame.ordinal < node.children) {
      const std::uint32_t child = frame.next_child;
      const bool enclose =
          frame.ordinal == 0 && node.kind == ExprKind::subscript && !takes_subscript(node, at(child));
      const Level required = enclose ? Level::enclosed : required_level(node, frame.ordinal);
      frame.next_child += at(child).size;
      ++frame.ordinal;
      enter(child, required);
      return;
    }
    if (frame.parentheses) text_ += ')';
    stack_.pop_back();
  }

  // The text in front of the child that comes next, or behind the last one.
  [[nodiscard]] std::string before_child(const Frame& frame) const {
    const Expr::Node& node = at(frame.node);
    const bool first = frame.ordinal == 0;
    const bool end = frame.ordinal == node.children;
    switch (node.kind) {
      case ExprKind::function: {
        const std::string open = first ? function_text(node) + "(" : "";
        return open + (end ? ")" : first ? "" : ", ");
      }
      case ExprKind::sql_value:
        return (first ? ascii::upper(node.text) + (end ? "" : "(") : "") + (end && !first ? ")" : "");
      case ExprKind::array: return enclosed("ARRAY[", "]", first, end);
      case ExprKind::row: return enclosed("ROW(", ")", first, end);
      case ExprKind::list: return enclosed("(", ")", first, end);
      case ExprKind::bool_and: return first || end ? "" : " AND ";
      case ExprKind::bool_or: return first || end ? "" : " OR ";
      case ExprKind::bool_not: return first ? "NOT " : "";
      case ExprKind::is_null: return end ? " IS NULL" : "";
      case ExprKind::is_not_null: return end ? " IS NOT NULL" : "";
      case ExprKind::bool_test: return end ? " " + ascii::upper(node.text) : "";
      case ExprKind::cast: return end ? "::" + lockstep::to_text(expr_.type(node)) : "";
      case ExprKind::collate:
        return end ? " COLLATE " + qualified(node.qualifier, quote_identifier(node.text)) : "";
      case ExprKind::between:
        return first || end ? "" : frame.ordinal == 1 ? " " + ascii::upper(node.text) + " " : " AND ";
      case ExprKind::op: return operator_text(frame);
      case ExprKind::op_any:
      case ExprKind::op_all: return quantified_text(frame);
      case ExprKind::case_when: return case_text(frame);
      case ExprKind::subscript: return subscript_text(frame);
      default: return leaf_text(node);
    }
  }

  [[nodiscard]] static std::string enclosed(const char* open, const char* close, bool first, bool end) {
    return std::string(first ? open : end ? "" : ", ") + (end ? close : "");
  }

  [[nodiscard]] static std::string function_text(const Expr::Node& node) {
    const bool builtin = node.qualifier == "pg_catalog";
    return qualified(builtin ? "" : std::string_view(node.qualifier), function_name(node.text));
  }

  [[nodiscard]] std::string operator_text(const Frame& frame) const {
    const Expr::Node& node = at(frame.node);
    if (frame.ordinal == node.children) return "";
    if (node.children == 2) return frame.ordinal == 0 ? "" : " " + spell_operator(node.text) + " ";
    if (node.text == "=>") return quote_identifier(node.qualifier) + " => ";
    return node.text + (node.text == "VARIADIC" ? " " : "");
  }

  [[nodiscard]] std::string quantified_text(const Frame& frame) const {
    const Expr::Node& node = at(frame.node);
    if (frame.ordinal == 0) return "";
    const bool any = node.kind == ExprKind::op_any;
    // The second child starts behind the first, and IN's is a list or a subquery.
    const ExprKind right = at(frame.node + 1 + at(frame.node + 1).size).kind;
    const bool closed = right == ExprKind::list || right == ExprKind::subquery;
    if (frame.ordinal == 2) return closed ? "" : ")";
    if (closed && node.text == (any ? "=" : "<>")) return any ? " IN " : " NOT IN ";
    return " " + spell_operator(node.text) + (any ? " ANY " : " ALL ") + (closed ? "" : "(");
  }

  [[nodiscard]] std::string case_text(const Frame& frame) const {
    const Expr::Node& node = at(frame.node);
    const std::uint32_t operand = node.text == "operand" ? 1 : 0;
    const std::string open = frame.ordinal == 0 ? "CASE " : " ";
    if (frame.ordinal == node.children) return open + "END";
    if (frame.ordinal < operand) return open;
    const std::uint32_t branch = frame.ordinal - operand;
    if (branch % 2 == 1) return " THEN ";
    return open + (frame.ordinal + 1 == node.children ? "ELSE " : "WHEN ");
  }

  [[nodiscard]] std::string subscript_text(const Frame& frame) const {
    const Expr::Node& node = at(frame.node);
    const bool end = frame.ordinal == node.children;
    if (frame.ordinal == 0) return "";
    if (node.children == 1) return "." + (node.text == "*" ? node.text : quote_identifier(node.text));
    if (end) return "]";
    return frame.ordinal == 1 ? "[" : ":";
  }

  [[nodiscard]] static std::string leaf_text(const Expr::Node& node) {
    switch (node.kind) {
      case ExprKind::null: return "NULL";
      case ExprKind::string: return literal(node.text);
      case ExprKind::bit_string:
        return node.text.substr(0, 1) + literal(std::string_view(node.text).substr(1));
      case ExprKind::column:
        return qualified(node.qualifier, node.text == "*" ? node.text : quote_identifier(node.text));
      case ExprKind::subquery:
      case ExprKind::opaque: return one_line(node.text);
      default: return node.text;
    }
  }

  [[nodiscard]] std::string cut() {
    static constexpr std::string_view kEllipsis = "...";
    if (text_.size() <= at_most_) return std::move(text_);
    std::size_t end = at_most_ > kEllipsis.size() ? at_most_ - kEllipsis.size() : 0;
    while (end > 0 && !utf8::valid_at(text_, end)) --end;
    text_.resize(end);
    return text_ += kEllipsis;
  }

  const Expr& expr_;
  std::size_t at_most_;
  std::string text_;
  std::vector<Frame> stack_;
};

}  // namespace

std::string Expr::to_text(std::size_t at_most) const {
  return empty() ? std::string() : Printer(*this, at_most).run();
}

}  // namespace lockstep
