#pragma once
// What a run found, as plain data: the only thing that reporters see. Made by `cli` from the rule
// engine's findings.

#include <cstdint>
#include <string>
#include <vector>

#include "parser/source.h"
#include "support/finding.h"

namespace lockstep {

// A rule as reports describe it.
struct RuleDescription {
  std::string id;
  std::string group;
  std::string summary;   // one line
  std::string markdown;  // the whole page
  std::string help_uri;
  Severity severity = Severity::warning;  // its level in this run
};

struct ReportFile {
  // Path and bytes. Bytes are empty for files that no finding and no related place names.
  SourceFile source;
  std::string migration;  // name of its migration; empty for other files
};

struct Summary {
  std::uint32_t files = 0;        // reported on
  std::uint32_t replayed = 0;     // only replayed
  std::uint64_t statements = 0;   // of the files reported on
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
  std::uint32_t notes = 0;
  std::uint32_t skipped = 0;      // statements without a fact, not analysed
  std::uint32_t allowed = 0;
  std::uint32_t baseline = 0;     // findings that were there when the project began with lockstep
  std::string scope;              // "3 migrations new since origin/main"
  double seconds = 0;             // wall time; only the text report on a terminal prints it
};

struct Report {
  std::string version;  // of lockstep
  std::vector<ReportFile> files;
  std::vector<Finding> findings;  // ordered by file, begin, rule; those allowed are in it too
  std::vector<RuleDescription> rules;  // all that ran, sorted by id
  Summary summary;
};

}  // namespace lockstep
