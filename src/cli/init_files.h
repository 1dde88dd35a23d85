#pragma once
// What `lockstep init` proposes for a project: files to write, and lines for files that others own.
// Pure functions of what was recognised.

#include <optional>
#include <string>
#include <vector>

#include "project/runner.h"
#include "project/surroundings.h"

namespace lockstep::cli {

// A project as the proposals speak of it; paths are relative to the folder of lockstep.toml.
struct RecognisedProject {
  std::string schema;                   // empty: none was found
  std::vector<std::string> migrations;  // folders
  std::size_t count = 0;                // of migrations
  std::string last;                     // name of the newest migration; empty: there is none
  std::optional<project::Version> prisma;
};

struct Recognised {
  std::string folder;  // absolute: of lockstep.toml
  std::vector<RecognisedProject> projects;
  project::Surroundings surroundings;
};

struct Proposal {
  std::string path;   // absolute
  std::string text;
  bool whole = true;  // the file is ours; else these are lines for a file of another tool
};

[[nodiscard]] std::vector<Proposal> propose(const Recognised& recognised);

}  // namespace lockstep::cli
