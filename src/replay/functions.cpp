// Functions, procedures and aggregates, which are told apart by their argument types.

#include <algorithm>
#include <utility>

#include "catalog/builtin_functions.h"
#include "replay/do_block.h"
#include "replay/functions.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Argument;
using catalog::Function;
using catalog::Relation;
using catalog::Type;

Type built_in(const char* name) { return {.schema = "pg_catalog", .name = name}; }

// table.column%TYPE is that column's type, as it is when the function is made.
Type resolve_type(const Context& cx, const TypeName& written) {
  constexpr std::string_view kSuffix = "%TYPE";
  const std::size_t dot = written.name.rfind('.');
  if (!written.name.ends_with(kSuffix) || dot == std::string::npos) return cx.catalog.resolve(written);
  const std::string column = written.name.substr(dot + 1, written.name.size() - dot - 1 - kSuffix.size());
  const Relation* table = cx.catalog.find_table(catalog::parse_relation_name(written.name.substr(0, dot)));
  const catalog::Column* found = table == nullptr ? nullptr : table->find_column(column);
  if (found != nullptr) return found->type;
  Type unknown;
  unknown.known = false;
  return unknown;
}

// https://www.postgresql.org/docs/current/xfunc-sql.html#XFUNC-OUTPUT-PARAMETERS
Type result_of(const action::CreateFunction& statement, const Function& function, const Context& cx) {
  if (statement.result && !statement.returns_table) return resolve_type(cx, *statement.result);
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
                                  .type = resolve_type(cx, argument.type),
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

bool defaults_are_last(Context& cx, const Function& function) {
  bool has_default = false;
  for (const Argument& argument : function.arguments) {
    if (argument.mode == ArgumentMode::out || argument.mode == ArgumentMode::table) continue;
    if (has_default && !argument.has_default && argument.mode != ArgumentMode::variadic) {
      return cx.refuse(sqlstate::kInvalidFunctionDefinition,
                       "input parameters after one with a default value must also have defaults");
    }
    has_default = has_default || argument.has_default;
  }
  return true;
}

std::string types_text(const catalog::Catalog& catalog, const std::vector<TypeName>& types) {
  std::string text;
  for (const TypeName& type : types) {
    if (!text.empty()) text += ", ";
    text += type.name.empty() ? "none" : to_text(catalog.resolve(type));
  }
  return text;
}

bool knows_types(Context& cx, const action::CreateFunction& statement) {
  const auto is_known = [&](const TypeName& type) {
    return type.name.ends_with("%TYPE") || knows_type(cx, type);
  };
  // What only these languages speak of is no type of a column.
  if (statement.language == "c" || statement.language == "internal") return true;
  return std::ranges::all_of(statement.all_arguments, is_known, &action::FunctionArgument::type) &&
         (!statement.result || is_known(*statement.result));
}

// Others come with extensions, or by CREATE LANGUAGE.
bool knows_language(Context& cx, const std::string& language) {
  constexpr std::string_view kLanguages[] = {"c", "internal", "plpgsql", "sql"};
  if (contains(kLanguages, language) || cx.catalog.platform || !cx.catalog.extensions.empty() ||
      cx.catalog.find_named(ObjectKind::language, {}, language) != nullptr) {
    return true;
  }
  return cx.refuse(sqlstate::kUndefinedObject, text::format("language \"{}\" does not exist", language));
}

bool is_kind(const Function& function, ObjectKind wanted) {
  switch (wanted) {
    case ObjectKind::procedure: return function.kind == RoutineKind::procedure;
    case ObjectKind::aggregate: return function.kind == RoutineKind::aggregate;
    default: return true;  // FUNCTION refuses procedures, ROUTINE takes all; both come as function
  }
}

}  // namespace

// Those that only triggers call are in no list of functions that an expression may call.
// https://www.postgresql.org/docs/current/functions-trigger.html
bool is_system_function(const QualifiedName& name) {
  static constexpr std::string_view kTriggerFunctions[] = {
      "suppress_redundant_updates_trigger", "tsvector_update_trigger", "tsvector_update_trigger_column"};
  if (!name.schema.empty() && name.schema != "pg_catalog") return false;
  constexpr int kNewest = 18;
  return contains(kTriggerFunctions, name.name) || catalog::is_builtin_aggregate(name.name) ||
         catalog::builtin_volatility(name.name, kNewest).has_value();
}

void replace_function(Context& cx, const Function& old, const Function& replacement) {
  std::vector<Function> overloads;
  for (const Function* other : cx.catalog.find_functions(old.schema, old.name)) {
    overloads.push_back(other == &old ? replacement : *other);
  }
  const std::string schema = old.schema;
  const std::string name = old.name;
  cx.catalog.put_functions(schema, name, std::move(overloads));
}

FunctionAnswer find_function(Context& cx, const QualifiedName& name, const ArgumentTypes& arguments,
                             ObjectKind kind, bool if_exists) {
  std::vector<const Function*> found = cx.catalog.find_functions(name.schema, name.name);
  std::erase_if(found, [&](const Function* function) { return !is_kind(*function, kind); });
  if (arguments) {
    std::vector<Type> types;
    for (const TypeName& type : *arguments) {
      types.push_back(resolve_type(cx, type));
      types.back().modifiers.clear();
    }
    std::erase_if(found, [&](const Function* function) { return signature(*function) != types; });
  }
  if (found.size() > 1 && found.front()->schema == found.back()->schema) {
    return {.function = nullptr,
            .fine = cx.refuse(sqlstate::kAmbiguousFunction,
                              text::format("function name \"{}\" is not unique", to_text(name)))};
  }
  if (!found.empty()) return {.function = found.front()};
  // A function may be an extension's, or of a schema that no migration makes.
  const bool stands_outside = !name.schema.empty() && !cx.catalog.has_schema(name.schema);
  if (if_exists || !cx.catalog.complete || stands_outside || !cx.catalog.extensions.empty() ||
      is_system_function(name)) {
    return {};
  }
  const std::string signature = arguments ? "(" + types_text(cx.catalog, *arguments) + ")" : "";
  return {.function = nullptr,
          .fine = cx.refuse(sqlstate::kUndefinedFunction,
                            text::format("function {}{} does not exist", to_text(name), signature))};
}

std::string named_object_name(const catalog::Catalog& catalog, ObjectKind kind, std::string_view name,
                              const ArgumentTypes& arguments) {
  if (!arguments) return std::string(name);
  if (kind == ObjectKind::cast && arguments->size() == 2) {
    return types_text(catalog, {arguments->front()}) + " as " + types_text(catalog, {arguments->back()});
  }
  return std::string(name) + "(" + types_text(catalog, *arguments) + ")";
}

const catalog::NamedObject* find_named_object(const Context& cx, ObjectKind kind, const QualifiedName& name,
                                              const ArgumentTypes& arguments) {
  const std::string full = named_object_name(cx.catalog, kind, name.name, arguments);
  if (const auto* found = cx.catalog.find_named(kind, name.schema, full)) return found;
  if (!name.schema.empty()) return nullptr;
  for (const std::string& schema : cx.catalog.search_path()) {
    if (const auto* found = cx.catalog.find_named(kind, schema, full)) return found;
  }
  return nullptr;
}

std::string schema_of_statistics(const Context& cx, const QualifiedName& name) {
  const auto stands_in = [&](std::string_view schema) {
    return cx.catalog.statistics.contains(catalog::object_key(schema, name.name));
  };
  if (!name.schema.empty()) return stands_in(name.schema) ? name.schema : "";
  const auto found = std::ranges::find_if(cx.catalog.search_path(), stands_in);
  return found == cx.catalog.search_path().end() ? "" : *found;
}

bool apply(const action::CreateFunction& statement, Context& cx) {
  if (!knows_language(cx, statement.language) || !knows_types(cx, statement)) return false;
  // plpgsql_compile() of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/pl/plpgsql/src/pl_comp.c
  const bool of_trigger = statement.result && statement.result->name == "trigger";
  if (of_trigger && statement.language == "plpgsql" && !statement.arguments.empty() &&
      cx.catalog.check_function_bodies) {
    return cx.refuse(sqlstate::kInvalidFunctionDefinition,
                     "trigger functions cannot have declared arguments");
  }
  Function function = function_of(statement, cx);
  if (!defaults_are_last(cx, function) || !check_body(statement, cx)) return false;
  const std::vector<Type> types = signature(function);
  give_default_privileges(cx, ObjectKind::function, function.schema, function.attached);
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

bool apply(const action::AlterFunction& statement, Context& cx) {
  const ObjectKind kind =
      statement.kind == RoutineKind::procedure ? ObjectKind::procedure : ObjectKind::function;
  const FunctionAnswer found = find_function(cx, statement.function, statement.arguments, kind, false);
  if (found.function == nullptr) return found.fine;
  Function changed = *found.function;
  if (!statement.volatility.empty()) changed.volatility = statement.volatility;
  if (!statement.parallel.empty()) changed.parallel = statement.parallel;
  if (statement.strict) changed.strict = *statement.strict;
  if (statement.security_definer) changed.security_definer = *statement.security_definer;
  if (statement.leakproof) changed.leakproof = *statement.leakproof;
  for (const std::string& name : statement.reset) {
    std::erase_if(changed.settings,
                  [&](const catalog::Option& option) { return name == "all" || option.name == name; });
  }
  for (const action::Option& setting : statement.settings) {
    std::erase_if(changed.settings,
                  [&](const catalog::Option& option) { return option.name == setting.name; });
    changed.settings.push_back({.name = setting.name, .value = setting.value});
  }
  replace_function(cx, *found.function, changed);
  return true;
}

}  // namespace lockstep::replay
