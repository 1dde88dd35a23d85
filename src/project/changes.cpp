#include "project/changes.h"

#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "project/git.h"
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

struct Branch {
  std::string name;  // in full; empty when it can't be told
  std::string commit;
};

Result<Branch> default_branch(const std::string& folder, const std::string& head) {
  static constexpr std::array<std::string_view, 5> kCandidates = {
      "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main",
      "refs/heads/master"};
  static constexpr std::string_view kFormat = "--format=%(objectname) %(refname) %(symref)";
  std::vector<std::string> command = {"for-each-ref", std::string(kFormat)};
  command.insert(command.end(), kCandidates.begin(), kCandidates.end());
  const auto found = git_text(folder, std::move(command));
  if (!found) return std::unexpected(found.error());
  for (const std::string_view candidate : kCandidates) {
    for (const std::string_view line : split(*found, '\n')) {
      const std::vector<std::string_view> words = split(line, ' ');
      if (words[1] == candidate) return Branch{std::string(words.back()), std::string(words.front())};
    }
  }
  const auto branches =
      git_text(folder, {"for-each-ref", "--count=2", std::string(kFormat), "refs/heads", "refs/remotes"});
  if (!branches) return std::unexpected(branches.error());
  const std::vector<std::string_view> lines = split(*branches, '\n');
  if (lines.size() != 1) return Branch{};
  const std::vector<std::string_view> words = split(lines.front(), ' ');
  // All that a checkout by a CI system may have fetched is what it tests.
  if (words[1].starts_with("refs/remotes/") && words[0] == head) return Branch{};
  return Branch{std::string(words[1]), std::string(words[0])};
}

// A clone of a few commits is what CI systems make by default.
std::string advice_on_base(const std::string& folder, std::string_view otherwise) {
  const auto shallow = git_text(folder, {"rev-parse", "--is-shallow-repository"});
  const bool is_shallow = shallow && first_line(*shallow) == "true";
  return is_shallow
             ? "fetch the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` on GitLab"
             : text::format("{}, {}", otherwise, kAllInstead);
}

Result<Branch> named_commit(const std::string& folder, const std::string& reference) {
  const auto output =
      git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"});
  if (!output) return std::unexpected(output.error());
  return Branch{reference, std::string(first_line(output->out))};
}

// Of HEAD and a commit.
Result<std::string> merge_base(const std::string& folder, const GitBase& base, const std::string& commit) {
  if (commit == base.head) return commit;
  const auto found = git(folder, {"merge-base", "HEAD", commit});
  if (!found) return std::unexpected(found.error());
  if (found->status == 0) return std::string(first_line(found->out));
  return std::unexpected(Error{folder, text::format("HEAD and `{}` share no history", base.reference),
                               advice_on_base(folder, "choose another --base")});
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
  auto branch = reference ? named_commit(folder, *reference) : default_branch(folder, base.head);
  if (!branch) return std::unexpected(std::move(branch.error()));
  base.reference = short_name(branch->name);
  if (branch->name.empty()) {
    return std::unexpected(Error{folder, "cannot tell which branch is the default one",
                                 advice_on_base(folder, "name it with --base")});
  }
  if (branch->commit.empty()) {
    return std::unexpected(Error{folder, text::format("git knows no commit `{}`", base.reference),
                                 advice_on_base(folder, "fetch it, name another --base")});
  }
  auto commit = merge_base(folder, base, branch->commit);
  if (!commit) return std::unexpected(std::move(commit.error()));
  base.commit = std::move(*commit);
  base.tip = std::move(branch->commit);
  base.uncommitted_only = !reference && branch->name.starts_with("refs/heads/") && base.tip == base.head;
  return base;
}

Result<std::int64_t> head_time(const GitBase& base) {
  const auto said = git_text(base.checkout, {"log", "-1", "--no-show-signature", "--format=%ct", "HEAD"});
  if (!said) return std::unexpected(said.error());
  std::int64_t seconds = 0;
  std::from_chars(said->data(), said->data() + said->size(), seconds);
  return seconds;
}

}  // namespace lockstep::project
