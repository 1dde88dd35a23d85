#pragma once
// Private to src/project: asks the git program about a repository, without a shell.

#include <string>
#include <string_view>
#include <vector>

#include "support/process.h"
#include "support/result.h"

namespace lockstep::project {

// For advice: what to do where git can't answer.
inline constexpr std::string_view kAllInstead = "or report on everything with --all";

// Arguments are taken as they are; the output is in English. `index` is another index file than the usual
// one.
[[nodiscard]] Result<process::Output> git(const std::string& folder, std::vector<std::string> arguments,
                                          const std::string& index = {});

// The output of a command that has to succeed.
[[nodiscard]] Result<std::string> git_text(const std::string& folder, std::vector<std::string> arguments,
                                           const std::string& index = {});

// The parts of git's output between separators: lines, or with -z paths as they are.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace lockstep::project
