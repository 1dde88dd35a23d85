#pragma once
// Runs another program without a shell. Called by `project`, for git.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace lockstep::process {

struct Environment {
  std::span<const std::string_view> without = {};  // names of variables that the program doesn't get
  std::span<const std::string_view> with = {};     // "NAME=value", instead of what stands there
};

struct Output {
  int status = 0;  // exit status; 128 and the signal's number for a program that was killed
  std::string out;
  std::string error;
};

// Finds the program by PATH, gives it an empty standard input and waits for its end. An error is
// only what kept it from running; a failing program is an Output.
[[nodiscard]] Result<Output> run(const std::vector<std::string>& command,
                                 const Environment& environment = {});

}  // namespace lockstep::process
