#include "project/ci.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "project/literals.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets one
  return value == nullptr ? std::string() : value;
}

// Another repository that the run only has lying about, such as a test's, is none of its business. A
// container may have been given only the variables that tell the base.
bool runs_for(const std::string& checkout, const char* folder) {
  const std::string workspace = variable(folder);
  return workspace.empty() || file::within(file::real(checkout), file::real(workspace));
}

// A branch that is new has no commit before the push: all zeros.
bool is_commit(std::string_view commit) {
  return !commit.empty() && !std::ranges::all_of(commit, [](char digit) { return digit == '0'; });
}

std::optional<std::string> on_default_branch(const std::string& branch, const std::string& default_branch,
                                             const std::string& before) {
  if (default_branch.empty()) return std::nullopt;
  if (branch != default_branch) return "origin/" + default_branch;
  return is_commit(before) ? std::optional(before) : std::nullopt;
}

// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
std::optional<std::string> base_of_github() {
  const std::string target = variable("GITHUB_BASE_REF");
  if (!target.empty()) return "origin/" + target;
  static constexpr std::array<std::string_view, 2> kQueued = {"merge_group", "base_sha"};
  static constexpr std::array<std::string_view, 2> kDefault = {"repository", "default_branch"};
  static constexpr std::array<std::string_view, 1> kBefore = {"before"};
  const auto event = file::read(variable("GITHUB_EVENT_PATH"));
  if (!event) return std::nullopt;
  if (auto queued = json_string(*event, kQueued)) return queued;
  return on_default_branch(variable("GITHUB_REF_NAME"), json_string(*event, kDefault).value_or(""),
                           json_string(*event, kBefore).value_or(""));
}

// https://docs.gitlab.com/ci/variables/predefined_variables/
std::optional<std::string> base_of_gitlab() {
  // The first is set where the result of the merge is run: it has all that the target branch has by now.
  for (const char* name : {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"}) {
    if (std::string commit = variable(name); !commit.empty()) return commit;
  }
  const std::string target = variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
  if (!target.empty()) return "origin/" + target;
  return on_default_branch(variable("CI_COMMIT_BRANCH"), variable("CI_DEFAULT_BRANCH"),
                           variable("CI_COMMIT_BEFORE_SHA"));
}

}  // namespace

std::optional<std::string> base_of_ci(const std::string& checkout) {
  std::optional<std::string> base;
  if (runs_for(checkout, "GITHUB_WORKSPACE")) base = base_of_github();
  if (!base && runs_for(checkout, "CI_PROJECT_DIR")) base = base_of_gitlab();
  return base;
}

}  // namespace lockstep::project
