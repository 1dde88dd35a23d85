#pragma once
// A folder of migrations as the next commit will have it. Called by `cli`.

#include <string>

#include "project/changes.h"
#include "project/migrations.h"
#include "support/result.h"

namespace lockstep::project {

// As read_history(), from the index of the base. Files have bytes where the work tree's are others.
[[nodiscard]] Result<History> read_staged_history(const GitBase& base, const std::string& folder,
                                                  const std::string& root);

// The index has what HEAD has: no commit is about to be made.
[[nodiscard]] bool adds_nothing(const GitBase& base);

}  // namespace lockstep::project
