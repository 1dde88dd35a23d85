#include "project/changes.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "project/git.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::project {
namespace {

constexpr std::size_t kHashDigits = 40;
constexpr std::size_t kShortHash = 12;

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string short_name(std::string_view name) {
  for (const std::string_view prefix : {"refs/remotes/", "refs/heads/"}) {
    if (name.starts_with(prefix)) return std::string(name.substr(prefix.size()));
  }
  const bool is_hash = name.size() == kHashDigits && name.find_first_not_of("0123456789abcdef") == name.npos;
  return std::string(is_hash ? name.substr(0, kShortHash) : name);
}

// Full name of a reference; empty when it can't be told.
Result<std::string> default_branch(const std::string& folder) {
  static constexpr std::array<std::string_view, 5> kCandidates = {
      "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main",
      "refs/heads/master"};
  std::vector<std::string> command = {"for-each-ref", "--format=%(refname) %(symref)"};
  command.insert(command.end(), kCandidates.begin(), kCandidates.end());
  auto found = git_text(folder, std::move(command));
  if (!found) return found;
  for (const std::string_view candidate : kCandidates) {
    for (const std::string_view line : split(*found, '\n')) {
      const std::size_t space = std::min(line.find(' '), line.size());
      if (line.substr(0, space) != candidate) continue;
      const std::string_view target = line.substr(std::min(space + 1, line.size()));
      return std::string(target.empty() ? candidate : target);
    }
  }
  const auto branches =
      git_text(folder, {"for-each-ref", "--count=2", "--format=%(refname)", "refs/heads", "refs/remotes"});
  if (!branches) return branches;
  const std::vector<std::string_view> names = split(*branches, '\n');
  return std::string(names.size() == 1 ? names.front() : "");
}

// A clone of a few commits is what CI systems make by default.
std::string advice_on_base(const std::string& folder, std::string_view otherwise) {
  const auto shallow = git_text(folder, {"rev-parse", "--is-shallow-repository"});
  const bool is_shallow = shallow && first_line(*shallow) == "true";
  return is_shallow
             ? "fetch the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` on GitLab"
             : text::format("{}, {}", otherwise, kAllInstead);
}

Result<std::string> commit_of(const std::string& folder, const std::string& reference) {
  const auto output =
      git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"});
  if (!output) return std::unexpected(output.error());
  return std::string(first_line(output->out));
}

struct Where {
  std::string checkout;
  std::string head;  // empty: nothing was ever committed
};

Result<Where> find_place(const std::string& folder) {
  auto both = git(folder, {"rev-parse", "--show-toplevel", "HEAD^{commit}"});
  if (!both) return std::unexpected(std::move(both.error()));
  if (both->status == 0) {
    both->out.pop_back();
    const std::size_t newline = both->out.rfind('\n');
    return Where{.checkout = both->out.substr(0, newline), .head = both->out.substr(newline + 1)};
  }
  auto top = git_text(folder, {"rev-parse", "--show-toplevel"});
  if (!top) return std::unexpected(std::move(top.error()));
  top->pop_back();
  return Where{.checkout = std::move(*top), .head = {}};
}

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

}  // namespace

Result<GitBase> find_base(const std::string& folder, const std::optional<std::string>& reference) {
  const auto place = find_place(folder);
  if (!place) return std::unexpected(place.error());
  GitBase base{
      .checkout = place->checkout, .commit = {}, .head = place->head, .reference = reference.value_or("")};
  if (base.head.empty() && !reference) {
    base.uncommitted_only = true;
    return base;
  }
  std::string full_name = base.reference;
  if (!reference) {
    auto branch = default_branch(folder);
    if (!branch) return std::unexpected(std::move(branch.error()));
    full_name = std::move(*branch);
    base.reference = short_name(full_name);
  }
  if (full_name.empty()) {
    return std::unexpected(Error{folder, "cannot tell which branch is the default one",
                                 text::format("name it with --base, {}", kAllInstead)});
  }
  const auto commit = commit_of(folder, full_name);
  if (!commit) return std::unexpected(commit.error());
  if (commit->empty()) {
    return std::unexpected(Error{folder, text::format("git knows no commit `{}`", base.reference),
                                 advice_on_base(folder, "fetch it, name another --base")});
  }
  const auto merge_base = git(folder, {"merge-base", "HEAD", *commit});
  if (!merge_base) return std::unexpected(merge_base.error());
  if (merge_base->status != 0) {
    return std::unexpected(Error{folder, text::format("HEAD and `{}` share no history", base.reference),
                                 advice_on_base(folder, "choose another --base")});
  }
  base.commit = first_line(merge_base->out);
  base.tip = *commit;
  base.reference = short_name(base.reference);
  base.uncommitted_only = !reference && full_name.starts_with("refs/heads/") && *commit == base.head;
  return base;
}

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
  auto files = files_of(base, base.commit, {path});
  if (!files) return std::unexpected(std::move(files.error()));
  Changes changes{.at_base = std::move(*files), .changed = {}};
  if (changes.at_base.empty()) return changes;
  std::vector<std::string> diff = {"diff", "--name-only", "--no-renames", "--no-ext-diff", "-z"};
  if (base.index) diff.emplace_back("--cached");
  diff.insert(diff.end(), {base.commit, "--", inside_of(base, path)});
  const auto changed = git_text(base.checkout, std::move(diff), base.index ? base.index->file : "");
  if (!changed) return std::unexpected(changed.error());
  for (const std::string_view name : split(*changed, '\0')) {
    std::string file = file::join(base.checkout, name);
    if (changes.at_base.contains(file)) changes.changed.insert(std::move(file));
  }
  return changes;
}

Result<std::string> read_at_base(const GitBase& base, const std::string& path) {
  return git_text(base.checkout,
                  {"cat-file", "blob", base.commit + ":" + file::relative(path, base.checkout)});
}

Result<Index> read_index(const GitBase& base, const std::vector<std::string>& paths) {
  Index index;
  auto file = index_of_commit(base);
  if (!file) return std::unexpected(std::move(file.error()));
  index.file = std::move(*file);
  const auto list = [&](std::vector<std::string> command, std::set<std::string>& names) -> Result<void> {
    command.emplace_back("--");
    for (const std::string& path : paths) command.push_back(inside_of(base, path));
    const auto said = git_text(base.checkout, std::move(command), index.file);
    if (!said) return std::unexpected(said.error());
    for (const std::string_view name : split(*said, '\0')) names.insert(file::join(base.checkout, name));
    return {};
  };
  auto done = list({"ls-files", "--cached", "-z"}, index.files);
  if (done) done = list({"diff-files", "--name-only", "-z"}, index.differing);
  if (base.commit.empty()) {
    index.staged = index.files;
  } else if (done) {
    done = list({"diff", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "-z", "HEAD"},
                index.staged);
  }
  if (!done) return std::unexpected(std::move(done.error()));
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

Result<std::int64_t> head_time(const GitBase& base) {
  const auto said = git_text(base.checkout, {"log", "-1", "--format=%ct", "HEAD"});
  if (!said) return std::unexpected(said.error());
  std::int64_t seconds = 0;
  std::from_chars(said->data(), said->data() + said->size(), seconds);
  return seconds;
}

}  // namespace lockstep::project
