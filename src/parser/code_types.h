#pragma once
// Private to src/parser: makes the declarations of a PL/pgSQL body readable without a catalog.

#include <string>
#include <string_view>

#include "parser/tokens.h"

namespace lockstep {

// Whether a word or keyword can begin a statement of PL/pgSQL at this token.
[[nodiscard]] bool begins_code_statement(const Cursor& tokens, std::size_t index);

// The body with a built-in type in place of each that a migration makes (types of users and extensions,
// table%ROWTYPE, schema.type): libpg_query has no catalog to look them up in, and takes some for records
// that are none. All else keeps its place.
[[nodiscard]] std::string with_plain_types(std::string body, const Cursor& tokens);

// Whether a variable of that name is used as a record: `name.field`.
[[nodiscard]] bool has_fields(const Cursor& tokens, std::string_view name);

}  // namespace lockstep
