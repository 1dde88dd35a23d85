#pragma once
// Private to src/parser: what definition_error() asks of the parts of a statement, a file each. Includes
// raw.h, so it comes last and only in .cpp files.

#include <optional>
#include <string>
#include <utility>

#include "parser/action.h"

#include "parser/tree.h"

namespace lockstep {

using MaybeError = std::optional<DefinitionError>;

namespace sqlstate {
inline constexpr const char* kFeatureNotSupported = "0A000";
inline constexpr const char* kInvalidFunctionDefinition = "42P13";
inline constexpr const char* kInvalidColumnReference = "42P10";
inline constexpr const char* kInvalidName = "42602";
inline constexpr const char* kInvalidParameterValue = "22023";
inline constexpr const char* kInvalidTableDefinition = "42P16";
inline constexpr const char* kReservedName = "42939";
inline constexpr const char* kSyntaxError = "42601";
}  // namespace sqlstate

[[nodiscard]] inline MaybeError error_of(const char* sqlstate, std::string message) {
  return DefinitionError{.sqlstate = sqlstate, .message = std::move(message)};
}

// The first of the elements' errors.
template <class Elements, class Check>
[[nodiscard]] MaybeError first_error(const Elements& elements, const Check& check) {
  for (const auto* element : elements) {
    if (MaybeError error = check(*element)) return error;
  }
  return std::nullopt;
}

// An option that is written twice; those called `many` may be.
[[nodiscard]] MaybeError redundant_option(const ::List* options, std::string_view many = {});

// column_errors.cpp
[[nodiscard]] MaybeError column_error(const ::ColumnDef& column, std::string_view table);
[[nodiscard]] MaybeError constraint_error(const ::Constraint& constraint);
[[nodiscard]] MaybeError domain_error(const ::CreateDomainStmt& domain);

// function_errors.cpp
[[nodiscard]] MaybeError function_error(const ::CreateFunctionStmt& function);

}  // namespace lockstep
