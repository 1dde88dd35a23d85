#include "parser/lower_query.h"

#include <utility>
#include <vector>

#include "parser/node_children.h"
#include "parser/walker.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

struct Visit {
  const ::Node* node;
  std::uint32_t select;        // that it stands in
  bool sees_from = true;       // a SELECT: of the one that it stands in
  bool may_be_output = false;  // a column
  bool in_from = false;
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
    if (!is_query(query)) return {};
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
    for (const auto& [node, index] : indexes_) lower_columns(node, indexes_, cx_, selects_[index]);
    for (const auto& [select, condition] : conditions_)
      selects_[select].conditions.push_back(lower_query_expr(condition, indexes_, cx_));
    for (const auto& [select, targets] : sets_) selects_[select].sets = lower_targets(targets, indexes_, cx_);
    for (const auto& [select, item, node] : from_queries_)
      selects_[select].from[item].select = index_of(node);
    for (const auto& [select, item, node] : from_calls_)
      selects_[select].from[item].call = lower_query_expr(node, indexes_, cx_);
    for (const auto& [select, query, node] : with_queries_)
      selects_[select].with[query].select = index_of(node);
    return {.selects = std::move(selects_), .functions = std::move(functions_), .types = std::move(types_)};
  }

  [[nodiscard]] std::uint32_t index_of(const ::Node* select) const { return select_index(select, indexes_); }

  static bool is_query(const ::Node* node) {
    return tree::is(node, T_SelectStmt) || tree::is(node, T_InsertStmt) || tree::is(node, T_UpdateStmt) ||
           tree::is(node, T_DeleteStmt);
  }

  void push(const ::Node* node, std::uint32_t select, bool may_be_output = false) {
    if (node != nullptr) visits_.push_back({.node = node, .select = select, .may_be_output = may_be_output});
  }
  void push_in_from(const ::Node* node, std::uint32_t select) {
    if (node != nullptr) visits_.push_back({.node = node, .select = select, .in_from = true});
  }
  void push_condition(const ::Node* node, std::uint32_t select) {
    push(node, select);
    if (node != nullptr) conditions_.emplace_back(select, node);
  }
  template <class T>
  void push(const T* node, std::uint32_t select, bool may_be_output = false) {
    push(tree::node(node), select, may_be_output);
  }

  void visit(const Visit& next) {
    switch (next.node->type) {
      case T_SelectStmt: open_select(next); return;
      case T_InsertStmt: open_insert(next); return;
      case T_UpdateStmt: open_update(next); return;
      case T_DeleteStmt: open_delete(next); return;
      case T_MergeStmt: return;  // in a WITH: what it gives isn't known
      case T_ColumnRef: add_use(*tree::as<::ColumnRef>(next.node), next); return;
      case T_TypeCast: types_.push_back(lower_type(tree::as<::TypeCast>(next.node)->typeName, cx_)); break;
      case T_FuncCall: {
        QualifiedName name = lower_any_name(tree::as<::FuncCall>(next.node)->funcname, cx_);
        functions_.emplace_back(std::move(name.schema), std::move(name.name));
        if (tree::as<::FuncCall>(next.node)->over != nullptr) selects_[next.select].has_over = true;
        break;
      }
      default: break;
    }
    children_.clear();
    push_children(next.node, children_);
    for (const ::Node* child : children_) {
      if (tree::is(child, T_A_Const)) continue;
      visits_.push_back({.node = child,
                         .select = next.select,
                         .may_be_output = next.may_be_output,
                         .in_from = next.in_from});
    }
  }

  void add_use(const ::ColumnRef& column, const Visit& at) {
    const std::string_view name = tree::last_name(column.fields);  // empty for a star
    Walker walker(cx_);
    walker.seek(column.location);
    selects_[at.select].uses.push_back({.qualifier = qualifier_of(column),
                                        .name = name.empty() ? "*" : std::string(name),
                                        .may_be_output = at.may_be_output,
                                        .in_from = at.in_from,
                                        .span = walker.take_name()});
  }

  std::uint32_t add_select(const Visit& at) {
    const auto index = static_cast<std::uint32_t>(selects_.size());
    indexes_[at.node] = index;
    Select& select = selects_.emplace_back();
    select.outer = at.select;
    select.sees_outer_from = at.sees_from && at.select != Select::kNone;
    select.in_from = at.in_from;
    return index;
  }

  void open_select(const Visit& at) {
    const auto& from = *tree::as<::SelectStmt>(at.node);
    const std::uint32_t index = add_select(at);
    selects_[index].groups = from.groupClause != nullptr;
    open_with(from.withClause, index);
    if (from.op != SETOP_NONE) {
      visits_.push_back({.node = tree::node(from.larg), .select = index, .sees_from = false});
      visits_.push_back({.node = tree::node(from.rarg), .select = index, .sees_from = false});
    }
    open_from(from.fromClause, index);
    for (const ::List* part : {from.distinctClause, from.groupClause, from.sortClause}) {
      push(part, index, true);
    }
    for (const ::List* part : {from.targetList, from.windowClause}) push(part, index);
    for (const ::Node* part : {from.limitOffset, from.limitCount}) push(part, index);
    for (const ::Node* part : {from.whereClause, from.havingClause}) push_condition(part, index);
    open_values(from.valuesLists, index);
  }

  // Of which an INSERT may have megabytes, and most are constants.
  void open_values(const ::List* rows, std::uint32_t index) {
    for (const auto* row : tree::elements<::List>(rows)) {
      for (const ::Node* value : tree::elements(row)) {
        if (!tree::is(value, T_A_Const)) push(value, index);
      }
    }
  }

  void open_insert(const Visit& at) {
    const auto& from = *tree::as<::InsertStmt>(at.node);
    const std::uint32_t index = add_select(at);
    open_with(from.withClause, index);
    add_target(*from.relation, index);
    if (from.selectStmt != nullptr)
      visits_.push_back({.node = from.selectStmt, .select = index, .sees_from = false});
    if (from.onConflictClause != nullptr) open_conflict(*from.onConflictClause, *from.relation, index);
    open_returning(from.returningClause, index);
    sets_.emplace_back(index, from.cols);
  }

  // DO UPDATE sees the row that is there, and as "excluded" the one that isn't put in.
  void open_conflict(const ::OnConflictClause& conflict, const ::RangeVar& target, std::uint32_t insert) {
    push(conflict.infer, insert);
    if (conflict.action != ONCONFLICT_UPDATE) return;
    const auto index = static_cast<std::uint32_t>(selects_.size());
    selects_.emplace_back().outer = insert;
    add_target(target, index);
    add_target(target, index);
    selects_[index].from.back().alias = "excluded";
    push(conflict.targetList, index);
    push_condition(conflict.whereClause, index);
    sets_.emplace_back(index, conflict.targetList);
  }

  void open_update(const Visit& at) {
    const auto& from = *tree::as<::UpdateStmt>(at.node);
    const std::uint32_t index = add_select(at);
    open_with(from.withClause, index);
    add_target(*from.relation, index);
    open_from(from.fromClause, index);
    push(from.targetList, index);
    push_condition(from.whereClause, index);
    open_returning(from.returningClause, index);
    sets_.emplace_back(index, from.targetList);
  }

  void open_delete(const Visit& at) {
    const auto& from = *tree::as<::DeleteStmt>(at.node);
    const std::uint32_t index = add_select(at);
    open_with(from.withClause, index);
    add_target(*from.relation, index);
    open_from(from.usingClause, index);
    push_condition(from.whereClause, index);
    open_returning(from.returningClause, index);
  }

  void add_target(const ::RangeVar& relation, std::uint32_t index) {
    FromItem& item = selects_[index].from.emplace_back();
    item.kind = FromItem::Kind::target;
    item.schema = tree::text(relation.schemaname);
    item.name = tree::text(relation.relname);
    item.alias = alias_name(relation.alias);
  }

  // RETURNING WITH (OLD AS name): rows of which nothing is checked.
  void open_returning(const ::ReturningClause* returning, std::uint32_t index) {
    if (returning == nullptr) return;
    for (const auto* option : tree::elements<::ReturningOption>(returning->options)) {
      FromItem& item = selects_[index].from.emplace_back();
      item.kind = FromItem::Kind::function;
      item.alias = tree::text(option->value);
    }
    push(returning->exprs, index);
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
      added.has_more_columns = query->search_clause != nullptr || query->cycle_clause != nullptr;
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
    item.name = alias_name(join.join_using_alias);
    for (const ::Node* name : tree::elements(join.usingClause))
      item.columns.emplace_back(tree::string_value(name));
    push_in_from(join.quals, index);
    if (join.quals != nullptr) conditions_.emplace_back(index, join.quals);
    selects_[index].from.push_back(std::move(item));
    FromItem renamed;
    renamed.kind = FromItem::Kind::join;
    renamed.renames = true;
    renamed.columns = alias_columns(join.alias);
    if (!renamed.columns.empty()) selects_[index].from.push_back(std::move(renamed));
  }

  void add_item(const ::Node* node, std::uint32_t index) {
    if (node->type == T_RangeTableSample) {
      const auto& sample = *tree::as<::RangeTableSample>(node);
      push_in_from(tree::node(sample.args), index);
      push_in_from(sample.repeatable, index);
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
        visits_.push_back(
            {.node = query.subquery, .select = index, .sees_from = query.lateral, .in_from = true});
        break;
      }
      default:  // RangeFunction, RangeTableFunc, JsonTable
        item.kind = FromItem::Kind::function;
        if (tree::is(node, T_RangeFunction)) add_function(*tree::as<::RangeFunction>(node), index, item);
        push_in_from(node, index);
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
  std::vector<const ::Node*> children_;
  std::vector<Pending> from_queries_;
  std::vector<Pending> from_calls_;
  std::vector<Pending> with_queries_;
  std::vector<std::pair<std::uint32_t, const ::Node*>> conditions_;  // with the SELECT that they stand in
  std::vector<std::pair<std::uint32_t, const ::List*>> sets_;
};

}  // namespace

Query lower_query(const ::Node* query, const LowerContext& cx) { return QueryBuilder(cx).build(query); }

Query lower_expression_query(std::initializer_list<const ::Node*> expressions, const LowerContext& cx) {
  return QueryBuilder(cx).build(expressions);
}

}  // namespace lockstep
