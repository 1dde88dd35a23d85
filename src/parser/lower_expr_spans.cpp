#include <algorithm>

#include "parser/lower_expr_parts.h"

namespace lockstep {
namespace {

// Tokens [begin, end); empty when nothing is known.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] bool empty() const { return begin == end; }
};

Extent hull(Extent a, Extent b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {.begin = std::min(a.begin, b.begin), .end = std::max(a.end, b.end)};
}

class SpanBuilder {
 public:
  SpanBuilder(std::vector<Expr::Node>& nodes, const std::vector<TypeName>& types, const Cursor& cursor)
      : nodes_(nodes), types_(types), cursor_(cursor) {}

  // Children stand behind their parents, so the way is from the back; `done_` holds the extents of
  // nodes whose parent is still to come, the first child of the next parent on top.
  void run() {
    for (std::size_t i = nodes_.size(); i-- > 0;) {
      Expr::Node& node = nodes_[i];
      Extent children;
      for (std::uint32_t child = 0; child < node.children; ++child) {
        children = hull(children, with_parentheses(done_.back()));
        done_.pop_back();
      }
      const Extent whole = hull(children, own(node, children));
      done_.push_back(whole);
      if (!whole.empty()) node.span = cursor_.span(whole.begin, whole.end);
    }
  }

 private:
  [[nodiscard]] bool is_symbol(std::size_t index, char symbol) const {
    return index < cursor_.size() && cursor_.token(index).kind == symbol;
  }

  // A pair right around a child either groups it or belongs to its parent.
  [[nodiscard]] Extent with_parentheses(Extent extent) const {
    while (!extent.empty() && extent.begin > 0 && is_symbol(extent.begin - 1, '(') &&
           is_symbol(extent.end, ')')) {
      --extent.begin;
      ++extent.end;
    }
    return extent;
  }

  // The group, if one opens here.
  [[nodiscard]] std::size_t behind_group(std::size_t index) const {
    return is_symbol(index, '(') || is_symbol(index, '[') ? cursor_.behind_group(index) : index;
  }

  // Tokens of the node that belong to none of its children, and are not between two of them.
  [[nodiscard]] Extent own(const Expr::Node& node, Extent children) const {
    switch (node.kind) {
      case ExprKind::is_null:
      case ExprKind::is_not_null:
      case ExprKind::bool_test: return behind(children, test_end(children.end));
      case ExprKind::collate: return behind(children, name_end(children.end + 1));
      case ExprKind::subscript: return behind(children, subscript_end(node, children.end));
      case ExprKind::subquery:
      case ExprKind::opaque:
        return {.begin = cursor_.index_at(node.span.begin), .end = cursor_.index_at(node.span.end)};
      case ExprKind::list: return with_parentheses(children);
      default: break;
    }
    if (node.kind == ExprKind::cast && node.span.begin == 0) return type_extent(types_[node.type]);
    if (node.span.begin == 0) return {};
    const std::size_t first = cursor_.index_at(node.span.begin);
    return first == cursor_.size() ? Extent{} : Extent{.begin = first, .end = own_end(node, first, children)};
  }

  [[nodiscard]] static Extent behind(Extent children, std::size_t end) {
    return children.empty() ? Extent{} : Extent{.begin = children.begin, .end = std::max(children.end, end)};
  }

  [[nodiscard]] std::size_t own_end(const Expr::Node& node, std::size_t first, Extent children) const {
    switch (node.kind) {
      case ExprKind::integer:
      case ExprKind::numeric: return number_end(first);
      case ExprKind::column: return column_end(first);
      case ExprKind::function:
      case ExprKind::sql_value: return std::max(behind_group(name_end(first)), first + 1);
      case ExprKind::array:
      case ExprKind::row:
        return behind_group(cursor_.is(first, "array") || cursor_.is(first, "row") ? first + 1 : first);
      case ExprKind::case_when: return children.end + 1;  // END
      case ExprKind::cast:
        return cursor_.text(first) == "::" ? cursor_.behind_type(first + 1) : behind_group(first + 1);
      default: return first + 1;
    }
  }

  [[nodiscard]] std::size_t name_end(std::size_t index) const {
    Cursor cursor = cursor_;
    cursor.seek(index);
    static_cast<void>(cursor.skip_name());
    return cursor.at();
  }

  // The parser makes one constant of -1 and of -(-1).
  [[nodiscard]] std::size_t number_end(std::size_t index) const {
    std::size_t open = 0;
    for (; is_symbol(index, '-') || is_symbol(index, '('); ++index) open += is_symbol(index, '(') ? 1U : 0U;
    return index + 1 + open;
  }

  [[nodiscard]] std::size_t column_end(std::size_t index) const {
    const std::size_t end = name_end(index);
    return is_symbol(end, '.') && is_symbol(end + 1, '*') ? end + 2 : std::max(end, index + 1);
  }

  // IS [NOT] NULL, IS JSON OBJECT WITH UNIQUE KEYS, ISNULL ...
  [[nodiscard]] std::size_t test_end(std::size_t index) const {
    if (!cursor_.is(index, "is")) return index + 1;
    index += cursor_.is(index + 1, "not") ? 3U : 2U;
    if (!cursor_.is(index - 1, "json")) return index;
    for (const char* type : {"value", "object", "array", "scalar"})
      index += cursor_.is(index, type) ? 1U : 0U;
    if (!cursor_.is(index + 1, "unique")) return index;
    return index + (cursor_.is(index + 2, "keys") ? 3U : 2U);
  }

  [[nodiscard]] std::size_t subscript_end(const Expr::Node& node, std::size_t children_end) const {
    if (node.children == 1) return children_end + 2;  // the dot and a name or *
    // The last bound is inside the brackets, and may be missing in a slice.
    std::size_t index = children_end;
    while (index < cursor_.size() && !is_symbol(index, ']')) ++index;
    return index + 1;
  }

  [[nodiscard]] Extent type_extent(const TypeName& type) const {
    return {.begin = cursor_.index_at(type.span.begin), .end = cursor_.index_at(type.span.end)};
  }

  std::vector<Expr::Node>& nodes_;
  const std::vector<TypeName>& types_;
  const Cursor& cursor_;
  std::vector<Extent> done_;
};

}  // namespace

void complete_spans(std::vector<Expr::Node>& nodes, const std::vector<TypeName>& types,
                    const Cursor& cursor) {
  SpanBuilder(nodes, types, cursor).run();
}

}  // namespace lockstep
