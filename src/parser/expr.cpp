#include "parser/expr.h"

#include <algorithm>

namespace lockstep {

std::vector<std::uint32_t> Expr::children(std::uint32_t node) const {
  std::vector<std::uint32_t> result;
  result.reserve(nodes_[node].children);
  std::uint32_t child = node + 1;
  for (std::uint32_t i = 0; i < nodes_[node].children; ++i) {
    result.push_back(child);
    child += nodes_[child].size;
  }
  return result;
}

std::uint32_t Expr::without_casts(std::uint32_t node) const {
  while (nodes_[node].kind == ExprKind::cast) ++node;
  return node;
}

Expr Expr::subtree(std::uint32_t node) const {
  const auto begin = nodes_.begin() + node;
  std::vector<Node> nodes(begin, begin + nodes_[node].size);
  std::vector<TypeName> types;
  for (Node& copy : nodes) {
    if (copy.kind != ExprKind::cast) continue;
    types.push_back(types_[copy.type]);
    copy.type = static_cast<std::uint32_t>(types.size() - 1);
  }
  return {std::move(nodes), std::move(types)};
}

bool operator==(const Expr& a, const Expr& b) {
  return std::ranges::equal(a.nodes_, b.nodes_, [&](const Expr::Node& x, const Expr::Node& y) {
    return x.kind == y.kind && x.size == y.size && x.children == y.children && x.text == y.text &&
           x.qualifier == y.qualifier && (x.kind != ExprKind::cast || a.type(x) == b.type(y));
  });
}

}  // namespace lockstep
