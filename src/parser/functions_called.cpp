#include <algorithm>
#include <optional>
#include <string_view>

#include "parser/lower.h"
#include "parser/node_children.h"
#include "parser/walker.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

struct Call {
  QualifiedName name;
  int location = -1;
};

std::string_view json_query_name(JsonExprOp op) {
  switch (op) {
    case JSON_EXISTS_OP: return "JSON_EXISTS";
    case JSON_QUERY_OP: return "JSON_QUERY";
    case JSON_VALUE_OP: return "JSON_VALUE";
    case JSON_TABLE_OP: return "JSON_TABLE";
  }
  return {};
}

template <class T>
Call json_call(std::string_view name, const ::Node* node) {
  return {.name = {.schema = {}, .name = std::string(name), .span = {}},
          .location = tree::as<T>(node)->location};
}

// https://www.postgresql.org/docs/current/functions-json.html
std::optional<Call> find_json_call(const ::Node* node) {
  switch (node->type) {
    case T_JsonObjectConstructor: return json_call<::JsonObjectConstructor>("JSON_OBJECT", node);
    case T_JsonArrayConstructor: return json_call<::JsonArrayConstructor>("JSON_ARRAY", node);
    case T_JsonArrayQueryConstructor: return json_call<::JsonArrayQueryConstructor>("JSON_ARRAY", node);
    case T_JsonObjectAgg:
      return json_call<::JsonAggConstructor>("JSON_OBJECTAGG",
                                             tree::node(tree::as<::JsonObjectAgg>(node)->constructor));
    case T_JsonArrayAgg:
      return json_call<::JsonAggConstructor>("JSON_ARRAYAGG",
                                             tree::node(tree::as<::JsonArrayAgg>(node)->constructor));
    case T_JsonParseExpr: return json_call<::JsonParseExpr>("JSON", node);
    case T_JsonScalarExpr: return json_call<::JsonScalarExpr>("JSON_SCALAR", node);
    case T_JsonSerializeExpr: return json_call<::JsonSerializeExpr>("JSON_SERIALIZE", node);
    case T_JsonFuncExpr:
      return json_call<::JsonFuncExpr>(json_query_name(tree::as<::JsonFuncExpr>(node)->op), node);
    case T_JsonTable: return json_call<::JsonTable>("JSON_TABLE", node);
    default: return std::nullopt;
  }
}

std::optional<Call> find_call(const ::Node* node, const LowerContext& cx) {
  if (node->type != T_FuncCall) return find_json_call(node);
  const auto& call = *tree::as<::FuncCall>(node);
  return Call{.name = lower_any_name(call.funcname, cx), .location = call.location};
}

// An INSERT may have megabytes of rows, which are alike.
void keep_first_row(const ::SelectStmt& query, std::vector<const ::Node*>& parts) {
  if (query.valuesLists == nullptr) return;
  std::ranges::replace(parts, tree::node(query.valuesLists), tree::at(query.valuesLists, 0));
}

bool is_same(const QualifiedName& a, const QualifiedName& b) {
  return a.name == b.name && a.schema == b.schema;
}

}  // namespace

std::vector<QualifiedName> functions_called(const ::Node* statement, const LowerContext& cx) {
  std::vector<Call> calls;
  std::vector<const ::Node*> pending = {statement};
  std::vector<const ::Node*> parts;
  while (!pending.empty()) {
    const ::Node* node = pending.back();
    pending.pop_back();
    if (std::optional<Call> call = find_call(node, cx)) calls.push_back(std::move(*call));
    parts.clear();
    push_children(node, parts);
    if (node->type == T_SelectStmt) keep_first_row(*tree::as<::SelectStmt>(node), parts);
    pending.insert(pending.end(), parts.begin(), parts.end());
  }
  std::ranges::stable_sort(calls, {}, &Call::location);
  std::vector<QualifiedName> functions;
  for (Call& call : calls) {
    const auto is_known = [&](const QualifiedName& known) { return is_same(known, call.name); };
    if (std::ranges::any_of(functions, is_known)) continue;
    Walker walker(cx);
    walker.seek(call.location);
    call.name.span = walker.take_name();
    functions.push_back(std::move(call.name));
  }
  return functions;
}

}  // namespace lockstep
