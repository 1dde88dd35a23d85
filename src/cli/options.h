#pragma once
// The command line as data. The only part that knows how options are spelt.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "project/runner.h"
#include "support/finding.h"
#include "support/result.h"

namespace lockstep::cli {

enum class Format : std::uint8_t { text, json, sarif, github, markdown };

struct Output {
  Format format = Format::text;
  std::string path;  // empty: standard output
};

struct LintOptions {
  std::vector<std::string> paths;  // "-": standard input
  std::string stdin_name;
  std::string schema;
  std::vector<std::string> migrations;
  std::string config;
  std::optional<std::string> base;
  bool all = false;
  bool staged = false;       // git's index instead of the work tree
  bool gate = false;         // `check`: the project gate, too
  bool keep_going = false;   // behind a migration that Postgres refuses
  bool strict_hash = false;  // of the gate: every change of the schema counts
  std::optional<std::int64_t> now;  // seconds since 1970
  std::optional<int> postgres;
  std::optional<project::Runner> runner;
  std::optional<project::Version> prisma;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<Output> outputs;  // at least one; at most one of them standard output
  Severity fail_on = Severity::error;
  bool colour = true;
  bool quiet = false;
  bool verbose = false;
  bool statistics = false;
  bool sarif_suppressed = false;
};

struct InitOptions {
  bool write = false;  // else it is only shown
  bool force = false;  // also over files that are there
};

struct RulesOptions {
  Format format = Format::text;
  std::string config;  // instead of the nearest lockstep.toml
  std::string pack;    // instead of any
};

struct CommandLine {
  enum class Command : std::uint8_t { help, version, lint, check, baseline, init, rules, explain };

  Command command = Command::help;
  std::string help;     // text of the help that was asked for
  bool usage = false;   // it wasn't asked for: there was no command
  LintOptions lint;     // of `check` and `baseline`, too
  bool baseline_update = false;
  InitOptions init;
  RulesOptions rules;
  std::string rule;     // to explain
};

[[nodiscard]] Result<CommandLine> parse_command_line(int count, const char* const* arguments);

}  // namespace lockstep::cli
