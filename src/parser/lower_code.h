#pragma once
// Private to src/parser: Postgres' PL/pgSQL tree to nodes.

#include <string_view>
#include <vector>

#include "parser/code_body.h"
#include "parser/tokens.h"

struct PLpgSQL_function;

namespace lockstep {

// Fills the nodes and variables of `result`. `tokens` are those of the body.
void lower_code(const ::PLpgSQL_function& function, std::string_view body, const std::vector<Token>& tokens,
                CodeBody& result);

}  // namespace lockstep
