#include <algorithm>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/lower_data.h"
#include "parser/walker.h"

#include "parser/tree.h"
#include "support/ascii.h"

namespace lockstep {
namespace {

action::Transaction::Kind transaction_kind(TransactionStmtKind kind) {
  using Kind = action::Transaction::Kind;
  switch (kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START: return Kind::begin;
    case TRANS_STMT_COMMIT: return Kind::commit;
    case TRANS_STMT_ROLLBACK: return Kind::rollback;
    case TRANS_STMT_SAVEPOINT: return Kind::savepoint;
    case TRANS_STMT_RELEASE: return Kind::release;
    case TRANS_STMT_ROLLBACK_TO: return Kind::rollback_to;
    case TRANS_STMT_PREPARE: return Kind::prepare;
    case TRANS_STMT_COMMIT_PREPARED: return Kind::commit_prepared;
    case TRANS_STMT_ROLLBACK_PREPARED: return Kind::rollback_prepared;
  }
  return Kind::begin;
}

Lowered lower_transaction(const ::TransactionStmt& from, const LowerContext& cx) {
  action::Transaction result{.kind = transaction_kind(from.kind), .savepoint = {}, .chain = from.chain};
  Walker walker(cx);
  const Span keyword = from.kind == TRANS_STMT_START ? walker.take("start transaction") : walker.take_token();
  if (from.savepoint_name != nullptr) {
    walker.seek(from.location);
    result.savepoint = make_name(tree::text(from.savepoint_name), walker.take_name());
  }
  return {.action = std::move(result), .keyword = keyword};
}

bool is_constant(const ::Node* node) { return tree::is(node, T_A_Const); }

// SET a = 1, 'b', c and SET TIME ZONE INTERVAL '1' HOUR: constants, one of them perhaps in a cast.
std::string setting_value(const ::Node* value) {
  if (tree::is(value, T_TypeCast)) value = tree::as<::TypeCast>(value)->arg;
  if (!tree::is(value, T_A_Const)) return {};
  const auto& constant = *tree::as<::A_Const>(value);
  switch (nodeTag(&constant.val)) {
    case T_Integer: return std::to_string(constant.val.ival.ival);
    case T_Float: return std::string(tree::text(constant.val.fval.fval));
    case T_Boolean: return constant.val.boolval.boolval ? "true" : "false";
    case T_String: return std::string(tree::text(constant.val.sval.sval));
    default: return {};
  }
}

// Names of settings are the same in any case: guc_name_compare in utils/misc/guc.c.
std::string setting_name(std::string_view written) { return ascii::lower(written); }

std::string setting_name(const ::VariableSetStmt& from) {
  return from.kind == VAR_RESET_ALL ? "all" : setting_name(tree::text(from.name));
}

// The elements of a list in one string: "a, \"B\"".
std::vector<std::string> setting_values(std::string_view list) {
  std::vector<std::string> values;
  for (const auto part : std::views::split(list, ',')) {
    std::string_view value(part.begin(), part.end());
    const std::size_t begin = std::min(value.find_first_not_of(" \""), value.size());
    value.remove_prefix(begin);
    values.emplace_back(value.substr(0, value.find_last_not_of(" \"") + 1));
  }
  if (values.empty()) values.emplace_back();  // '' is a value, and no RESET
  return values;
}

// The call that is all of a SELECT; null when it is anything else.
const ::FuncCall* only_call(const ::SelectStmt& select) {
  if (tree::length(select.targetList) != 1 || select.fromClause != nullptr || select.whereClause != nullptr)
    return nullptr;
  const ::Node* value = tree::as<::ResTarget>(tree::at(select.targetList, 0))->val;
  return tree::is(value, T_FuncCall) ? tree::as<::FuncCall>(value) : nullptr;
}

Lowered lower_set(const ::VariableSetStmt& from, const LowerContext& cx) {
  action::SetVariable result;
  result.name = setting_name(from);
  result.local = from.is_local;
  result.reset = from.kind == VAR_RESET || from.kind == VAR_RESET_ALL;
  for (const ::Node* value : tree::elements(from.args)) {
    // SET TRANSACTION: a list of modes
    const bool mode = tree::is(value, T_DefElem);
    result.values.push_back(setting_value(mode ? tree::as<::DefElem>(value)->arg : value));
    if (mode)
      result.values.back().insert(0, std::string(tree::text(tree::as<::DefElem>(value)->defname)) + "=");
  }
  return {.action = std::move(result), .keyword = Walker(cx).take_token()};
}

bool lower_set_config(const ::SelectStmt& select, const LowerContext& cx, Lowered& result) {
  constexpr std::size_t kArguments = 3;
  const ::FuncCall* call = only_call(select);
  if (call == nullptr || tree::last_name(call->funcname) != "set_config") return false;
  if (tree::length(call->args) != kArguments || !std::ranges::all_of(tree::elements(call->args), is_constant))
    return false;
  action::SetVariable set;
  set.name = setting_name(setting_value(tree::at(call->args, 0)));
  set.values = setting_values(setting_value(tree::at(call->args, 1)));
  set.local = setting_value(tree::at(call->args, 2)) == "true";
  result = {.action = std::move(set), .keyword = Walker(cx).take_token()};
  return true;
}

}  // namespace

bool lower_session(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_TransactionStmt:
      result = lower_transaction(*tree::as<::TransactionStmt>(statement), cx);
      return true;
    case T_VariableSetStmt: result = lower_set(*tree::as<::VariableSetStmt>(statement), cx); return true;
    case T_SelectStmt: return lower_set_config(*tree::as<::SelectStmt>(statement), cx, result);
    case T_AlterSystemStmt:
      result.action =
          action::AlterSystem{.variable = setting_name(*tree::as<::AlterSystemStmt>(statement)->setstmt)};
      result.keyword = Walker(cx).take("alter system");
      return true;
    default: return false;
  }
}

}  // namespace lockstep
