// Functions: CreateFunction and interpret_function_parameter_list of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/functioncmds.c

#include <algorithm>
#include <string_view>

#include "parser/object_names.h"
#include "support/contains.h"
#include "support/text.h"

#include "parser/definition_errors.h"

namespace lockstep {
namespace {

bool is_input(FunctionParameterMode mode) { return mode != FUNC_PARAM_OUT && mode != FUNC_PARAM_TABLE; }
bool is_output(FunctionParameterMode mode) {
  return mode == FUNC_PARAM_OUT || mode == FUNC_PARAM_INOUT || mode == FUNC_PARAM_TABLE;
}

// An input and an output that are nothing else may share a name.
bool may_share_name(FunctionParameterMode a, FunctionParameterMode b) {
  return (!is_input(a) && !is_output(b)) || (!is_input(b) && !is_output(a));
}

MaybeError parameter_error(const ::CreateFunctionStmt& function) {
  const std::span<const ListCell> all = tree::cells(function.parameters);
  const auto parameter = [&](std::size_t at) -> const ::FunctionParameter& {
    return *static_cast<const ::FunctionParameter*>(all[at].ptr_value);
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ::FunctionParameter& each = parameter(i);
    if (each.mode != FUNC_PARAM_TABLE && each.argType->setof) {
      return error_of(
          sqlstate::kInvalidFunctionDefinition,
          text::format("{} cannot accept set arguments", function.is_procedure ? "procedures" : "functions"));
    }
    const std::string_view name = tree::text(each.name);
    for (std::size_t earlier = 0; earlier < i && !name.empty(); ++earlier) {
      const ::FunctionParameter& other = parameter(earlier);
      if (tree::text(other.name) != name || may_share_name(each.mode, other.mode)) continue;
      return error_of(sqlstate::kInvalidFunctionDefinition,
                      text::format("parameter name \"{}\" used more than once", name));
    }
    const auto is_later_input = [&](const ::FunctionParameter* later) {
      return later != &each && is_input(later->mode) && later->location > each.location;
    };
    if (each.mode == FUNC_PARAM_VARIADIC &&
        std::ranges::any_of(tree::elements<::FunctionParameter>(function.parameters), is_later_input)) {
      return error_of(sqlstate::kInvalidFunctionDefinition,
                      "VARIADIC parameter must be the last input parameter");
    }
  }
  return std::nullopt;
}

bool is_polymorphic(const ::TypeName& type) { return tree::last_name(type.names).starts_with("any"); }

// https://www.postgresql.org/docs/current/extend-type-system.html#EXTEND-TYPES-POLYMORPHIC
MaybeError result_error(const ::CreateFunctionStmt& function) {
  const auto parameters = tree::elements<::FunctionParameter>(function.parameters);
  const auto gives = [](const ::FunctionParameter* parameter) { return is_output(parameter->mode); };
  const bool has_output = function.parameters != nullptr && std::ranges::any_of(parameters, gives);
  if (function.returnType == nullptr) {
    if (function.is_procedure || has_output) return std::nullopt;
    return error_of(sqlstate::kInvalidFunctionDefinition, "function result type must be specified");
  }
  const auto tells = [](const ::FunctionParameter* parameter) {
    return is_input(parameter->mode) && is_polymorphic(*parameter->argType);
  };
  constexpr std::string_view kAnyTypes[] = {"anyarray", "anycompatible", "anycompatiblearray", "anyelement",
                                            "anyenum",  "anynonarray",   "anycompatiblerange", "anyrange"};
  const bool unknown = contains(kAnyTypes, tree::last_name(function.returnType->names)) &&
                       (function.parameters == nullptr || std::ranges::none_of(parameters, tells));
  return unknown ? error_of(sqlstate::kInvalidFunctionDefinition, "cannot determine result data type")
                 : std::nullopt;
}

}  // namespace

MaybeError function_error(const ::CreateFunctionStmt& function) {
  if (MaybeError error = redundant_option(function.options, "set")) return error;
  if (find_option(function.options, "language") == nullptr && function.sql_body == nullptr) {
    return error_of(sqlstate::kInvalidFunctionDefinition, "no language specified");
  }
  if (MaybeError error = parameter_error(function)) return error;
  if (MaybeError error = result_error(function)) return error;
  if (find_option(function.options, "as") == nullptr && function.sql_body == nullptr) {
    return error_of(sqlstate::kInvalidFunctionDefinition, "no function body specified");
  }
  return std::nullopt;
}

}  // namespace lockstep
