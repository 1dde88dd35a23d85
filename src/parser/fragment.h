#pragma once
// SQL as a server prints what its catalog holds: an expression, a type, one statement. Called by
// introspection.

#include <optional>
#include <string>

#include "parser/action.h"
#include "parser/expr.h"
#include "parser/type_name.h"

namespace lockstep {

// None where Postgres' parser refuses the text.
[[nodiscard]] std::optional<Expr> parse_expression(const std::string& text);
[[nodiscard]] std::optional<TypeName> parse_type(const std::string& text);
// With the facts alone, no spans.
[[nodiscard]] std::optional<Action> parse_statement(const std::string& text);

}  // namespace lockstep
