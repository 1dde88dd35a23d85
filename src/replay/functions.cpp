// Functions, procedures and aggregates, which are told apart by their argument types.

#include <algorithm>
#include <utility>

#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Argument;
using catalog::Function;
using catalog::Type;

Type built_in(const char* name) { return {.schema = "pg_catalog", .name = name}; }

// https://www.postgresql.org/docs/current/xfunc-sql.html#XFUNC-OUTPUT-PARAMETERS
Type result_of(const action::CreateFunction& statement, const Function& function, const Context& cx) {
  if (statement.result && !statement.returns_table) return cx.catalog.resolve(*statement.result);
  const auto is_output = [](const Argument& argument) {
    return argument.mode == ArgumentMode::out || argument.mode == ArgumentMode::inout ||
           argument.mode == ArgumentMode::table;
  };
  const auto outputs = std::ranges::count_if(function.arguments, is_output);
  if (statement.procedure) return built_in(outputs == 0 ? "void" : "record");
  if (outputs != 1) return built_in(outputs == 0 ? "void" : "record");
  return std::ranges::find_if(function.arguments, is_output)->type;
}

Function function_of(const action::CreateFunction& statement, const Context& cx) {
  Function function;
  function.schema = schema_for(cx, statement.function, false);
  function.name = statement.function.name;
  function.kind = statement.procedure ? RoutineKind::procedure : RoutineKind::function;
  function.language = statement.language;
  function.volatility = statement.volatility;
  for (const action::FunctionArgument& argument : statement.all_arguments) {
    function.arguments.push_back({.name = argument.name,
                                  .type = cx.catalog.resolve(argument.type),
                                  .mode = argument.mode,
                                  .has_default = argument.has_default});
    function.arguments.back().type.modifiers.clear();  // Postgres doesn't keep them
  }
  function.result = result_of(statement, function, cx);
  function.result.modifiers.clear();
  function.returns_set = statement.returns_table || (statement.result && statement.result->set_of);
  function.strict = statement.strict;
  function.security_definer = statement.security_definer;
  function.leakproof = statement.leakproof;
  function.parallel = statement.parallel;
  for (const action::Option& setting : statement.settings) {
    function.settings.push_back({.name = setting.name, .value = setting.value});
  }
  function.body = statement.body;
  function.sql_body = statement.sql_body;
  function.origin = cx.origin;
  return function;
}

bool fits(const Argument& old, const Argument& replacement) {
  const bool renamed = !old.name.empty() && old.name != replacement.name;
  return old.mode == replacement.mode && old.type == replacement.type && !renamed &&
         (!old.has_default || replacement.has_default);
}

// https://www.postgresql.org/docs/current/sql-createfunction.html: OR REPLACE can't change the kind, the
// result or the names of the arguments, nor take a default away.
bool may_replace(Context& cx, const Function& old, const Function& replacement) {
  if (old.kind != replacement.kind) {
    return cx.refuse(sqlstate::kWrongObjectType, "cannot change routine kind");
  }
  if (old.result != replacement.result || old.returns_set != replacement.returns_set) {
    return cx.refuse(sqlstate::kInvalidFunctionDefinition, "cannot change return type of existing function");
  }
  if (!std::ranges::equal(old.arguments, replacement.arguments, fits)) {
    return cx.refuse(sqlstate::kInvalidFunctionDefinition,
                     text::format("cannot change the arguments of function \"{}\"", old.name));
  }
  return true;
}

}  // namespace

bool apply(const action::CreateFunction& statement, Context& cx) {
  Function function = function_of(statement, cx);
  const std::vector<Type> types = signature(function);
  std::vector<Function> overloads;
  for (const Function* other : cx.catalog.find_functions(function.schema, function.name)) {
    if (signature(*other) != types) {
      overloads.push_back(*other);
    } else if (!statement.or_replace) {
      return cx.refuse(
          sqlstate::kDuplicateFunction,
          text::format("function \"{}\" already exists with same argument types", function.name));
    } else if (!may_replace(cx, *other, function)) {
      return false;
    } else {
      function.attached = other->attached;
    }
  }
  const std::string schema = function.schema;
  overloads.push_back(std::move(function));
  cx.catalog.put_functions(schema, statement.function.name, std::move(overloads));
  return true;
}

}  // namespace lockstep::replay
