#include "replay/expression_checks.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "catalog/builtin_functions.h"
#include "catalog/casts.h"
#include "catalog/volatility.h"
#include "replay/computations.h"
#include "replay/function_types.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::Type;

constexpr int kNewest = 18;

bool is_builtin_call(const Context& cx, const Expr::Node& node) {
  const bool builtin = node.qualifier.empty() || node.qualifier == "pg_catalog";
  return builtin && cx.catalog.find_functions(node.qualifier, node.text).empty();
}

bool aggregate_is_not_allowed(Context& cx, const Expr::Node& node, const ExpressionPlace& place) {
  return cx.refuse(sqlstate::kGroupingError,
                   text::format("aggregate functions are not allowed in {}s", place.name), node.span);
}

bool refuse_function(Context& cx, const Expr::Node& node, const ExpressionPlace& place) {
  if (node.kind != ExprKind::function || !is_builtin_call(cx, node)) return true;
  if (catalog::is_builtin_aggregate(node.text)) return aggregate_is_not_allowed(cx, node, place);
  return !catalog::is_builtin_set_function(node.text) ||
         cx.refuse(sqlstate::kFeatureNotSupported,
                   text::format("set-returning functions are not allowed in {}s", place.name), node.span);
}

bool is_one_of(const Type& type, std::initializer_list<std::string_view> names) {
  return type.known && type.schema == "pg_catalog" && type.array_dimensions == 0 &&
         contains(names, type.name);
}

bool is_text(const Type& type) { return is_one_of(type, {"bpchar", "name", "text", "varchar"}); }

// The least settled overload may not be the one that is meant.
bool is_mutable_call(const Context& cx, const Expr::Node& call, std::span<const Type> arguments) {
  if (!is_builtin_call(cx, call)) {
    const auto overloads = cx.catalog.find_functions(call.qualifier, call.text);
    const auto is_mutable = [](const catalog::Function* each) { return each->volatility != "immutable"; };
    return !overloads.empty() && std::ranges::all_of(overloads, is_mutable);
  }
  constexpr std::string_view kByZone[] = {"date_part", "date_trunc", "extract"};
  if (arguments.size() == 2 && contains(kByZone, call.text))
    return is_one_of(arguments.back(), {"timestamptz"});
  const auto known = catalog::builtin_volatility(call.text, kNewest);
  return known && *known != catalog::Volatility::immutable && !catalog::has_immutable_overload(call.text);
}

// By the session's time zone or date style, or by names that can change: pg_cast and the input and output
// functions of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_proc.dat
bool is_mutable_cast(const Context& cx, const Type& from, const Type& to) {
  const auto is_enum = [&](const Type& type) {
    return type.known && cx.catalog.find_enum(type.schema, type.name) != nullptr;
  };
  if (is_one_of(from, {"timestamptz"}))
    return is_text(to) || is_one_of(to, {"date", "time", "timestamp", "timetz"});
  if (is_one_of(from, {"date", "timestamp"})) return is_text(to) || is_one_of(to, {"timestamptz"});
  if (is_text(from)) {
    return is_enum(to) || is_one_of(to, {"date", "interval", "time", "timestamp", "timestamptz", "timetz"});
  }
  return is_enum(from) && is_text(to);
}

bool is_surely_mutable(const Expr& expression, const Context& cx, const std::vector<Type>& types) {
  const std::vector<Expr::Node>& nodes = expression.nodes();
  for (std::uint32_t at = 0; at < nodes.size(); ++at) {
    std::vector<Type> children;
    for (const std::uint32_t child : expression.children(at))
      children.push_back(without_domain(cx.catalog, types[child]));
    switch (nodes[at].kind) {
      case ExprKind::sql_value: return true;
      case ExprKind::function:
        if (is_mutable_call(cx, nodes[at], children)) return true;
        break;
      case ExprKind::cast:
        if (is_mutable_cast(cx, children.front(), without_domain(cx.catalog, types[at]))) return true;
        break;
      default: break;
    }
  }
  return false;
}

// What a call with OVER is, or one that only an aggregate may be.
bool refuse_opaque(Context& cx, const Expr::Node& node, const ExpressionPlace& place) {
  if (node.kind != ExprKind::opaque) return true;
  if (node.qualifier == "over") {
    return cx.refuse(sqlstate::kWindowingError,
                     text::format("window functions are not allowed in {}s", place.name), node.span);
  }
  return node.qualifier != "aggregate" || aggregate_is_not_allowed(cx, node, place);
}

// A column of the table, or its row as a whole.
bool refuse_column(Context& cx, const Expr::Node& node, const Relation& table) {
  if (node.kind != ExprKind::column || table.uncertain) return true;
  const bool own = node.qualifier.empty() || node.qualifier == table.name ||
                   node.qualifier == table.schema + "." + table.name;
  if (!own) {
    return cx.refuse(sqlstate::kUndefinedTable,
                     text::format("missing FROM-clause entry for table \"{}\"", node.qualifier), node.span);
  }
  return node.text == "*" || node.text == table.name || is_system_column(node.text) ||
         table.find_column(node.text) != nullptr ||
         cx.refuse(sqlstate::kUndefinedColumn, text::format("column \"{}\" does not exist", node.text),
                   node.span);
}

LeafType leaf_in(const Relation* table) {
  return [table](const Expr::Node& node) {
    const catalog::Column* column =
        node.kind == ExprKind::column && table != nullptr ? table->find_column(node.text) : nullptr;
    return column == nullptr ? unknown_type() : column->type;
  };
}

}  // namespace

Type type_in_table(const Context& cx, const Expr& expression, const Relation* table) {
  return type_of(expression, cx.catalog, leaf_in(table));
}

bool may_stand_in(Context& cx, const Expr& expression, const ExpressionPlace& place, const Relation* table) {
  if (expression.empty()) return true;
  for (const Expr::Node& node : expression.nodes()) {
    if (node.kind == ExprKind::subquery && !place.subqueries) {
      return cx.refuse(sqlstate::kFeatureNotSupported, text::format("cannot use subquery in {}", place.name),
                       node.span);
    }
    if (node.kind == ExprKind::column && !place.columns) {
      return cx.refuse(sqlstate::kFeatureNotSupported,
                       text::format("cannot use column reference in {}", place.name), node.span);
    }
    if (!refuse_function(cx, node, place) || !refuse_opaque(cx, node, place)) return false;
    if (table != nullptr && !refuse_column(cx, node, *table)) return false;
  }
  if (place.immutable &&
      is_surely_mutable(expression, cx, types_of(expression, cx.catalog, leaf_in(table)))) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     text::format("functions in {} must be marked IMMUTABLE", place.name));
  }
  return place.condition ? may_be_condition(cx, expression, leaf_in(table), place.name)
                         : may_compute(cx, expression, leaf_in(table));
}

bool may_be_default(Context& cx, const Expr& expression, std::string_view column, const Type& type) {
  return may_stand_in(cx, expression, kDefaultExpression, nullptr) &&
         may_be_given(cx, expression, leaf_in(nullptr), column, type, "default expression");
}

bool may_check_domain(Context& cx, const Expr& expression, const Type& type) {
  const auto is_value = [](const Expr::Node& node) {
    return node.kind == ExprKind::column && node.qualifier.empty() && node.text == "value";
  };
  for (const Expr::Node& node : expression.nodes()) {
    if (node.kind == ExprKind::column && !is_value(node)) {
      return cx.refuse(sqlstate::kUndefinedColumn, text::format("column \"{}\" does not exist", node.text),
                       node.span);
    }
  }
  const LeafType leaf = [&](const Expr::Node& node) { return is_value(node) ? type : unknown_type(); };
  return may_stand_in(cx, expression, kDomainCheck, nullptr) &&
         may_be_condition(cx, expression, leaf, "CHECK");
}

bool may_keep_expressions(Context& cx, const Relation& table) {
  const auto may_keep = [&](const Expr& expression) {
    return may_compute_again(cx, expression, leaf_in(&table));
  };
  return std::ranges::all_of(table.constraints, may_keep, &catalog::Constraint::expression) &&
         std::ranges::all_of(table.indexes, [&](catalog::Oid oid) {
           const catalog::Index& index = cx.catalog.index(oid);
           return may_keep(index.predicate) &&
                  std::ranges::all_of(index.keys, may_keep, &catalog::IndexKey::expression);
         });
}

bool may_be_generated(Context& cx, const Expr& expression, const Relation& table,
                      const catalog::Column& column) {
  return may_stand_in(cx, expression, kGeneration, &table) &&
         may_be_given(cx, expression, leaf_in(&table), column.name, column.type, "default expression");
}

}  // namespace lockstep::replay
