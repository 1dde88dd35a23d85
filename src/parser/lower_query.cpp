#include "parser/lower_query.h"

#include <utility>
#include <vector>

#include "parser/node_children.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

struct Visit {
  const ::Node* node;
  std::uint32_t select;        // that it stands in
  bool sees_from = true;       // a SELECT: of the one that it stands in
  bool may_be_output = false;  // a column
};

std::string qualifier_of(const ::ColumnRef& column) {
  std::string qualifier;
  const std::size_t length = tree::length(column.fields);
  for (std::size_t i = 0; i + 1 < length; ++i) {
    if (!qualifier.empty()) qualifier += ".";
    qualifier += tree::string_value(tree::at(column.fields, i));
  }
  return qualifier;
}

std::vector<std::string> alias_columns(const ::Alias* alias) {
  std::vector<std::string> names;
  if (alias == nullptr) return names;
  for (const ::Node* name : tree::elements(alias->colnames)) names.emplace_back(tree::string_value(name));
  return names;
}

std::string alias_name(const ::Alias* alias) {
  return alias == nullptr ? std::string() : std::string(tree::text(alias->aliasname));
}

// SELECTs get their numbers as they are met. What another one needs to be known first is met after it,
// so that whoever goes through them from the last to the first knows it: queries of a WITH, the left side
// of a UNION, what stands before in FROM.
class QueryBuilder {
 public:
  explicit QueryBuilder(const LowerContext& cx) : cx_(cx) {}

  Query build(const ::Node* query) {
    if (!tree::is(query, T_SelectStmt)) return {};
    visits_.push_back({.node = query, .select = Select::kNone, .sees_from = false});
    return finish();
  }

  Query build(std::initializer_list<const ::Node*> expressions) {
    selects_.emplace_back();
    for (const ::Node* expression : expressions) push(expression, 0);
    return finish();
  }

 private:
  Query finish() {
    while (!visits_.empty()) {
      const Visit next = visits_.back();
      visits_.pop_back();
      visit(next);
    }
    for (const auto& [node, index] : indexes_) lower_columns(*tree::as<::SelectStmt>(node), selects_[index]);
    for (const auto& [select, item, node] : from_queries_)
      selects_[select].from[item].select = index_of(node);
    for (const auto& [select, item, node] : from_calls_)
      selects_[select].from[item].call = lower_query_expr(node, indexes_, cx_);
    for (const auto& [select, query, node] : with_queries_)
      selects_[select].with[query].select = index_of(node);
    return {.selects = std::move(selects_), .functions = std::move(functions_), .types = std::move(types_)};
  }

  [[nodiscard]] std::uint32_t index_of(const ::Node* select) const {
    const auto found = indexes_.find(select);
    return found == indexes_.end() ? Select::kNone : found->second;
  }

  void push(const ::Node* node, std::uint32_t select, bool may_be_output = false) {
    if (node != nullptr) visits_.push_back({.node = node, .select = select, .may_be_output = may_be_output});
  }
  template <class T>
  void push(const T* node, std::uint32_t select, bool may_be_output = false) {
    push(tree::node(node), select, may_be_output);
  }

  void visit(const Visit& next) {
    switch (next.node->type) {
      case T_SelectStmt: open(next); return;
      case T_ColumnRef: add_use(*tree::as<::ColumnRef>(next.node), next); return;
      case T_TypeCast: types_.push_back(lower_type(tree::as<::TypeCast>(next.node)->typeName, cx_)); break;
      case T_FuncCall: {
        QualifiedName name = lower_any_name(tree::as<::FuncCall>(next.node)->funcname, cx_);
        functions_.emplace_back(std::move(name.schema), std::move(name.name));
        break;
      }
      default: break;
    }
    std::vector<const ::Node*> children;
    push_children(next.node, children);
    for (const ::Node* child : children) push(child, next.select, next.may_be_output);
  }

  void add_use(const ::ColumnRef& column, const Visit& at) {
    const std::string_view name = tree::last_name(column.fields);  // empty for a star
    selects_[at.select].uses.push_back({.qualifier = qualifier_of(column),
                                        .name = name.empty() ? "*" : std::string(name),
                                        .may_be_output = at.may_be_output});
  }

  void open(const Visit& at) {
    const auto& from = *tree::as<::SelectStmt>(at.node);
    const auto index = static_cast<std::uint32_t>(selects_.size());
    indexes_[at.node] = index;
    Select& select = selects_.emplace_back();
    select.outer = at.select;
    select.sees_outer_from = at.sees_from && at.select != Select::kNone;
    open_with(from.withClause, index);
    if (from.op != SETOP_NONE) {
      visits_.push_back({.node = tree::node(from.larg), .select = index, .sees_from = false});
      visits_.push_back({.node = tree::node(from.rarg), .select = index, .sees_from = false});
    }
    open_from(from.fromClause, index);
    for (const ::List* part : {from.distinctClause, from.groupClause, from.sortClause}) {
      push(part, index, true);
    }
    for (const ::List* part : {from.targetList, from.windowClause, from.valuesLists}) push(part, index);
    for (const ::Node* part : {from.whereClause, from.havingClause, from.limitOffset, from.limitCount}) {
      push(part, index);
    }
  }

  void open_with(const ::WithClause* with, std::uint32_t index) {
    if (with == nullptr) return;
    selects_[index].recursive = with->recursive;
    for (const auto* query : tree::elements<::CommonTableExpr>(with->ctes)) {
      WithQuery& added = selects_[index].with.emplace_back();
      added.name = tree::text(query->ctename);
      for (const ::Node* name : tree::elements(query->aliascolnames)) {
        added.columns.emplace_back(tree::string_value(name));
      }
      with_queries_.push_back({index, selects_[index].with.size() - 1, query->ctequery});
      visits_.push_back({.node = query->ctequery, .select = index, .sees_from = false});
    }
  }

  // In postfix order: a join behind what it joins.
  void open_from(const ::List* list, std::uint32_t index) {
    std::vector<std::pair<const ::Node*, bool>> open;  // whether what it joins stands before it already
    for (const ::Node* item : tree::elements(list)) {
      open.emplace_back(item, false);
      while (!open.empty()) {
        const auto [node, joined] = open.back();
        open.pop_back();
        if (!tree::is(node, T_JoinExpr)) {
          add_item(node, index);
        } else if (joined) {
          add_join(*tree::as<::JoinExpr>(node), index);
        } else {
          const auto& join = *tree::as<::JoinExpr>(node);
          open.emplace_back(node, true);
          open.emplace_back(join.rarg, false);
          open.emplace_back(join.larg, false);
        }
      }
    }
  }

  void add_join(const ::JoinExpr& join, std::uint32_t index) {
    FromItem item;
    item.kind = FromItem::Kind::join;
    item.natural = join.isNatural;
    item.alias = alias_name(join.alias);
    for (const ::Node* name : tree::elements(join.usingClause))
      item.columns.emplace_back(tree::string_value(name));
    push(join.quals, index);
    selects_[index].from.push_back(std::move(item));
  }

  void add_item(const ::Node* node, std::uint32_t index) {
    if (node->type == T_RangeTableSample) {
      const auto& sample = *tree::as<::RangeTableSample>(node);
      push(sample.args, index);
      push(sample.repeatable, index);
      node = sample.relation;  // which is a table
    }
    FromItem item;
    switch (node->type) {
      case T_RangeVar: {
        const auto& relation = *tree::as<::RangeVar>(node);
        item.schema = tree::text(relation.schemaname);
        item.name = tree::text(relation.relname);
        item.alias = alias_name(relation.alias);
        item.columns = alias_columns(relation.alias);
        break;
      }
      case T_RangeSubselect: {
        const auto& query = *tree::as<::RangeSubselect>(node);
        item.kind = FromItem::Kind::query;
        item.alias = alias_name(query.alias);
        item.columns = alias_columns(query.alias);
        from_queries_.push_back({index, selects_[index].from.size(), query.subquery});
        visits_.push_back({.node = query.subquery, .select = index, .sees_from = query.lateral});
        break;
      }
      default:  // RangeFunction, RangeTableFunc, JsonTable
        item.kind = FromItem::Kind::function;
        if (tree::is(node, T_RangeFunction)) add_function(*tree::as<::RangeFunction>(node), index, item);
        push(node, index);
        break;
    }
    selects_[index].from.push_back(std::move(item));
  }

  // One function, or ROWS FROM with several, each in a list with its column definitions.
  void add_function(const ::RangeFunction& from, std::uint32_t index, FromItem& item) {
    item.alias = alias_name(from.alias);
    item.columns = alias_columns(from.alias);
    if (tree::length(from.functions) != 1) return;
    const auto& pair = *tree::as<::List>(tree::at(from.functions, 0));
    const ::Node* call = tree::at(&pair, 0);
    if (!tree::is(call, T_FuncCall)) return;
    const QualifiedName name = lower_any_name(tree::as<::FuncCall>(call)->funcname, cx_);
    item.schema = name.schema;
    item.name = name.name;
    const bool described = from.coldeflist != nullptr || tree::at(&pair, 1) != nullptr;
    if (!described && !from.ordinality) from_calls_.push_back({index, selects_[index].from.size(), call});
  }

  void lower_columns(const ::SelectStmt& from, Select& select) {
    if (from.op != SETOP_NONE) {
      select.left = index_of(tree::node(from.larg));
      select.right = index_of(tree::node(from.rarg));
      return;
    }
    for (const auto* target : tree::elements<::ResTarget>(from.targetList)) {
      select.columns.push_back({.name = std::string(tree::text(target->name)),
                                .expression = lower_query_expr(target->val, indexes_, cx_)});
    }
    if (from.valuesLists == nullptr) return;
    for (const ::Node* value : tree::elements(tree::as<::List>(tree::at(from.valuesLists, 0)))) {
      select.columns.push_back({.name = "column" + std::to_string(select.columns.size() + 1),
                                .expression = lower_query_expr(value, indexes_, cx_)});
    }
  }

  struct Pending {
    std::uint32_t select;
    std::size_t item;
    const ::Node* node;
  };
  const LowerContext& cx_;
  std::vector<Select> selects_;
  std::vector<std::pair<std::string, std::string>> functions_;
  std::vector<lockstep::TypeName> types_;
  SelectIndexes indexes_;
  std::vector<Visit> visits_;
  std::vector<Pending> from_queries_;
  std::vector<Pending> from_calls_;
  std::vector<Pending> with_queries_;
};

}  // namespace

Query lower_query(const ::Node* query, const LowerContext& cx) { return QueryBuilder(cx).build(query); }

Query lower_expression_query(std::initializer_list<const ::Node*> expressions, const LowerContext& cx) {
  return QueryBuilder(cx).build(expressions);
}

}  // namespace lockstep
