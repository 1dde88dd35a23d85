#include "effects/not_null_proof.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace lockstep::effects {
namespace {

// What a term of the CHECK says of the column by not being false, or by not being true.
struct Says {
  bool if_not_false = false;
  bool if_not_true = false;
};

bool is_column(const Expr::Node& node, std::string_view column) {
  return node.kind == ExprKind::column && node.text == column;
}

Says combine(ExprKind kind, const std::vector<Says>& terms) {
  const auto not_false = [](const Says& term) { return term.if_not_false; };
  const auto not_true = [](const Says& term) { return term.if_not_true; };
  if (kind == ExprKind::bool_and) {
    return {.if_not_false = std::ranges::any_of(terms, not_false),
            .if_not_true = std::ranges::all_of(terms, not_true)};
  }
  return {.if_not_false = std::ranges::all_of(terms, not_false),
          .if_not_true = std::ranges::any_of(terms, not_true)};
}

}  // namespace

bool implies_not_null(const Expr& expression, std::string_view column) {
  if (expression.empty()) return false;
  const std::vector<Expr::Node>& nodes = expression.nodes();
  std::vector<Says> says(nodes.size());
  // Backwards, so that children come before their parent.
  for (std::size_t at = nodes.size(); at-- > 0;) {
    const Expr::Node& node = nodes[at];
    switch (node.kind) {
      case ExprKind::is_not_null: says[at].if_not_false = is_column(nodes[at + 1], column); break;
      case ExprKind::is_null: says[at].if_not_true = is_column(nodes[at + 1], column); break;
      case ExprKind::bool_not:
        says[at] = {.if_not_false = says[at + 1].if_not_true, .if_not_true = says[at + 1].if_not_false};
        break;
      case ExprKind::bool_and:
      case ExprKind::bool_or: {
        std::vector<Says> terms;
        for (const std::uint32_t child : expression.children(static_cast<std::uint32_t>(at))) {
          terms.push_back(says[child]);
        }
        says[at] = combine(node.kind, terms);
        break;
      }
      default: break;
    }
  }
  return says.front().if_not_false;
}

const catalog::Constraint* not_null_proof(const catalog::Relation& table, std::string_view column,
                                          const std::vector<std::string_view>& dropped) {
  const auto proves = [&](const catalog::Constraint& constraint) {
    return constraint.kind == ConstraintKind::check && constraint.validated && constraint.enforced &&
           std::ranges::find(dropped, constraint.name) == dropped.end() &&
           implies_not_null(constraint.expression, column);
  };
  const auto found = std::ranges::find_if(table.constraints, proves);
  return found == table.constraints.end() ? nullptr : &*found;
}

}  // namespace lockstep::effects
