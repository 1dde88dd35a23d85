#include "project/staged.h"

#include <algorithm>
#include <utility>

#include "project/git.h"
#include "support/file.h"

namespace lockstep::project {

Result<History> read_staged_history(const GitBase& base, const std::string& folder, const std::string& root) {
  const std::string real = file::real(folder);
  History history{.folder = folder, .files = {}};
  for (const std::string& path : base.index->files) {
    if (!file::within(path, real) || path == real) continue;
    const std::string inside = path.substr(real.size() + 1);
    const std::string name = migration_of(inside);
    if (name.empty()) continue;
    const std::string seen = file::join(folder, inside);
    history.files.push_back({.name = name, .path = seen, .display = display_path(seen, root)});
    if (!base.index->differing.contains(path)) continue;
    auto bytes = read_now(&base, path);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    history.files.back().bytes = std::move(*bytes);
  }
  std::ranges::sort(history.files, {}, &MigrationFile::name);
  return history;
}

bool adds_nothing(const GitBase& base) {
  if (base.head.empty()) return false;
  const auto said = git(base.checkout, {"diff", "--no-ext-diff", "--cached", "--quiet"}, base.index->file);
  return said && said->status == 0;
}

}  // namespace lockstep::project
