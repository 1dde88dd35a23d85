#include "project/git.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "support/text.h"

namespace lockstep::project {
namespace {

// A hook is run with these set for the repository that it was called in, relative to a folder that
// isn't ours; git finds the same repository by itself.
constexpr std::array<std::string_view, 5> kRepositoryVariables = {
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"};

// Hints and warnings may stand before the line that tells why git gave up.
std::string_view reason_of(std::string_view error) {
  const std::vector<std::string_view> lines = split(error, '\n');
  for (const std::string_view line : lines) {
    for (const std::string_view prefix : {"fatal: ", "error: "}) {
      if (line.starts_with(prefix)) return line.substr(prefix.size());
    }
  }
  return lines.empty() ? std::string_view() : lines.front();
}

std::unexpected<Error> git_failure(const std::string& folder, const process::Output& output) {
  const std::string_view said = reason_of(output.error);
  return std::unexpected(
      Error{folder, text::format("git: {}", said), text::format("make git work here, {}", kAllInstead)});
}

}  // namespace

Result<process::Output> git(const std::string& folder, std::vector<std::string> arguments,
                            const std::string& index) {
  // The repository's own settings may name a program here, which git would run.
  // https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsmonitor
  std::vector<std::string> command = {"git", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C",
                                      folder};
  command.insert(command.end(), std::make_move_iterator(arguments.begin()),
                 std::make_move_iterator(arguments.end()));
  const std::string index_setting = "GIT_INDEX_FILE=" + index;
  std::vector<std::string_view> settings = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0"};
  if (!index.empty()) settings.emplace_back(index_setting);
  auto output = process::run(command, {.without = kRepositoryVariables, .with = settings});
  if (!output) {
    output.error() = {folder, "git: " + output.error().reason, text::format("install it, {}", kAllInstead)};
  }
  return output;
}

Result<std::string> git_text(const std::string& folder, std::vector<std::string> arguments,
                             const std::string& index) {
  auto output = git(folder, std::move(arguments), index);
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

}  // namespace lockstep::project
