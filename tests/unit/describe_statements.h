#pragma once
// Facts about statements other than those on tables as a line of text, for tests: what is set, each
// part with the text under its span in angle brackets where that is not the part itself.

#include <string>

#include "parser/action.h"
#include "parser/source.h"

namespace lockstep {

// Begins with the text under the statement's verb. Without `spans`, facts alone.
[[nodiscard]] std::string describe_statement(const Statement& statement, const SourceFile& source,
                                             bool spans = true);

}  // namespace lockstep
