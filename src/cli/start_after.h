#pragma once
// `start-after` of lockstep.toml: the migrations up to it are only replayed. Called by the plan of a run.

#include <map>
#include <set>
#include <string>

#include "cli/plan.h"
#include "project/config.h"
#include "support/result.h"

namespace lockstep::cli {

class StartAfter {
 public:
  // Reports on the later files of the task, too.
  void report_on_later(const project::Config& config, Task& task);

  // A name of no migration would leave out more or less than was meant: an error.
  [[nodiscard]] Result<void> check() const;

 private:
  struct Start {
    std::string place;  // in the configuration
    std::string name;
    std::set<std::string> migrations;  // that it may name
  };
  std::map<std::string, Start> starts_;  // by the configuration's path
};

}  // namespace lockstep::cli
