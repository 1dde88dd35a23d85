#pragma once
// Private to src/schema: the pieces of SQL that a Prisma schema has in strings, read by Postgres' parser.

#include <optional>
#include <string>
#include <string_view>

#include "parser/expr.h"
#include "parser/type_name.h"

namespace lockstep::schema {

// Nothing when the text isn't one expression, or one type.
[[nodiscard]] std::optional<Expr> parse_expression(std::string_view text);
[[nodiscard]] std::optional<TypeName> parse_type(std::string_view text);

// 'it''s'
[[nodiscard]] std::string quote_literal(std::string_view text);

}  // namespace lockstep::schema
