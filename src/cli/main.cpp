// lockstep: what will this migration lock, rewrite, lose or break?

#include <csignal>
#include <cstdio>
#include <new>
#include <string>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/say.h"
#include "support/file.h"

namespace {

using namespace lockstep;

constexpr int kCouldNotTell = 2;

int say(const Error& error) {
  std::string remark = error.path.empty() ? "" : error.path + ": ";
  remark += error.reason;
  if (!error.advice.empty()) remark += "; " + error.advice;
  cli::say(remark);
  return kCouldNotTell;
}

Result<int> print_help(const cli::CommandLine& line) {
  if (line.usage) {
    std::fwrite(line.help.data(), 1, line.help.size(), stderr);
    return kCouldNotTell;
  }
  if (auto done = file::write_standard_output(line.help); !done)
    return std::unexpected(std::move(done.error()));
  return 0;
}

Result<int> run(const cli::CommandLine& line) {
  using Command = cli::CommandLine::Command;
  switch (line.command) {
    case Command::help: return print_help(line);
    case Command::version: return cli::print_version();
    case Command::lint:
    case Command::check: return cli::lint(line.lint);
    case Command::baseline: return cli::write_baselines(line.lint, line.baseline_update);
    case Command::init: return cli::init(line.init);
    case Command::rules: return cli::list_rules(line.rules);
    case Command::explain: return cli::explain_rule(line.rule);
  }
  return kCouldNotTell;
}

}  // namespace

int main(int count, char** arguments) try {
  // A file over the limit of its size is then an error of write(), as a full disk is.
  std::signal(SIGXFSZ, SIG_IGN);
  const auto line = cli::parse_command_line(count, arguments);
  if (!line) return say(line.error());
  const auto code = run(*line);
  return code ? *code : say(code.error());
} catch (const std::bad_alloc&) {
  std::fputs("lockstep: out of memory\n", stderr);
  return kCouldNotTell;
}
