#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"
#include "support/ascii.h"

namespace lockstep {
namespace {

std::string_view string_option(const ::List* options, std::string_view name) {
  const ::DefElem* option = find_option(options, name);
  return option == nullptr ? "" : tree::string_value(option->arg);
}

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
  return {.action = std::move(result), .keyword = keyword};
}

// AS 'body'; a function in C has two strings, of an object file and a symbol.
std::string function_body(const ::CreateFunctionStmt& from) {
  const ::DefElem* as = find_option(from.options, "as");
  if (as == nullptr || !tree::is(as->arg, T_List)) return {};
  const auto* strings = tree::as<::List>(as->arg);
  return tree::length(strings) == 1 ? std::string(tree::last_name(strings)) : std::string();
}

// The string behind the words AS or DO.
Span body_span(const ::DefElem* as, bool word, const LowerContext& cx) {
  if (as == nullptr) return {};
  Walker walker(cx);
  walker.seek(as->location);
  if (word) walker.take_token();
  return walker.take_token();
}

Lowered lower_function(const ::CreateFunctionStmt& from, const LowerContext& cx) {
  action::CreateFunction result;
  result.procedure = from.is_procedure;
  result.or_replace = from.replace;
  result.language = from.sql_body != nullptr ? "sql" : ascii::lower(string_option(from.options, "language"));
  result.volatility = string_option(from.options, "volatility");
  if (result.volatility.empty()) result.volatility = "volatile";
  result.body = function_body(from);
  result.security_definer = is_on(find_option(from.options, "security"));
  if (!result.body.empty()) result.body_span = body_span(find_option(from.options, "as"), true, cx);
  for (const auto* parameter : tree::elements<::FunctionParameter>(from.parameters)) {
    const bool only_out = parameter->mode == FUNC_PARAM_OUT || parameter->mode == FUNC_PARAM_TABLE;
    TypeName type = lower_type(parameter->argType, cx);
    if (!only_out) result.arguments.push_back(type);
    result.parameters.push_back({.name = std::string(tree::text(parameter->name)),
                                 .type = std::move(type),
                                 .out = only_out || parameter->mode == FUNC_PARAM_INOUT});
  }
  if (from.returnType != nullptr) result.returns = lower_type(from.returnType, cx);
  Walker walker(cx);
  const Span keyword = walker.take_through(from.is_procedure ? "procedure" : "function");
  result.function = lower_any_name(from.funcname, cx);
  result.function.span = walker.take_name();
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

Lowered lower_trigger(const ::CreateTrigStmt& from, const LowerContext& cx) {
  action::CreateTrigger result;
  result.relation = lower_relation(from.relation, cx);
  result.row = from.row;
  result.constraint = from.isconstraint;
  result.or_replace = from.replace;
  result.function = lower_any_name(from.funcname, cx);
  Walker walker(cx);
  const Span keyword = walker.take_through("trigger");
  result.trigger = make_name(tree::text(from.trigname), walker.take_name());
  if (walker.find("execute")) {
    walker.skip("execute");
    walker.take_token();  // FUNCTION or PROCEDURE
    result.function.span = walker.take_name();
  }
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace

bool lower_code_statement(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_ViewStmt: result = lower_view(*tree::as<::ViewStmt>(statement), cx); return true;
    case T_CreateFunctionStmt:
      result = lower_function(*tree::as<::CreateFunctionStmt>(statement), cx);
      return true;
    case T_DoStmt: result = lower_do(*tree::as<::DoStmt>(statement), cx); return true;
    case T_CreateTrigStmt: result = lower_trigger(*tree::as<::CreateTrigStmt>(statement), cx); return true;
    case T_CreatePolicyStmt: {
      const auto& from = *tree::as<::CreatePolicyStmt>(statement);
      Walker walker(cx);
      result.keyword = walker.take("create policy");
      result.action =
          action::CreatePolicy{.policy = make_name(tree::text(from.policy_name), walker.take_name()),
                               .relation = lower_relation(from.table, cx)};
      return true;
    }
    case T_RuleStmt: {
      const auto& from = *tree::as<::RuleStmt>(statement);
      Walker walker(cx);
      result.keyword = walker.take_through("rule");
      result.action = action::CreateRule{.rule = make_name(tree::text(from.rulename), walker.take_name()),
                                         .relation = lower_relation(from.relation, cx)};
      return true;
    }
    default: return false;
  }
}

}  // namespace lockstep
