#pragma once
// What of a task's history is new since a base of git. Called by the plan of a run.

#include <string>

#include "cli/plan.h"
#include "project/changes.h"
#include "support/result.h"

namespace lockstep::cli {

// Puts the history in place that the next commit will have, with no file reported on; display paths are
// seen from `root`.
[[nodiscard]] Result<void> look_at_index(Task& task, project::GitBase& base, const std::string& root);

// Takes what the base has from the files that are reported on, and unless what was `committed` since is as
// well, what HEAD has. What became of the base's files in the folder is the result.
[[nodiscard]] Result<project::Changes> keep_new(Task& task, project::GitBase& base, const std::string& folder,
                                                bool committed);

}  // namespace lockstep::cli
