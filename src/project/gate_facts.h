#pragma once
// Private to src/project: what the gate asks of a repository.

#include <string>

#include "project/facts.h"

namespace lockstep::project {

// The place of a file that is added to those of the facts.
Place add_file(ProjectFacts& facts, std::string display, std::string bytes);

// `changes` are those of the migrations' folder; `facts` has its migrations.
[[nodiscard]] Result<GateFacts> gather_gate(const FactsInput& input, const Changes& changes,
                                            ProjectFacts& facts);

// What the schema at input.schema says now, at the base and to the generated client.
[[nodiscard]] Result<void> add_schema(const FactsInput& input, ProjectFacts& facts, GateFacts& gate);

}  // namespace lockstep::project
