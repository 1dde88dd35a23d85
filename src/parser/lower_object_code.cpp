#include <utility>

#include "parser/lower_object.h"
#include "parser/lower_query.h"
#include "parser/walker.h"

#include "parser/object_names.h"
#include "support/ascii.h"

namespace lockstep {
namespace {

Lowered lower_view(const ::ViewStmt& from, const LowerContext& cx) {
  action::CreateView result;
  result.relation = lower_relation(from.view, cx);
  result.or_replace = from.replace;
  result.temporary = from.view->relpersistence == 't';  // RELPERSISTENCE_TEMP
  Walker walker(cx);
  const Span keyword = walker.take_through("view");
  walker.seek(from.view->location);
  walker.take_name();
  for (const ::Node* column : tree::elements(from.aliases)) {
    walker.take_token();  // the parenthesis or comma before it
    result.columns.push_back(make_name(tree::string_value(column), walker.take_name()));
  }
  result.reads = relations_read(from.query, cx);
  result.options = lower_options(from.options);
  if (from.withCheckOption != NO_CHECK_OPTION) {
    const bool local = from.withCheckOption == LOCAL_CHECK_OPTION;
    result.options.push_back({.name = "check_option", .value = local ? "local" : "cascaded"});
  }
  result.query = lower_query(from.query, cx);
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_do(const ::DoStmt& from, const LowerContext& cx) {
  action::DoBlock result;
  result.language = ascii::lower(string_option(from.args, "language"));
  if (result.language.empty()) result.language = "plpgsql";
  result.body = string_option(from.args, "as");
  result.body_span = body_span(find_option(from.args, "as"), false, cx);
  return {.action = std::move(result), .keyword = Walker(cx).take("do")};
}

}  // namespace

Span body_span(const ::DefElem* as, bool word, const LowerContext& cx) {
  if (as == nullptr) return {};
  Walker walker(cx);
  walker.seek(as->location);
  if (word) walker.take_token();
  return walker.take_token();
}

bool lower_code_statement(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_ViewStmt: result = lower_view(*tree::as<::ViewStmt>(statement), cx); return true;
    case T_CreateFunctionStmt:
      result = lower_function(*tree::as<::CreateFunctionStmt>(statement), cx);
      return true;
    case T_AlterFunctionStmt:
      result = lower_alter_function(*tree::as<::AlterFunctionStmt>(statement), cx);
      return true;
    case T_DoStmt: result = lower_do(*tree::as<::DoStmt>(statement), cx); return true;
    case T_CreateTrigStmt: result = lower_trigger(*tree::as<::CreateTrigStmt>(statement), cx); return true;
    case T_CreatePolicyStmt: result = lower_policy(*tree::as<::CreatePolicyStmt>(statement), cx); return true;
    case T_AlterPolicyStmt:
      result = lower_alter_policy(*tree::as<::AlterPolicyStmt>(statement), cx);
      return true;
    case T_RuleStmt: result = lower_rule(*tree::as<::RuleStmt>(statement), cx); return true;
    default: return false;
  }
}

}  // namespace lockstep
