// Replays histories in memory and on a real server, and prints what differs. For tools/replay-check.
//
//   replay_check [--postgres-bin DIR] [--as prisma|psql|transaction-per-file] [--extension-stubs]
//                [--batch] [--quiet] PATH...
//
// A path is a folder of migrations, a project, or a file of one history; with --batch a file of many, each
// behind a line `-- history: name`, or - for standard input. Exit status 0: no difference; 1: some; 2: could
// not tell.

#include <algorithm>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check.h"
#include "databases.h"
#include "support/file.h"
#include "support/text.h"

namespace {

using namespace lockstep;

struct Options {
  std::string postgres_bin;
  std::optional<oracle::Runner> runner;
  bool stubs = false;
  bool batch = false;
  bool quiet = false;  // differences alone, nothing of what is uncertain
  std::vector<std::string> paths;
};

std::optional<oracle::Runner> parse_runner(std::string_view name) {
  if (name == "prisma") return oracle::Runner::prisma;
  if (name == "psql") return oracle::Runner::psql;
  if (name == "transaction-per-file") return oracle::Runner::transaction_per_file;
  return std::nullopt;
}

std::optional<Options> parse(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const bool has_next = i + 1 < arguments.size();
    if (argument == "--postgres-bin" && has_next) {
      options.postgres_bin = arguments[++i];
    } else if (argument == "--as" && has_next) {
      options.runner = parse_runner(arguments[++i]);
      if (!options.runner) return std::nullopt;
    } else if (argument == "--extension-stubs") {
      options.stubs = true;
    } else if (argument == "--batch") {
      options.batch = true;
    } else if (argument == "--quiet") {
      options.quiet = true;
    } else if (argument.starts_with("--")) {
      return std::nullopt;
    } else {
      options.paths.push_back(argument);
    }
  }
  if (options.paths.empty()) return std::nullopt;
  return options;
}

Result<std::vector<oracle::History>> read(const Options& options, const std::string& path) {
  if (!options.batch) return oracle::read_histories(path);
  const Result<std::string> text = path == "-" ? file::read_standard_input() : file::read(path);
  if (!text) return std::unexpected(text.error());
  return oracle::split_batch(*text);
}

Result<std::vector<oracle::History>> read_all(const Options& options) {
  std::vector<oracle::History> all;
  for (const std::string& path : options.paths) {
    Result<std::vector<oracle::History>> histories = read(options, path);
    if (!histories) return std::unexpected(histories.error());
    std::ranges::move(*histories, std::back_inserter(all));
  }
  for (oracle::History& history : all) history.runner = options.runner.value_or(history.runner);
  return all;
}

void print(const oracle::History& history, const oracle::Findings& findings, const Options& options) {
  const bool silent = findings.differences.empty() && (options.quiet || findings.uncertain.empty());
  if (!options.batch || !silent) {
    std::cout << text::format("{}: {} statements, {} refused; {} differences, {} uncertain\n", history.name,
                              findings.statements, findings.refused, findings.differences.size(),
                              findings.uncertain.size());
  }
  for (const std::string& line : findings.differences) std::cout << "  " << line << '\n';
  if (options.quiet) return;
  for (const std::string& line : findings.uncertain) std::cout << "  uncertain: " << line << '\n';
  for (const std::string& line : findings.notes) std::cout << "  note: " << line << '\n';
}

Result<oracle::Findings> check_in(oracle::Databases& databases, const oracle::History& history, bool stubs) {
  Result<server::Connection> connection = databases.make();
  if (!connection) return std::unexpected(connection.error());
  return oracle::check(history, *connection, stubs);
}

int fail(const Error& error) {
  std::cerr << "replay_check: " << error.path << ": " << error.reason << '\n';
  if (!error.advice.empty()) std::cerr << "  " << error.advice << '\n';
  return 2;
}

int run(const Options& options) {
  const Result<std::vector<oracle::History>> histories = read_all(options);
  if (!histories) return fail(histories.error());
  Result<oracle::Databases> databases = oracle::Databases::start(options.postgres_bin, options.stubs);
  if (!databases) return fail(databases.error());
  std::size_t count = 0;
  std::size_t statements = 0;
  std::size_t differences = 0;
  std::size_t uncertain = 0;
  for (const oracle::History& history : *histories) {
    if (!applies_to(history, databases->version())) continue;
    const Result<oracle::Findings> findings = check_in(*databases, history, options.stubs);
    if (!findings) return fail(findings.error());
    if (auto cleared = databases->clear(); !cleared) return fail(cleared.error());
    print(history, *findings, options);
    ++count;
    statements += findings->statements;
    differences += findings->differences.size();
    uncertain += findings->uncertain.size();
  }
  std::cout << text::format("Postgres {}: {} histories, {} statements, {} differences, {} uncertain\n",
                            databases->version(), count, statements, differences, uncertain);
  return differences == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Options> options = parse({argv + 1, argv + argc});
  if (options) return run(*options);
  std::cerr << "usage: replay_check [--postgres-bin DIR] [--as prisma|psql|transaction-per-file] "
               "[--extension-stubs] [--batch] [--quiet] PATH...\n";
  return 2;
}
