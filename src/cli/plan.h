#pragma once
// What a run of `lint` looks at: which histories, in which order, and which of their files it reports
// on. The others are only replayed.

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "project/facts.h"
#include "project/migrations.h"
#include "support/result.h"

namespace lockstep::cli {

struct Task {
  project::History history;       // up to the last file that is reported on; empty where none is
  std::vector<bool> reported;     // by file
  std::string start;              // folder from which configuration and lock files are searched upward
  bool from_input = false;        // the last file's bytes are standard input's
  bool whole_folder = false;      // and not single files of it
  std::string schema = {};        // absolute; empty where none is known
  bool cut = false;               // the history goes on behind its last file here
  // Of a folder of migrations as a whole: what rules ask about names, lock file, repository.
  std::optional<project::ProjectFacts> facts = std::nullopt;
};

struct Plan {
  std::string root;  // reports name files from here: top of the git checkout, else the current folder
  std::vector<Task> tasks;  // in byte order of their first files' paths
  std::string scope;  // for the closing line: "3 migrations new since origin/main"
};

[[nodiscard]] Result<Plan> make_plan(const LintOptions& options);

}  // namespace lockstep::cli
