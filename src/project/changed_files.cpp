#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>

#include "project/changes.h"
#include "project/git.h"
#include "project/migrations.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

// A path as git calls it.
std::string inside_of(const GitBase& base, const std::string& path) {
  return file::relative(file::real(path), base.checkout);
}

// `git commit PATH` and `git commit --all` call a hook with an index that holds what they will commit. One
// of another repository isn't meant. https://git-scm.com/docs/githooks
Result<std::string> index_of_commit(const GitBase& base) {
  const char* named = std::getenv("GIT_INDEX_FILE");  // NOLINT(concurrency-mt-unsafe): nobody sets one
  if (named == nullptr || *named == '\0') return std::string();
  auto folder = git_text(base.checkout, {"rev-parse", "--absolute-git-dir"});
  if (!folder) return folder;
  if (folder->ends_with('\n')) folder->pop_back();
  std::string path = file::real(named);
  return file::within(path, file::real(*folder)) ? std::move(path) : std::string();
}

const std::string& index_file(const GitBase& base) {
  static const std::string kUsual;
  return base.index ? base.index->file : kUsual;
}

// Arguments of a diff between a commit and what the run looks at.
std::vector<std::string> diff(const std::string& commit, bool with_index,
                              std::initializer_list<std::string_view> how) {
  std::vector<std::string> arguments = {"diff", "--no-ext-diff", "-z"};
  if (with_index) arguments.emplace_back("--cached");
  arguments.insert(arguments.end(), how.begin(), how.end());
  arguments.push_back(commit);
  return arguments;
}

bool is_covered(const Index& index, const std::string& path) {
  return std::ranges::any_of(index.folders,
                             [&](const std::string& folder) { return file::within(path, folder); });
}

// Whether git's index, which is looked at instead of the files, answers for the path.
bool asks_index(const GitBase& base, const std::string& commit, const std::string& real) {
  return base.index && !commit.empty() && is_covered(*base.index, real);
}

Result<Index::Difference> index_since(const GitBase& base, const std::string& commit,
                                      const std::vector<std::string>& names, const std::string& index) {
  if (commit.empty()) return Index::Difference{};
  std::vector<std::string> command = diff(commit, true, {"--name-status", "--no-renames"});
  command.emplace_back("--");
  command.insert(command.end(), names.begin(), names.end());
  const auto said = git_text(base.checkout, std::move(command), index);
  if (!said) return std::unexpected(said.error());
  Index::Difference difference;
  const std::vector<std::string_view> parts = split(*said, '\0');
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    auto& paths = parts[i] == "A" ? difference.added : difference.changed;
    paths.insert(file::join(base.checkout, parts[i + 1]));
  }
  return difference;
}

// The commit has what the index has, but for what was added and with what was removed. That spares git a
// walk through the commit's folders, of which each migration is one.
Changes changes_of_index(const Index& index, const Index::Difference& since, const std::string& real) {
  Changes changes;
  for (const std::string& file : index.files) {
    if (file::within(file, real) && !since.added.contains(file)) changes.at_base.insert(file);
  }
  for (const std::string& file : since.changed) {
    if (!file::within(file, real)) continue;
    changes.at_base.insert(file);
    changes.changed.insert(file);
  }
  return changes;
}

Result<Changes> changes_since_commit(const GitBase& base, const std::string& commit,
                                     const std::string& path) {
  if (commit.empty()) return Changes{};
  std::vector<std::string> command = diff(commit, base.index.has_value(), {"--name-status", "--no-renames"});
  command.insert(command.end(), {"--", inside_of(base, path)});
  const auto changed = git_text(base.checkout, std::move(command), index_file(base));
  if (!changed) return std::unexpected(changed.error());
  auto files = files_of(base, commit, {path});
  if (!files) return std::unexpected(std::move(files.error()));
  Changes changes{.at_base = std::move(*files), .changed = {}};
  const std::vector<std::string_view> parts = split(*changed, '\0');
  for (std::size_t i = 1; i < parts.size(); i += 2) {
    std::string file = file::join(base.checkout, parts[i]);
    if (changes.at_base.contains(file)) changes.changed.insert(std::move(file));
  }
  return changes;
}

Result<void> list_files(const GitBase& base, const std::vector<std::string>& names, Index& index) {
  std::vector<std::string> command = {"ls-files", "-z", "-t", "--cached", "--modified", "--deleted", "--"};
  command.insert(command.end(), names.begin(), names.end());
  const auto said = git_text(base.checkout, std::move(command), index.file);
  if (!said) return std::unexpected(said.error());
  for (const std::string_view line : split(*said, '\0')) {
    // https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt--t
    const char tag = line.front();
    std::string path = file::join(base.checkout, line.substr(2));
    if (tag == 'M') {
      return std::unexpected(
          Error{std::string(line.substr(2)), "is unmerged", "resolve the conflict and add the file"});
    }
    if (tag != 'H') index.differing.insert(path);
    index.files.insert(std::move(path));
  }
  return {};
}

// A file that the base has and that isn't at its place any more.
struct Gone {
  std::string_view blob;  // its content's name
  std::string from;       // absolute
  std::string to;         // where git finds it again; empty where it doesn't
  bool same = false;      // it has the same content there
};

// Of a raw diff with renames: `:MODE MODE BLOB BLOB STATUS`, a path, and the new path of a rename.
// https://git-scm.com/docs/git-diff#_raw_output_format
std::vector<Gone> read_gone(const GitBase& base, std::string_view raw) {
  std::vector<Gone> gone;
  const std::vector<std::string_view> parts = split(raw, '\0');
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const std::vector<std::string_view> words = split(parts[i], ' ');
    const std::string_view status = words.back();
    const bool renamed = status.starts_with('R');
    if (renamed && i + 2 == parts.size()) break;
    if (renamed || status == "D") {
      gone.push_back({.blob = words[2],
                      .from = file::join(base.checkout, parts[i + 1]),
                      .to = renamed ? file::join(base.checkout, parts[i + 2]) : std::string(),
                      .same = status == "R100"});
    }
    i += renamed ? 1U : 0U;
  }
  return gone;
}

// Where a folder was, as the first file says that lies in it as it lay there.
std::optional<Move> find_move(const std::vector<Gone>& gone, const std::string& folder) {
  for (const Gone& each : gone) {
    if (each.to.empty() || !file::within(each.to, folder)) continue;
    const std::string inside = each.to.substr(folder.size());
    if (each.from.ends_with(inside) && !migration_of(inside.substr(1)).empty())
      return Move{.from = each.from.substr(0, each.from.size() - inside.size()), .to = folder};
  }
  return std::nullopt;
}

}  // namespace

Result<std::set<std::string>> files_of(const GitBase& base, const std::string& commit,
                                       const std::vector<std::string>& paths) {
  std::set<std::string> files;
  if (commit.empty() || paths.empty()) return files;
  // Names only hold what git stores: -z keeps them as they are.
  std::vector<std::string> list = {"ls-tree", "-r", "--name-only", "-z", commit};
  for (const std::string& path : paths) {
    std::string inside = inside_of(base, path);
    if (inside != ".") list.push_back(std::move(inside));
  }
  const auto names = git_text(base.checkout, std::move(list));
  if (!names) return std::unexpected(names.error());
  for (const std::string_view name : split(*names, '\0')) files.insert(file::join(base.checkout, name));
  return files;
}

Result<Changes> changes_since(const GitBase& base, const std::string& path) {
  const std::string real = file::real(path);
  if (!asks_index(base, base.commit, real)) return changes_since_commit(base, base.commit, path);
  return changes_of_index(*base.index, base.index->since_base, real);
}

Result<Changes> changes_since_head(const GitBase& base, const std::string& path) {
  const std::string real = file::real(path);
  if (!asks_index(base, base.head, real)) return changes_since_commit(base, base.head, path);
  const auto since = index_since(base, base.head, {inside_of(base, path)}, base.index->file);
  if (!since) return std::unexpected(since.error());
  return changes_of_index(*base.index, *since, real);
}

Result<Changes> changes_since_move(GitBase& base, const std::string& folder) {
  Changes changes;
  if (base.commit.empty()) return changes;
  const auto said = git_text(
      base.checkout, diff(base.commit, base.index.has_value(), {"--raw", "--find-renames", "--no-abbrev"}),
      index_file(base));
  if (!said) return std::unexpected(said.error());
  const std::vector<Gone> gone = read_gone(base, *said);
  base.moved = find_move(gone, file::real(folder));
  if (!base.moved) return changes;
  std::map<std::string_view, std::string_view> now;  // content by path, where that is known
  for (const Gone& each : gone) {
    if (each.same) now.emplace(each.to, each.blob);
  }
  for (const Gone& each : gone) {
    if (!file::within(each.from, base.moved->from)) continue;
    std::string path = base.moved->to + each.from.substr(base.moved->from.size());
    // Git pairs files of one content as it likes.
    const auto same = now.find(path);
    if (same == now.end() || same->second != each.blob) changes.changed.insert(path);
    changes.at_base.insert(std::move(path));
  }
  return changes;
}

Result<std::string> read_at_base(const GitBase& base, const std::string& path) {
  const bool moved = base.moved && file::within(path, base.moved->to);
  const std::string before = moved ? base.moved->from + path.substr(base.moved->to.size()) : path;
  return git_text(base.checkout,
                  {"cat-file", "blob", base.commit + ":" + file::relative(before, base.checkout)});
}

Result<Index> read_index(const GitBase& base, const std::vector<std::string>& paths) {
  Index index;
  auto file = index_of_commit(base);
  if (!file) return std::unexpected(std::move(file.error()));
  index.file = std::move(*file);
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    index.folders.push_back(file::real(path));
    names.push_back(inside_of(base, path));
  }
  if (auto done = list_files(base, names, index); !done) return std::unexpected(std::move(done.error()));
  auto since_base = index_since(base, base.commit, names, index.file);
  if (!since_base) return std::unexpected(std::move(since_base.error()));
  index.since_base = std::move(*since_base);
  return index;
}

Result<std::string> read_now(const GitBase* base, const std::string& path) {
  if (base == nullptr || !base->index) return file::read(path);
  const std::string real = file::real(path);
  if (!base->index->files.contains(real))
    return std::unexpected(Error{path, "is not in git's index", "add it"});
  if (!base->index->differing.contains(real)) return file::read(path);
  return git_text(base->checkout, {"cat-file", "blob", ":" + file::relative(real, base->checkout)},
                  base->index->file);
}

}  // namespace lockstep::project
