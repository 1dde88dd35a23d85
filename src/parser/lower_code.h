#pragma once
// Private to src/parser: Postgres' PL/pgSQL tree to nodes.

#include <string>
#include <string_view>
#include <vector>

#include "parser/code_body.h"
#include "parser/tokens.h"

struct PLpgSQL_function;  // NOLINT(readability-identifier-naming): Postgres' name

namespace lockstep {

// Fills the nodes and variables of `result`. `tokens` are those of the body.
void lower_code(const ::PLpgSQL_function& function, std::string_view body, const std::vector<Token>& tokens,
                CodeBody& result);

// The five characters of an SQLSTATE as Postgres packs it; kOthers for OTHERS.
[[nodiscard]] std::string sqlstate_text(int sqlstate);

}  // namespace lockstep
