#pragma once
// Private to src/parser: the two jobs of lower_expr.cpp that look at the text and not at the tree.

#include <vector>

#include "parser/expr.h"
#include "parser/lower.h"

struct SubLink;

namespace lockstep {

// Source of a node that is kept as text: a subquery, an aggregate with FILTER, an XML or JSON
// function. Empty when the tree doesn't say where it stands.
[[nodiscard]] Span source_of(const ::Node* tree, const LowerContext& cx);

// Source of the query in `a IN (...)` or `a op ANY (...)`, with its parentheses.
[[nodiscard]] Span source_of_compared_query(const ::SubLink& link, const LowerContext& cx);

// Every node's span begins at the byte that the tree gives for it, 0 when it gives none. That is one
// token's: the operator of `a + b`, the `::` of a cast. Behind this call a span reaches from the
// node's first to its last token; without parentheses around it, which no tree keeps.
void complete_spans(std::vector<Expr::Node>& nodes, const std::vector<TypeName>& types, const Cursor& cursor);

}  // namespace lockstep
