#include "catalog/same_expression.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/constant.h"
#include "catalog/objects.h"
#include "support/ascii.h"

namespace lockstep::catalog {
namespace {

// What a node becomes. A constant's qualifier is the name of its type, where a cast tells it.
struct Node {
  ExprKind kind = ExprKind::opaque;
  std::string text = {};
  std::string qualifier = {};
  std::vector<std::uint32_t> children = {};
};

bool is_constant(const Node& node) { return node.kind == ExprKind::string; }

// Postgres prints these with no schema, or with it, by the search path.
std::string schema_of(const std::string& qualifier) {
  return qualifier == "pg_catalog" || qualifier == "public" ? "" : qualifier;
}

class Normaliser {
 public:
  explicit Normaliser(const Expr& expression) : from_(expression), made_(expression.nodes().size()) {}

  Expr run() {
    // Children stand behind their parent.
    for (std::size_t i = made_.size(); i > 0; --i) made_[i - 1] = make(static_cast<std::uint32_t>(i - 1));
    return flat(made_.front());
  }

 private:
  using Ids = std::vector<std::uint32_t>;

  std::uint32_t add(Node node) {
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  std::uint32_t add(ExprKind kind, std::string text, Ids children = {}) {
    return add({.kind = kind, .text = std::move(text), .children = std::move(children)});
  }
  std::uint32_t constant(std::string text, std::string type = {}) {
    return add({.kind = ExprKind::string, .text = std::move(text), .qualifier = std::move(type)});
  }

  std::uint32_t make(std::uint32_t at);
  std::uint32_t make_cast(const Expr::Node& node, std::uint32_t child);
  std::uint32_t make_operator(const Expr::Node& node, Ids children);
  std::uint32_t make_quantified(const Expr::Node& node, std::uint32_t at, const Ids& children);
  std::uint32_t make_between(std::string_view text, const Ids& children);
  std::uint32_t make_bool(ExprKind kind, const Ids& children);
  std::uint32_t make_function(const Expr::Node& node, Ids children);
  [[nodiscard]] bool has_column(std::uint32_t at) const;
  [[nodiscard]] Expr flat(std::uint32_t root) const;

  const Expr& from_;
  Ids made_;  // by node of `from_`: what it became
  std::vector<Node> nodes_;
};

std::uint32_t Normaliser::make(std::uint32_t at) {
  const Expr::Node& node = from_.nodes()[at];
  Ids children;
  for (const std::uint32_t child : from_.children(at)) children.push_back(made_[child]);
  switch (node.kind) {
    case ExprKind::boolean: return constant(node.text, "bool");
    case ExprKind::integer:
    case ExprKind::numeric:
    case ExprKind::string: return constant(node.text);
    case ExprKind::bit_string: return constant(node.text.starts_with('b') ? node.text.substr(1) : node.text);
    case ExprKind::cast: return make_cast(node, children.front());
    case ExprKind::list: return add(ExprKind::array, "", std::move(children));
    case ExprKind::op: return make_operator(node, std::move(children));
    case ExprKind::op_any:
    case ExprKind::op_all: return make_quantified(node, at, children);
    case ExprKind::between: return make_between(node.text, children);
    case ExprKind::bool_and:
    case ExprKind::bool_or: return make_bool(node.kind, children);
    case ExprKind::function: return make_function(node, std::move(children));
    case ExprKind::case_when: {
      const std::size_t branches = children.size() - (node.text == "operand" ? 1 : 0);
      if (branches % 2 == 0) children.push_back(add(ExprKind::null, ""));  // ELSE NULL
      return add(ExprKind::case_when, node.text, std::move(children));
    }
    default:
      return add({.kind = node.kind,
                  .text = node.text,
                  .qualifier = schema_of(node.qualifier),
                  .children = std::move(children)});
  }
}

std::uint32_t Normaliser::make_cast(const Expr::Node& node, std::uint32_t child) {
  const TypeName& type = from_.type(node);
  if (is_constant(nodes_[child]) && nodes_[child].qualifier.empty()) {
    nodes_[child].qualifier = type.name + (type.array_dimensions > 0 ? "[]" : "");
  }
  return child;
}

std::uint32_t Normaliser::make_operator(const Expr::Node& node, Ids children) {
  if (node.text == "-" && children.size() == 1 && is_constant(nodes_[children.front()])) {
    const Node& number = nodes_[children.front()];
    return constant("-" + number.text, number.qualifier);
  }
  if (node.text == "is not distinct from") {
    return add(ExprKind::bool_not, "", {add(ExprKind::op, "is distinct from", std::move(children))});
  }
  const bool rows = children.size() == 2 && nodes_[children[0]].kind == ExprKind::row &&
                    nodes_[children[1]].kind == ExprKind::row;
  if (rows && (node.text == "=" || node.text == "<>")) {  // each column is compared for itself
    const Ids left = nodes_[children[0]].children;
    const Ids right = nodes_[children[1]].children;
    Ids parts;
    for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
      parts.push_back(add(ExprKind::op, node.text, {left[i], right[i]}));
    }
    return make_bool(node.text == "=" ? ExprKind::bool_and : ExprKind::bool_or, parts);
  }
  // => has the argument's name there
  return add({.kind = ExprKind::op,
              .text = node.text,
              .qualifier = node.text == "=>" ? node.qualifier : "",
              .children = std::move(children)});
}

bool Normaliser::has_column(std::uint32_t at) const {
  const auto begin = from_.nodes().begin() + at;
  return std::any_of(begin, begin + from_.nodes()[at].size,
                     [](const Expr::Node& node) { return node.kind == ExprKind::column; });
}

// transformAExprIn: an array takes the elements without a column where there are several; each other one is
// compared for itself.
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_expr.c
std::uint32_t Normaliser::make_quantified(const Expr::Node& node, std::uint32_t at, const Ids& children) {
  const std::uint32_t right = from_.children(at).back();
  if (from_.nodes()[right].kind != ExprKind::list) return add(node.kind, node.text, children);
  Ids in_array;
  Ids alone;
  for (const std::uint32_t element : from_.children(right)) {
    (has_column(element) ? alone : in_array).push_back(made_[element]);
  }
  if (in_array.size() == 1) alone.insert(alone.begin(), std::exchange(in_array, {}).front());
  Ids parts;
  if (!in_array.empty()) {
    const std::uint32_t array = add(ExprKind::array, "", std::move(in_array));
    parts.push_back(add(node.kind, node.text, {children.front(), array}));
  }
  for (const std::uint32_t element : alone) {
    parts.push_back(add(ExprKind::op, node.text, {children.front(), element}));
  }
  return make_bool(node.kind == ExprKind::op_any ? ExprKind::bool_or : ExprKind::bool_and, parts);
}

std::uint32_t Normaliser::make_between(std::string_view text, const Ids& children) {
  const bool negated = text.starts_with("not");
  const auto within = [&](std::uint32_t low, std::uint32_t high) {
    const Ids ends = {add(ExprKind::op, negated ? "<" : ">=", {children[0], low}),
                      add(ExprKind::op, negated ? ">" : "<=", {children[0], high})};
    return make_bool(negated ? ExprKind::bool_or : ExprKind::bool_and, ends);
  };
  const std::uint32_t once = within(children[1], children[2]);
  if (!text.ends_with("symmetric")) return once;
  return make_bool(negated ? ExprKind::bool_and : ExprKind::bool_or,
                   {once, within(children[2], children[1])});
}

std::uint32_t Normaliser::make_bool(ExprKind kind, const Ids& children) {
  if (children.size() == 1) return children.front();
  Ids terms;
  for (const std::uint32_t child : children) {
    if (nodes_[child].kind == kind) {
      terms.insert(terms.end(), nodes_[child].children.begin(), nodes_[child].children.end());
    } else {
      terms.push_back(child);
    }
  }
  return add(kind, "", std::move(terms));
}

std::uint32_t Normaliser::make_function(const Expr::Node& node, Ids children) {
  // The name of a sequence is a name, which stands with or without its schema.
  if (node.text == "nextval" && children.size() == 1 && is_constant(nodes_[children.front()])) {
    const QualifiedName name = parse_relation_name(nodes_[children.front()].text);
    children.front() =
        add({.kind = ExprKind::column, .text = name.name, .qualifier = schema_of(name.schema)});
  }
  return add({.kind = ExprKind::function,
              .text = node.text,
              .qualifier = schema_of(node.qualifier),
              .children = std::move(children)});
}

// In prefix order again. A node may stand in several places, as x of x BETWEEN 1 AND 2 does.
Expr Normaliser::flat(std::uint32_t root) const {
  std::vector<Expr::Node> flat;
  std::vector<std::uint32_t> open = {root};
  while (!open.empty()) {
    const Node& node = nodes_[open.back()];
    open.pop_back();
    flat.push_back({.kind = node.kind,
                    .children = static_cast<std::uint32_t>(node.children.size()),
                    .text = node.text,
                    .qualifier = node.qualifier,
                    .span = {}});
    open.insert(open.end(), node.children.rbegin(), node.children.rend());
  }
  std::vector<std::uint32_t> sizes;
  for (auto node = flat.rbegin(); node != flat.rend(); ++node) {
    for (std::uint32_t i = 0; i < node->children; ++i) {
      node->size += sizes.back();
      sizes.pop_back();
    }
    sizes.push_back(node->size);
  }
  return {std::move(flat), {}};
}

// Source text: its spaces and its case outside of names are nobody's concern.
std::string squeezed(std::string_view text) {
  std::string result = ascii::lower(text);
  std::erase_if(result, ascii::is_space);
  return result;
}

bool same_node(const Expr::Node& a, const Expr::Node& b) {
  if (a.kind != b.kind || a.children != b.children) return false;
  switch (a.kind) {
    case ExprKind::subquery: return true;
    case ExprKind::opaque: return squeezed(a.text) == squeezed(b.text);
    case ExprKind::string:
      return same_constant(a.text, b.text, a.qualifier.empty() ? b.qualifier : a.qualifier);
    default:
      return a.text == b.text && (a.qualifier.empty() || b.qualifier.empty() || a.qualifier == b.qualifier);
  }
}

}  // namespace

Expr normalised(const Expr& expression) { return expression.empty() ? Expr() : Normaliser(expression).run(); }

bool same_expression(const Expr& a, const Expr& b) {
  const Expr left = normalised(a);
  const Expr right = normalised(b);
  return std::ranges::equal(left.nodes(), right.nodes(), same_node);
}

}  // namespace lockstep::catalog
