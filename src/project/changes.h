#pragma once
// What of a git checkout is new since a base: migrations that were merged have been applied somewhere
// and never change again, so that only new ones are worth reporting on. Asks the git program. Called by
// `cli`.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/result.h"

namespace lockstep::project {

// What the next commit will have of some folders: what was added to the index.
struct Index {
  std::string file;  // of a commit that has an index of its own, as `git commit PATH` has; mostly empty
  std::vector<std::string> folders;  // which; absolute, links resolved, as all that follow
  std::set<std::string> files;
  std::set<std::string> differing;  // those of them whose bytes in the work tree are others, or gone
  struct Difference {
    std::set<std::string> added;    // files that a commit hasn't
    std::set<std::string> changed;  // of those that it has: in content, or gone
  };
  Difference since_base;
};

// A folder that the base has in another place.
struct Move {
  std::string from;
  std::string to;
};

struct GitBase {
  std::string checkout;  // absolute top of the work tree, links resolved
  std::string commit;    // merge base of HEAD and the reference; empty: nothing was ever committed
  std::string head = {};  // empty: nothing was ever committed
  std::string tip = {};  // what the reference itself names, which may have moved on since
  std::string reference;  // as people name it: "origin/main"
  bool uncommitted_only = false;  // HEAD is the default branch, and no remote has it: the base is HEAD itself
  std::optional<Index> index = std::nullopt;  // is looked at instead of the work tree
  std::optional<Move> moved = std::nullopt;  // of the folder of migrations
};

// Merge base with `reference`, or without one with the default branch: where origin/HEAD points,
// else origin/main, origin/master, main, master, else the only branch there is. `folder` lies in `checkout`.
[[nodiscard]] Result<GitBase> find_base(const std::string& folder,
                                        const std::optional<std::string>& reference);

// What became of the files that the base has in a folder; absolute paths, links resolved.
struct Changes {
  std::set<std::string> at_base;
  std::set<std::string> changed;  // of these, in content or gone, committed or not

  [[nodiscard]] bool unchanged(const std::string& path) const {
    return at_base.contains(path) && !changed.contains(path);
  }
};
[[nodiscard]] Result<Changes> changes_since(const GitBase& base, const std::string& path);
[[nodiscard]] Result<Changes> changes_since_head(const GitBase& base, const std::string& path);
// The same for a folder of migrations that the base has in another place, which is noted in the base. The
// paths are those of now.
[[nodiscard]] Result<Changes> changes_since_move(GitBase& base, const std::string& folder);

// The files that a commit of the checkout has in these folders, or of these files; none for no commit.
[[nodiscard]] Result<std::set<std::string>> files_of(const GitBase& base, const std::string& commit,
                                                     const std::vector<std::string>& paths);

// The bytes that a file of Changes::at_base had there.
[[nodiscard]] Result<std::string> read_at_base(const GitBase& base, const std::string& path);

// Of the files in these folders.
[[nodiscard]] Result<Index> read_index(const GitBase& base, const std::vector<std::string>& paths);

// The bytes of a file as the run looks at it: of the index where the base has one, else of the work tree.
[[nodiscard]] Result<std::string> read_now(const GitBase* base, const std::string& path);

// When HEAD was committed, in seconds since 1970.
[[nodiscard]] Result<std::int64_t> head_time(const GitBase& base);

}  // namespace lockstep::project
