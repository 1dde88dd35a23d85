#include "project/changes.h"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "support/file.h"
#include "support/process.h"

namespace lockstep::project {
namespace {

// A hook is run with these set for the repository that it was called in, relative to a folder that
// isn't ours; git finds the same repository by itself.
constexpr std::array<std::string_view, 5> kRepositoryVariables = {
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"};
constexpr std::array<std::string_view, 2> kSettings = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0"};
constexpr std::string_view kAllInstead = "or report on everything with --all";

Result<process::Output> git(const std::string& folder, std::vector<std::string> arguments) {
  std::vector<std::string> command = {"git", "--literal-pathspecs", "-C", folder};
  command.insert(command.end(), std::make_move_iterator(arguments.begin()),
                 std::make_move_iterator(arguments.end()));
  auto output = process::run(command, {.without = kRepositoryVariables, .with = kSettings});
  if (!output) output.error().advice = fmt::format("install it, {}", kAllInstead);
  return output;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::unexpected<Error> git_failure(const std::string& folder, const process::Output& output) {
  std::string_view said = first_line(output.error);
  if (said.starts_with("fatal: ")) said.remove_prefix(7);
  return std::unexpected(
      Error{folder, fmt::format("git: {}", said), fmt::format("make git work here, {}", kAllInstead)});
}

// The output of a command that has to succeed.
Result<std::string> git_text(const std::string& folder, std::vector<std::string> arguments) {
  auto output = git(folder, std::move(arguments));
  if (!output) return std::unexpected(std::move(output.error()));
  if (output->status != 0) return git_failure(folder, *output);
  return std::move(output->out);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string short_name(std::string_view name) {
  for (const std::string_view prefix : {"refs/remotes/", "refs/heads/"}) {
    if (name.starts_with(prefix)) return std::string(name.substr(prefix.size()));
  }
  return std::string(name);
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

std::unexpected<Error> no_merge_base(const std::string& folder, const std::string& reference) {
  const auto shallow = git_text(folder, {"rev-parse", "--is-shallow-repository"});
  const bool is_shallow = shallow && first_line(*shallow) == "true";
  return std::unexpected(Error{
      folder, fmt::format("HEAD and `{}` share no history", reference),
      is_shallow ? fmt::format("fetch the whole history (fetch-depth: 0 on GitHub Actions), {}", kAllInstead)
                 : fmt::format("choose another --base, {}", kAllInstead)});
}

Result<std::string> commit_of(const std::string& folder, const std::string& reference) {
  const auto output =
      git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"});
  if (!output) return std::unexpected(output.error());
  return std::string(first_line(output->out));
}

}  // namespace

Result<GitBase> find_base(const std::string& folder, const std::optional<std::string>& reference) {
  auto top = git_text(folder, {"rev-parse", "--show-toplevel"});
  if (!top) return std::unexpected(std::move(top.error()));
  if (top->ends_with('\n')) top->pop_back();
  GitBase base{.checkout = std::move(*top), .commit = {}, .reference = reference.value_or("")};

  const auto head = commit_of(folder, "HEAD");
  if (!head) return std::unexpected(head.error());
  if (head->empty() && !reference) {  // a repository without a commit
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
                                 fmt::format("name it with --base, {}", kAllInstead)});
  }
  const auto commit = commit_of(folder, full_name);
  if (!commit) return std::unexpected(commit.error());
  if (commit->empty()) {
    return std::unexpected(Error{folder, fmt::format("git knows no commit `{}`", base.reference),
                                 fmt::format("fetch it, name another --base, {}", kAllInstead)});
  }
  const auto merge_base = git(folder, {"merge-base", "HEAD", *commit});
  if (!merge_base) return std::unexpected(merge_base.error());
  if (merge_base->status != 0) return no_merge_base(folder, base.reference);
  base.commit = first_line(merge_base->out);
  base.uncommitted_only = !reference && full_name.starts_with("refs/heads/") && *commit == *head;
  return base;
}

Result<std::set<std::string>> unchanged_since(const GitBase& base, const std::string& folder) {
  std::set<std::string> unchanged;
  if (base.commit.empty()) return unchanged;
  const std::string inside = file::relative(file::real(folder), base.checkout);
  // Names only hold what git stores: -z keeps them as they are.
  std::vector<std::string> list = {"ls-tree", "-r", "--name-only", "-z", base.commit};
  if (inside != ".") list.push_back(inside + "/");
  const auto names = git_text(base.checkout, std::move(list));
  if (!names) return std::unexpected(names.error());
  for (const std::string_view name : split(*names, '\0')) unchanged.insert(file::join(base.checkout, name));
  if (unchanged.empty()) return unchanged;

  const auto changed = git_text(base.checkout, {"diff", "--name-only", "--no-renames", "--no-ext-diff", "-z",
                                                base.commit, "--", inside});
  if (!changed) return std::unexpected(changed.error());
  for (const std::string_view name : split(*changed, '\0')) unchanged.erase(file::join(base.checkout, name));
  return unchanged;
}

}  // namespace lockstep::project
