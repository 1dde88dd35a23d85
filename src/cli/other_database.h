#pragma once
// Folders of migrations whose lock file names another database than Postgres. Called by the plan of a run.

#include <optional>
#include <string>

#include "project/changes.h"
#include "support/result.h"

namespace lockstep::cli {

// Why nothing was found from a folder on, where that is the reason.
[[nodiscard]] std::optional<Error> other_database(const std::string& current);

// It names another one now, and the base has Postgres there.
[[nodiscard]] bool has_left_postgres(const std::string& migrations, const project::GitBase& base);

}  // namespace lockstep::cli
