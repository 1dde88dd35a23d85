#pragma once
// Private to src/project: what the gate asks of a repository, and the schema.

#include <set>
#include <string>
#include <vector>

#include "project/facts.h"

namespace lockstep::project {

// The place of a file that is added to those of the facts.
Place add_file(ProjectFacts& facts, std::string display, std::string bytes);

// The schema that the base has; no files where it has none.
struct SchemaAtBase {
  std::set<std::string> files;  // absolute paths there
  bool changed = false;         // since then, in content or place
  schema::Schema schema;
};
[[nodiscard]] Result<SchemaAtBase> read_schema_at_base(const FactsInput& input);

// The files of the schema as the run looks at it: itself, or in a folder all below it.
[[nodiscard]] std::vector<std::string> schema_files(const FactsInput& input);

// `changes` are those of the migrations' folder; `facts` has its migrations.
[[nodiscard]] Result<GateFacts> gather_gate(const FactsInput& input, const Changes& changes,
                                            const SchemaAtBase& at_base, ProjectFacts& facts);

// What the schema at input.schema says now, and the seeds beside it.
[[nodiscard]] Result<void> add_schema(const FactsInput& input, ProjectFacts& facts);

// How that differs from what the base and the generated client have.
void compare_schema(const FactsInput& input, const SchemaAtBase& at_base, ProjectFacts& facts,
                    GateFacts& gate);

}  // namespace lockstep::project
