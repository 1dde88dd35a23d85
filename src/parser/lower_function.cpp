// Functions and procedures, made and altered.

#include <string_view>
#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"
#include "support/ascii.h"

namespace lockstep {
namespace {

// AS 'body'; a function in C has two strings, of an object file and a symbol.
std::string body_of(const ::CreateFunctionStmt& from) {
  const ::DefElem* as = find_option(from.options, "as");
  if (as == nullptr || !tree::is(as->arg, T_List)) return {};
  const auto* strings = tree::as<::List>(as->arg);
  return tree::length(strings) == 1 ? std::string(tree::last_name(strings)) : std::string();
}

ArgumentMode mode_of(FunctionParameterMode mode) {
  switch (mode) {
    case FUNC_PARAM_OUT: return ArgumentMode::out;
    case FUNC_PARAM_INOUT: return ArgumentMode::inout;
    case FUNC_PARAM_VARIADIC: return ArgumentMode::variadic;
    case FUNC_PARAM_TABLE: return ArgumentMode::table;
    default: return ArgumentMode::in;
  }
}

void lower_arguments(const ::CreateFunctionStmt& from, const LowerContext& cx,
                     action::CreateFunction& result) {
  for (const auto* parameter : tree::elements<::FunctionParameter>(from.parameters)) {
    const ArgumentMode mode = mode_of(parameter->mode);
    TypeName type = lower_type(parameter->argType, cx);
    if (mode != ArgumentMode::out && mode != ArgumentMode::table) result.arguments.push_back(type);
    result.returns_table = result.returns_table || mode == ArgumentMode::table;
    result.all_arguments.push_back({.name = std::string(tree::text(parameter->name)),
                                    .type = std::move(type),
                                    .mode = mode,
                                    .has_default = parameter->defexpr != nullptr});
  }
  if (from.returnType != nullptr) result.result = lower_type(from.returnType, cx);
}

// As pg_proc.proconfig has it: a list of names quotes them.
action::Option lower_setting(const ::VariableSetStmt& from) {
  action::Option result{.name = ascii::lower(tree::text(from.name)), .value = {}};
  for (const ::Node* argument : tree::elements(from.args)) {
    if (!result.value.empty()) result.value += ", ";
    const std::string value = value_text(argument);
    result.value += result.name == "search_path" ? quote_identifier(value) : value;
  }
  return result;
}

std::vector<action::Option> settings_of(const ::List* options) {
  std::vector<action::Option> result;
  for (const auto* option : tree::elements<::DefElem>(options)) {
    if (tree::text(option->defname) != "set") continue;
    const auto& set = *tree::as<::VariableSetStmt>(option->arg);
    if (set.kind == VAR_SET_VALUE) result.push_back(lower_setting(set));
  }
  return result;
}

std::vector<std::string> resets_of(const ::List* options) {
  std::vector<std::string> result;
  for (const auto* option : tree::elements<::DefElem>(options)) {
    if (tree::text(option->defname) != "set") continue;
    const auto& set = *tree::as<::VariableSetStmt>(option->arg);
    if (set.kind == VAR_RESET_ALL) result.emplace_back("all");
    if (set.kind == VAR_RESET || set.kind == VAR_SET_DEFAULT) result.emplace_back(tree::text(set.name));
  }
  return result;
}

std::optional<bool> switch_of(const ::List* options, std::string_view name) {
  const ::DefElem* option = find_option(options, name);
  return option == nullptr ? std::nullopt : std::optional(is_on(option));
}

}  // namespace

Lowered lower_function(const ::CreateFunctionStmt& from, const LowerContext& cx) {
  action::CreateFunction result;
  result.procedure = from.is_procedure;
  result.or_replace = from.replace;
  result.language = from.sql_body != nullptr ? "sql" : ascii::lower(string_option(from.options, "language"));
  result.volatility = string_option(from.options, "volatility");
  if (result.volatility.empty()) result.volatility = "volatile";
  result.parallel = ascii::lower(string_option(from.options, "parallel"));
  if (result.parallel.empty()) result.parallel = "unsafe";
  result.body = body_of(from);
  if (!result.body.empty()) result.body_span = body_span(find_option(from.options, "as"), true, cx);
  result.sql_body = from.sql_body != nullptr;
  result.security_definer = is_on(find_option(from.options, "security"));
  result.strict = is_on(find_option(from.options, "strict"));
  result.leakproof = is_on(find_option(from.options, "leakproof"));
  result.settings = settings_of(from.options);
  lower_arguments(from, cx, result);
  Walker walker(cx);
  const Span keyword = walker.take_through(from.is_procedure ? "procedure" : "function");
  result.function = lower_any_name(from.funcname, cx);
  result.function.span = walker.take_name();
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_alter_function(const ::AlterFunctionStmt& from, const LowerContext& cx) {
  action::AlterFunction result;
  result.kind = from.objtype == OBJECT_PROCEDURE ? RoutineKind::procedure : RoutineKind::function;
  result.function = lower_any_name(from.func->objname, cx);
  result.arguments = argument_types(tree::node(from.func), cx);
  result.volatility = string_option(from.actions, "volatility");
  result.parallel = ascii::lower(string_option(from.actions, "parallel"));
  result.strict = switch_of(from.actions, "strict");
  result.security_definer = switch_of(from.actions, "security");
  result.leakproof = switch_of(from.actions, "leakproof");
  result.settings = settings_of(from.actions);
  result.reset = resets_of(from.actions);
  Walker walker(cx);
  walker.skip("alter");
  walker.take_token();  // FUNCTION, PROCEDURE or ROUTINE
  const Span keyword = walker.since(0);
  result.function.span = walker.take_name();
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace lockstep
