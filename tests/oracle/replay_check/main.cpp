// Replays histories in memory and on a real server, and prints what differs. For tools/replay-check.
//
//   replay_check [--postgres-bin DIR] [--as prisma|psql|transaction-per-file] [--extension-stubs]
//                [--batch] [--quiet] PATH...
//
// A path is a folder of migrations, a project, or a file of one history; with --batch a file of many, each
// behind a line `-- history: name`, or - for standard input. Exit status 0: no difference; 1: some; 2: could
// not tell.

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check.h"
#include "server/cluster.h"
#include "server/extension_stubs.h"
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

// Each history in a database of its own. A copy of the files takes a third of the time of the default, a
// copy through the log, which is new in 15.
Result<oracle::Findings> check_in(const server::Cluster& cluster, server::Connection& admin,
                                  const oracle::History& history, const std::string& database, bool stubs) {
  constexpr int kHasStrategy = 15;
  const char* strategy = cluster.version() >= kHasStrategy ? " STRATEGY file_copy" : "";
  const Result<server::Connection::Rows> made = admin.query("CREATE DATABASE " + database + strategy);
  if (!made) return std::unexpected(made.error());
  Result<oracle::Findings> findings = [&]() -> Result<oracle::Findings> {
    Result<server::Connection> connection = cluster.connect(database);
    if (!connection) return std::unexpected(connection.error());
    return oracle::check(history, *connection, stubs);
  }();
  const Result<server::Connection::Rows> gone = admin.query("DROP DATABASE " + database + " WITH (FORCE)");
  if (!gone) return std::unexpected(gone.error());
  // Roles are the cluster's, so that the next history would find them.
  const Result<server::Connection::Rows> roles =
      admin.query("SELECT quote_ident(rolname) FROM pg_roles WHERE oid >= 16384");
  if (!roles) return std::unexpected(roles.error());
  for (const auto& role : *roles) static_cast<void>(admin.run("DROP ROLE " + *role.front()));
  return findings;
}

int fail(const Error& error) {
  std::cerr << "replay_check: " << error.path << ": " << error.reason << '\n';
  if (!error.advice.empty()) std::cerr << "  " << error.advice << '\n';
  return 2;
}

int run(const Options& options) {
  const Result<std::vector<oracle::History>> histories = read_all(options);
  if (!histories) return fail(histories.error());
  const Result<server::Cluster> cluster = server::Cluster::start(options.postgres_bin);
  if (!cluster) return fail(cluster.error());
  Result<server::Connection> admin = cluster->connect();
  if (!admin) return fail(admin.error());
  constexpr int kFindsStubs = 18;
  if (options.stubs && cluster->version() >= kFindsStubs) {
    const std::string folder = file::join(cluster->folder(), "stubs");
    if (auto done = server::install_extension_stubs(folder, *admin); !done) return fail(done.error());
  }
  oracle::Findings total;
  std::size_t differences = 0;
  std::size_t uncertain = 0;
  for (std::size_t i = 0; i < histories->size(); ++i) {
    const Result<oracle::Findings> findings =
        check_in(*cluster, *admin, (*histories)[i], text::format("history_{}", i), options.stubs);
    if (!findings) return fail(findings.error());
    print((*histories)[i], *findings, options);
    total.statements += findings->statements;
    differences += findings->differences.size();
    uncertain += findings->uncertain.size();
  }
  std::cout << text::format("Postgres {}: {} histories, {} statements, {} differences, {} uncertain\n",
                            cluster->version(), histories->size(), total.statements, differences, uncertain);
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
