#include "cli/new_files.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "project/discover.h"
#include "project/staged.h"
#include "support/file.h"

namespace lockstep::cli {
namespace {

void take_unchanged(Task& task, const project::Changes& changes, const std::string& folder) {
  const std::string real = file::real(folder);
  for (std::size_t i = 0; i < task.reported.size(); ++i) {
    const std::string inside = task.history.files[i].path.substr(folder.size());
    if (changes.unchanged(real + inside)) task.reported[i] = false;
  }
}

// A folder without migrations at the base may have been moved.
Result<project::Changes> changes_of(const Task& task, project::GitBase& base, const std::string& folder) {
  auto changes = project::changes_since(base, folder);
  if (!changes || !changes->at_base.empty() || task.history.files.empty()) return changes;
  return project::changes_since_move(base, folder);
}

}  // namespace

Result<void> look_at_index(Task& task, project::GitBase& base, const std::string& root) {
  std::vector<std::string> paths = {task.history.folder};
  if (!task.schema.empty()) {
    paths.push_back(task.schema);
    std::ranges::move(project::seed_places(task.schema), std::back_inserter(paths));
  }
  auto index = project::read_index(base, paths);
  if (!index) return std::unexpected(std::move(index.error()));
  base.index = std::move(*index);
  auto history = project::read_staged_history(base, task.history.folder, root);
  if (!history) return std::unexpected(std::move(history.error()));
  task.reported.assign(history->files.size(), false);
  task.history = std::move(*history);
  return {};
}

Result<project::Changes> keep_new(Task& task, project::GitBase& base, const std::string& folder,
                                  bool committed) {
  auto changes = changes_of(task, base, folder);
  if (!changes) return changes;
  take_unchanged(task, *changes, folder);
  if (!committed && base.head != base.commit) {
    const auto since_head = project::changes_since_head(base, folder);
    if (!since_head) return std::unexpected(since_head.error());
    take_unchanged(task, *since_head, folder);
  }
  return changes;
}

}  // namespace lockstep::cli
