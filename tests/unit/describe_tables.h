#pragma once
// Facts about tables as lines of text, for tests: every part that is set, each with the text under its
// span in angle brackets. A part without a span shows `<>`.

#include <string>
#include <vector>

#include "parser/action.h"
#include "parser/source.h"

namespace lockstep {

// The statement, then a line for each of its parts. Without `spans`, facts alone.
[[nodiscard]] std::vector<std::string> describe(const Statement& statement, const SourceFile& source,
                                                bool spans = true);

}  // namespace lockstep
