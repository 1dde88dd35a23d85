#include <algorithm>
#include <utility>

#include "parser/lower_data.h"
#include "parser/walker.h"

#include "parser/tree.h"

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
  action::Transaction result{.kind = transaction_kind(from.kind), .savepoint = {}};
  Walker walker(cx);
  const Span keyword = from.kind == TRANS_STMT_START ? walker.take("start transaction") : walker.take_token();
  if (from.savepoint_name != nullptr) {
    walker.seek(from.location);
    result.savepoint = make_name(tree::text(from.savepoint_name), walker.take_name());
  }
  return {.action = std::move(result), .keyword = keyword};
}

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
std::string setting_name(const ::VariableSetStmt& from) {
  if (from.kind == VAR_RESET_ALL) return "all";
  std::string name(tree::text(from.name));
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
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

}  // namespace

bool lower_session(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_TransactionStmt:
      result = lower_transaction(*tree::as<::TransactionStmt>(statement), cx);
      return true;
    case T_VariableSetStmt: result = lower_set(*tree::as<::VariableSetStmt>(statement), cx); return true;
    case T_AlterSystemStmt:
      result.action =
          action::AlterSystem{.variable = setting_name(*tree::as<::AlterSystemStmt>(statement)->setstmt)};
      result.keyword = Walker(cx).take("alter system");
      return true;
    default: return false;
  }
}

}  // namespace lockstep
