#pragma once
// What of a git checkout is new since a base: migrations that were merged have been applied somewhere
// and never change again, so that only new ones are worth reporting on. Asks the git program. Called by
// `cli`.

#include <optional>
#include <set>
#include <string>

#include "support/result.h"

namespace lockstep::project {

struct GitBase {
  std::string checkout;  // absolute top of the work tree, links resolved
  std::string commit;    // merge base of HEAD and the reference; empty: nothing was ever committed
  std::string reference;  // as people name it: "origin/main"
  bool uncommitted_only = false;  // HEAD is the default branch, and no remote has it: the base is HEAD itself
};

// Merge base with `reference`, or without one with the default branch: where origin/HEAD points,
// else origin/main, origin/master, main, master, else the only branch there is. `folder` lies in `checkout`.
[[nodiscard]] Result<GitBase> find_base(const std::string& folder,
                                        const std::optional<std::string>& reference);

// Absolute paths, links resolved, of the files in `folder` that are as they were at the base. Whatever isn't
// among them was added or changed since, committed or not.
[[nodiscard]] Result<std::set<std::string>> unchanged_since(const GitBase& base, const std::string& folder);

}  // namespace lockstep::project
