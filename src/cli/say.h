#pragma once
// Standard error, where the program speaks of its run: one line for each remark.

#include <string_view>

namespace lockstep::cli {

// "lockstep: REMARK". Names in it come from files, git and the environment: a line break of theirs would
// start a line of its own, which runs of CI may take for a command to them.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
void say(std::string_view remark);

}  // namespace lockstep::cli
