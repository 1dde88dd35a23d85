#include <algorithm>
#include <array>
#include <utility>

#include "parser/lower.h"
#include "parser/lower_expr_parts.h"
#include "parser/lower_expr_words.h"
#include "parser/lower_query.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

// What is still to be lowered: a tree or, in its place, a leaf of ours.
struct Pending {
  const ::Node* tree = nullptr;
  int steps = kAllSteps;  // of an A_Indirection: how many of its steps are meant
  bool variadic = false;  // the last argument of f(VARIADIC ...)
  ExprKind leaf = ExprKind::opaque;
  std::string leaf_text = {};
  Span leaf_span = {};

  static constexpr int kAllSteps = -1;
};

constexpr int kNoLocation = -1;

class ExprBuilder {
 public:
  // `selects`: of the query that the expression stands in; null for one that stands alone.
  explicit ExprBuilder(const LowerContext& cx, const SelectIndexes* selects = nullptr)
      : cx_(cx), selects_(selects) {}

  Expr build(const ::Node* root) {
    constexpr std::size_t kUsual = 4;  // `a = 1` has three
    if (!tree::is(root, T_A_Const)) nodes_.reserve(kUsual);
    push(root);
    while (!pending_.empty()) {
      const Pending next = std::move(pending_.back());
      pending_.pop_back();
      const std::size_t node = nodes_.size();
      const std::size_t others = pending_.size();
      lower_next(next);
      nodes_[node].children = static_cast<std::uint32_t>(pending_.size() - others);
      std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(others), pending_.end());
    }
    set_sizes();
    if (cx_.cursor != nullptr && selects_ == nullptr) complete_spans(nodes_, types_, *cx_.cursor);
    return {std::move(nodes_), std::move(types_)};
  }

 private:
  // Adds a node; what is pushed next becomes its children, in order.
  Expr::Node& add(ExprKind kind, int location, std::string_view text = {}, std::string_view qualifier = {}) {
    const std::uint32_t at = location < 0 ? 0 : cx_.base + static_cast<std::uint32_t>(location);
    return nodes_.emplace_back(Expr::Node{.kind = kind,
                                          .text = std::string(text),
                                          .qualifier = std::string(qualifier),
                                          .span = {.begin = at, .end = at}});
  }
  Expr::Node& add(ExprKind kind, int location, const QualifiedName& name) {
    return add(kind, location, name.name, name.schema);
  }
  // Some members of Postgres' nodes are declared as its Expr, which every node begins like.
  void push(const void* tree) {
    if (tree != nullptr) pending_.push_back({.tree = static_cast<const ::Node*>(tree)});
  }
  void push_list(const ::List* list) {
    for (const ::Node* element : tree::elements(list)) push(element);
  }
  void push_leaf(ExprKind kind, std::string_view text, Span span = {}) {
    pending_.push_back({.leaf = kind, .leaf_text = std::string(text), .leaf_span = span});
  }
  [[nodiscard]] std::string_view source(Span span) const {
    return cx_.source.substr(span.begin, span.size());
  }

  // Children stand behind their parent, so sizes add up from the back.
  void set_sizes() {
    std::vector<std::uint32_t> sizes;
    for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
      node->size = 1;
      for (std::uint32_t i = 0; i < node->children; ++i) {
        node->size += sizes.back();
        sizes.pop_back();
      }
      sizes.push_back(node->size);
    }
  }

  void lower_next(const Pending& next) {
    if (next.tree == nullptr) {
      add(next.leaf, kNoLocation, next.leaf_text).span = next.leaf_span;
    } else if (next.variadic) {
      add(ExprKind::op, kNoLocation, "VARIADIC");
      push(next.tree);
    } else if (next.tree->type == T_A_Indirection) {
      lower_indirection(*tree::as<::A_Indirection>(next.tree), next.steps);
    } else if (!lower_basic(next.tree) && !lower_call(next.tree) && !lower_special(next.tree)) {
      lower_opaque(next.tree);
    }
  }

  // Each of these returns false for a node that it doesn't know.
  bool lower_basic(const ::Node* tree);
  bool lower_call(const ::Node* tree);
  bool lower_special(const ::Node* tree);

  void lower_constant(const ::A_Const& constant);
  void lower_column_ref(const ::ColumnRef& column);
  void lower_operator(const ::A_Expr& expr);
  void lower_bool(const ::BoolExpr& expr);
  bool lower_function(const ::FuncCall& call);
  void lower_sql_value(const ::SQLValueFunction& function);
  void lower_case(const ::CaseExpr& expr);
  bool lower_sublink(const ::SubLink& link);
  void lower_indirection(const ::A_Indirection& indirection, int steps);
  void lower_opaque(const ::Node* tree);

  const LowerContext& cx_;
  const SelectIndexes* selects_;
  std::vector<Expr::Node> nodes_;
  std::vector<TypeName> types_;
  std::vector<Pending> pending_;
};

bool ExprBuilder::lower_basic(const ::Node* tree) {
  switch (tree->type) {
    case T_A_Const: lower_constant(*tree::as<::A_Const>(tree)); return true;
    case T_ColumnRef: lower_column_ref(*tree::as<::ColumnRef>(tree)); return true;
    case T_A_Expr: lower_operator(*tree::as<::A_Expr>(tree)); return true;
    case T_BoolExpr: lower_bool(*tree::as<::BoolExpr>(tree)); return true;
    case T_ParamRef: {
      const auto& parameter = *tree::as<::ParamRef>(tree);
      add(ExprKind::parameter, parameter.location, "$" + std::to_string(parameter.number));
      return true;
    }
    case T_TypeCast: {
      const auto& cast = *tree::as<::TypeCast>(tree);
      add(ExprKind::cast, cast.location).type = static_cast<std::uint32_t>(types_.size());
      types_.push_back(lower_type(cast.typeName, cx_));
      push(cast.arg);
      return true;
    }
    case T_NullTest: {
      const auto& test = *tree::as<::NullTest>(tree);
      add(test.nulltesttype == IS_NULL ? ExprKind::is_null : ExprKind::is_not_null, test.location);
      push(test.arg);
      return true;
    }
    case T_BooleanTest: {
      const auto& test = *tree::as<::BooleanTest>(tree);
      add(ExprKind::bool_test, test.location, bool_test_name(test.booltesttype));
      push(test.arg);
      return true;
    }
    default: return false;
  }
}

// What is written like a function call.
bool ExprBuilder::lower_call(const ::Node* tree) {
  switch (tree->type) {
    case T_FuncCall: return lower_function(*tree::as<::FuncCall>(tree));
    case T_SQLValueFunction: lower_sql_value(*tree::as<::SQLValueFunction>(tree)); return true;
    case T_CoalesceExpr: {
      const auto& coalesce = *tree::as<::CoalesceExpr>(tree);
      add(ExprKind::function, coalesce.location, "coalesce");
      push_list(coalesce.args);
      return true;
    }
    case T_GroupingFunc:
      add(ExprKind::function, tree::as<::GroupingFunc>(tree)->location, "grouping");
      push_list(tree::as<::GroupingFunc>(tree)->args);
      return true;
    case T_MinMaxExpr: {
      const auto& extreme = *tree::as<::MinMaxExpr>(tree);
      add(ExprKind::function, extreme.location, extreme.op == IS_GREATEST ? "greatest" : "least");
      push_list(extreme.args);
      return true;
    }
    case T_NamedArgExpr: {  // f(name => value): an operator of ours on the value
      const auto& argument = *tree::as<::NamedArgExpr>(tree);
      add(ExprKind::op, argument.location, "=>", tree::text(argument.name));
      push(argument.arg);
      return true;
    }
    default: return false;
  }
}

bool ExprBuilder::lower_special(const ::Node* tree) {
  switch (tree->type) {
    case T_SubLink: return lower_sublink(*tree::as<::SubLink>(tree));
    case T_CaseExpr: lower_case(*tree::as<::CaseExpr>(tree)); return true;
    case T_List:  // of an IN
      add(ExprKind::list, kNoLocation);
      push_list(tree::as<::List>(tree));
      return true;
    case T_A_ArrayExpr:
      add(ExprKind::array, tree::as<::A_ArrayExpr>(tree)->location);
      push_list(tree::as<::A_ArrayExpr>(tree)->elements);
      return true;
    case T_RowExpr:
      add(ExprKind::row, tree::as<::RowExpr>(tree)->location);
      push_list(tree::as<::RowExpr>(tree)->args);
      return true;
    case T_CollateClause: {
      const auto& collate = *tree::as<::CollateClause>(tree);
      add(ExprKind::collate, collate.location, lower_any_name(collate.collname, cx_));
      push(collate.arg);
      return true;
    }
    case T_JsonIsPredicate:
      add(ExprKind::bool_test, kNoLocation, is_json_text(*tree::as<::JsonIsPredicate>(tree)));
      push(tree::as<::JsonIsPredicate>(tree)->expr);
      return true;
    case T_XmlExpr:
      if (tree::as<::XmlExpr>(tree)->op != IS_DOCUMENT) return false;
      add(ExprKind::bool_test, kNoLocation, "is document");
      push_list(tree::as<::XmlExpr>(tree)->args);
      return true;
    default: return false;
  }
}

void ExprBuilder::lower_constant(const ::A_Const& constant) {
  if (constant.isnull) {
    add(ExprKind::null, constant.location);
    return;
  }
  switch (nodeTag(&constant.val)) {
    case T_Integer: add(ExprKind::integer, constant.location, std::to_string(constant.val.ival.ival)); break;
    case T_Boolean:
      add(ExprKind::boolean, constant.location, constant.val.boolval.boolval ? "true" : "false");
      break;
    case T_BitString:
      add(ExprKind::bit_string, constant.location, tree::text(constant.val.bsval.bsval));
      break;
    case T_Float: {  // whole numbers, too, when they don't fit in 32 bits
      const std::string_view text = tree::text(constant.val.fval.fval);
      const bool whole = text.find_first_not_of("-0123456789") == std::string_view::npos;
      add(whole ? ExprKind::integer : ExprKind::numeric, constant.location, text);
      break;
    }
    default: add(ExprKind::string, constant.location, tree::text(constant.val.sval.sval)); break;
  }
}

void ExprBuilder::lower_column_ref(const ::ColumnRef& column) {
  Expr::Node& node = add(ExprKind::column, column.location);
  for (const ::Node* field : tree::elements(column.fields)) {
    if (!node.text.empty()) node.qualifier += (node.qualifier.empty() ? "" : ".") + node.text;
    node.text = field->type == T_A_Star ? "*" : tree::string_value(field);
  }
}

void ExprBuilder::lower_operator(const ::A_Expr& expr) {
  const QualifiedName name = lower_any_name(expr.name, cx_);
  switch (expr.kind) {
    case AEXPR_NULLIF: add(ExprKind::function, expr.location, "nullif"); break;
    case AEXPR_DISTINCT: add(ExprKind::op, expr.location, "is distinct from"); break;
    case AEXPR_NOT_DISTINCT: add(ExprKind::op, expr.location, "is not distinct from"); break;
    case AEXPR_OP_ANY: add(ExprKind::op_any, expr.location, name); break;
    case AEXPR_OP_ALL: add(ExprKind::op_all, expr.location, name); break;
    case AEXPR_IN:  // NOT IN is <> ALL of the list
      add(name.name == "=" ? ExprKind::op_any : ExprKind::op_all, expr.location, name);
      break;
    case AEXPR_BETWEEN:
    case AEXPR_NOT_BETWEEN:
    case AEXPR_BETWEEN_SYM:
    case AEXPR_NOT_BETWEEN_SYM:
      add(ExprKind::between, expr.location, between_name(expr.kind));
      push(expr.lexpr);
      push_list(tree::as<::List>(expr.rexpr));
      return;
    default: add(ExprKind::op, expr.location, name); break;
  }
  push(expr.lexpr);
  push(expr.rexpr);
}

void ExprBuilder::lower_bool(const ::BoolExpr& expr) {
  const ExprKind kind = expr.boolop == AND_EXPR  ? ExprKind::bool_and
                        : expr.boolop == OR_EXPR ? ExprKind::bool_or
                                                 : ExprKind::bool_not;
  add(kind, expr.location);
  push_list(expr.args);
}

bool ExprBuilder::lower_function(const ::FuncCall& call) {
  const bool decorated = call.agg_order != nullptr || call.agg_filter != nullptr || call.over != nullptr ||
                         call.agg_star || call.agg_distinct;
  if (decorated && selects_ == nullptr) return false;
  add(ExprKind::function, call.location, lower_any_name(call.funcname, cx_));
  push_list(call.args);
  if (call.func_variadic) pending_.back().variadic = true;
  return true;
}

void ExprBuilder::lower_sql_value(const ::SQLValueFunction& function) {
  add(ExprKind::sql_value, function.location, sql_value_name(function.op));
  if (function.typmod >= 0) push_leaf(ExprKind::integer, std::to_string(function.typmod));
}

void ExprBuilder::lower_case(const ::CaseExpr& expr) {
  add(ExprKind::case_when, expr.location, expr.arg == nullptr ? "" : "operand");
  push(expr.arg);
  for (const auto* branch : tree::elements<::CaseWhen>(expr.args)) {
    push(branch->expr);
    push(branch->result);
  }
  push(expr.defresult);
}

bool ExprBuilder::lower_sublink(const ::SubLink& link) {
  if (selects_ != nullptr) {
    const auto found = selects_->find(link.subselect);
    if (found == selects_->end()) return false;
    add(ExprKind::subquery, kNoLocation, std::to_string(found->second), sublink_use(link.subLinkType));
    return true;
  }
  if (link.subLinkType != ANY_SUBLINK && link.subLinkType != ALL_SUBLINK) {
    const Span span = source_of(tree::node(&link), cx_);
    add(ExprKind::subquery, kNoLocation, source(span)).span = span;
    return true;
  }
  QualifiedName name = lower_any_name(link.operName, cx_);
  if (name.name.empty()) name.name = "=";  // a IN (query)
  add(link.subLinkType == ANY_SUBLINK ? ExprKind::op_any : ExprKind::op_all, link.location, name);
  push(link.testexpr);
  const Span span = source_of_compared_query(link, cx_);
  push_leaf(ExprKind::subquery, source(span), span);
  return true;
}

// (a).b[1]: one node a step, the last outermost.
void ExprBuilder::lower_indirection(const ::A_Indirection& indirection, int steps) {
  const int all = static_cast<int>(tree::length(indirection.indirection));
  const int left = (steps == Pending::kAllSteps ? all : steps) - 1;
  const ::Node* step = tree::at(indirection.indirection, static_cast<std::size_t>(left));
  const bool indices = step->type == T_A_Indices;
  const bool slice = indices && tree::as<::A_Indices>(step)->is_slice;
  const std::string_view text = slice                    ? ":"
                                : indices                ? ""
                                : step->type == T_A_Star ? "*"
                                                         : tree::string_value(step);
  add(ExprKind::subscript, kNoLocation, text);
  if (left == 0)
    push(indirection.arg);
  else
    pending_.push_back({.tree = tree::node(&indirection), .steps = left});
  if (!indices) return;
  const auto& bounds = *tree::as<::A_Indices>(step);
  for (const ::Node* bound : {bounds.lidx, bounds.uidx}) {
    if (bound != nullptr)
      push(bound);
    else if (slice)
      push_leaf(ExprKind::opaque, "");
  }
}

void ExprBuilder::lower_opaque(const ::Node* tree) {
  if (tree->type == T_CurrentOfExpr) {
    add(ExprKind::opaque, kNoLocation, "CURRENT OF ").text +=
        tree::text(tree::as<::CurrentOfExpr>(tree)->cursor_name);
    return;
  }
  const Span span = source_of(tree, cx_);
  Expr::Node& node = add(ExprKind::opaque, kNoLocation, source(span));
  node.span = span;
  if (tree->type == T_FuncCall)
    node.qualifier = tree::as<::FuncCall>(tree)->over == nullptr ? "aggregate" : "over";
}

}  // namespace

Expr lower_expr(const ::Node* expression, const LowerContext& cx) {
  return expression == nullptr ? Expr() : ExprBuilder(cx).build(expression);
}

Expr lower_query_expr(const ::Node* expression, const SelectIndexes& selects, const LowerContext& cx) {
  return expression == nullptr ? Expr() : ExprBuilder(cx, &selects).build(expression);
}

}  // namespace lockstep
