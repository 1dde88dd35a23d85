#pragma once
// An SQL expression as a value: owned, immutable, comparable. The nodes stand in one vector in
// prefix order, each with the size of its subtree, so that copying, comparing, walking and
// destroying are loops: an expression of 200,000 terms is as harmless as one of two.
// Made by `src/parser` from Postgres' raw tree; asked by catalog, replay, effects and rules.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/type_name.h"
#include "support/span.h"

namespace lockstep {

enum class ExprKind : std::uint8_t {
  null,         // NULL
  boolean,      // text: "true" or "false"
  integer,      // text: the digits
  numeric,      // text: as written
  string,       // text: the value, without quotes and escapes
  bit_string,   // text: b'...' or x'...' as Postgres holds it
  column,       // qualifier.text; text is "*" for all columns
  parameter,    // $1
  function,     // qualifier.text(children); also COALESCE, GREATEST, LEAST, NULLIF and the like
  sql_value,    // CURRENT_TIMESTAMP and its kin; text: lower case, as "current_timestamp"; its precision a
                // child
  op,  // text: the operator; one child (prefix) or two. "VARIADIC" and "=>" (qualifier: the name) mark
       // arguments
  op_any,  // left op ANY (right); IN lists too, their right side is a list
  op_all,  // left op ALL (right); NOT IN lists too, as <>
  between,  // text: "between", "not between", "between symmetric", ...; three children
  bool_and,  // two or more children
  bool_or,  // two or more children
  bool_not,  // one child
  is_null,  // one child
  is_not_null,  // one child
  bool_test,  // text: "is true", "is not false", "is unknown", ...; one child
  cast,  // one child; type() says to what
  collate,  // qualifier.text is the collation; one child
  case_when,  // text: "operand" when the first child is one; then pairs, then ELSE if odd
  array,  // ARRAY[children]
  row,  // ROW(children)
  list,  // the right side of IN
  subscript,  // children[0][...], text ":" for a slice; or (children[0]).text, one child
  subquery,  // text: the source bytes
  opaque,  // anything else; text: the source bytes; qualifier: "over" or "aggregate" of such a call
};

class Expr {
 public:
  struct Node {
    ExprKind kind = ExprKind::opaque;
    std::uint32_t children = 0;  // how many
    std::uint32_t size = 1;  // nodes of the subtree, this one included
    std::uint32_t type = 0;  // kind cast: index into types()
    std::string text;
    std::string qualifier;  // schema of a function, table of a column; empty when not written
    Span span;  // what the tree says of its place; not part of the value
  };

  Expr() = default;
  // `nodes` in prefix order; `children` and `size` of each already right.
  Expr(std::vector<Node> nodes, std::vector<TypeName> types)
      : nodes_(std::move(nodes)), types_(std::move(types)) {}

  [[nodiscard]] bool empty() const { return nodes_.empty(); }
  [[nodiscard]] const std::vector<Node>& nodes() const& { return nodes_; }
  const std::vector<Node>& nodes() const&& = delete;
  [[nodiscard]] const Node& root() const& { return nodes_.front(); }
  const Node& root() const&& = delete;
  [[nodiscard]] const TypeName& type(const Node& cast) const& { return types_[cast.type]; }
  const TypeName& type(const Node& cast) const&& = delete;

  // The indexes of a node's children, in order.
  [[nodiscard]] std::vector<std::uint32_t> children(std::uint32_t node) const;

  // The same with casts around it taken off, as an index into nodes(): `'{}'::jsonb` gives '{}'.
  [[nodiscard]] std::uint32_t without_casts(std::uint32_t node = 0) const;

  // A new expression: the subtree below `node`.
  [[nodiscard]] Expr subtree(std::uint32_t node) const;

  // Readable SQL for messages; long ones are cut. Not meant to be parsed again.
  [[nodiscard]] std::string to_text(std::size_t at_most = 80) const;

  // Same tree, wherever it stands in the file.
  friend bool operator==(const Expr& a, const Expr& b);

 private:
  std::vector<Node> nodes_;
  std::vector<TypeName> types_;
};

}  // namespace lockstep
