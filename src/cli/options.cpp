#include "cli/options.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "project/config.h"
#include "project/migration_name.h"
#include "support/ascii.h"
#include "support/suggest.h"

namespace lockstep::cli {
namespace {

constexpr std::array<std::string_view, 5> kFormats = {"text", "json", "sarif", "github", "markdown"};
constexpr std::array<std::string_view, 3> kFailOn = {"error", "warning", "note"};

// What is still text when CLI11 is done with it.
struct RawLint {
  std::vector<std::string> formats;
  std::vector<std::string> outputs;
  std::string base;
  std::string postgres;
  std::string runner;
  std::string prisma;
  std::string fail_on = "error";
  std::string now;
  bool no_color = false;
};

// A command that reports findings, and the options whose use matters, not only their value.
struct ReportingCommand {
  CLI::App* app = nullptr;
  CLI::Option* format = nullptr;
  CLI::Option* output = nullptr;
};

struct Commands {
  CLI::App app{
      "Keeps a Prisma project's migrations from locking up, losing or breaking its Postgres database.",
      "lockstep"};
  ReportingCommand lint;
  ReportingCommand check;
  CLI::App* baseline = nullptr;
  CLI::App* init = nullptr;
  CLI::App* rules = nullptr;
  CLI::App* explain = nullptr;
  CLI::App* version = nullptr;
  bool version_flag = false;
  std::string rules_format = "text";
  RawLint raw;
};

std::unexpected<Error> option_error(std::string option, Error error) {
  return std::unexpected(Error{std::move(option), std::move(error.reason), std::move(error.advice)});
}

Result<Format> parse_format(std::string_view name, std::span<const std::string_view> known) {
  const auto found = std::ranges::find(known, name);
  if (found != known.end()) return static_cast<Format>(found - known.begin());
  return std::unexpected(
      Error{"--format", "unknown format `" + std::string(name) + "`", suggest(name, known)});
}

void add_paths(CLI::App* command, LintOptions& lint) {
  command->add_option("PATH", lint.paths, "SQL files, folders of migrations, or - for standard input")
      ->type_name("");
}

// What `lint`, `check` and `baseline` have to know of a project.
void add_project_options(CLI::App* command, LintOptions& lint, RawLint& raw) {
  command->allow_extras();
  command->add_option("--schema", lint.schema, "Schema file or folder whose migrations are meant")
      ->type_name("PATH");
  command->add_option("--migrations", lint.migrations, "Folder of migrations; may be repeated")
      ->type_name("DIR")
      ->allow_extra_args(false);
  command->add_option("--config", lint.config, "Configuration instead of the nearest lockstep.toml")
      ->type_name("FILE");
  command->add_option("--postgres", raw.postgres, "Major version of the server, 14 to 18 (default 14)")
      ->type_name("VERSION");
  command
      ->add_option("--runner", raw.runner,
                   "What runs the migrations: prisma, psql, transaction-per-file, statement-per-query")
      ->type_name("NAME");
  command->add_option("--prisma", raw.prisma, "Version of Prisma, where no lock file tells it")
      ->type_name("VERSION");
}

// What is reported, how severe it is, and where it is written.
ReportingCommand add_report_options(CLI::App* command, LintOptions& lint, RawLint& raw) {
  ReportingCommand reporting{.app = command};
  reporting.format = command
                         ->add_option("--format", raw.formats,
                                      "text, json, sarif, github or markdown; may be repeated with --output")
                         ->type_name("FORMAT")
                         ->allow_extra_args(false);
  reporting.output =
      command->add_option("--output", raw.outputs, "Write the report to a file instead of standard output")
          ->type_name("FILE")
          ->allow_extra_args(false);
  command->add_option("--base", raw.base, "Report on migrations that are new since this git reference")
      ->type_name("REF");
  command->add_flag("--staged", lint.staged,
                    "Look at what the next commit will have, and report what it adds");
  command->add_option("--now", raw.now, "Time that no migration's name may be behind (default: its commit's)")
      ->type_name("TIME");
  command->add_option("--select", lint.select, "Only these rules, separated by commas")
      ->type_name("RULES")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--ignore", lint.ignore, "All but these rules, separated by commas")
      ->type_name("RULES")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_flag("--keep-going", lint.keep_going,
                    "Go on behind a migration that Postgres refuses, as if it weren't there");
  command
      ->add_option("--fail-on", raw.fail_on,
                   "Severity that fails the run: error, warning or note (default: error)")
      ->type_name("SEVERITY");
  command->add_flag("--no-color,--no-colour", raw.no_color, "No colours on a terminal");
  command->add_flag("-q,--quiet", lint.quiet, "Findings only, a line each");
  command->add_flag("-v,--verbose", lint.verbose, "Say what was found where, and how it is run");
  command->add_flag("--statistics", lint.statistics, "Count findings by rule");
  command->add_flag("--sarif-suppressed", lint.sarif_suppressed,
                    "Allowed findings, too, as suppressed results of SARIF");
  return reporting;
}

void add_lint(Commands& commands, LintOptions& lint) {
  CLI::App* command =
      commands.app.add_subcommand("lint", "Report what migrations lock, rewrite, lose or break");
  add_paths(command, lint);
  add_project_options(command, lint, commands.raw);
  commands.lint = add_report_options(command, lint, commands.raw);
  command->add_flag("--all", lint.all, "Report on every migration");
  command->add_option("--stdin-name", lint.stdin_name, "Path that standard input stands for")
      ->type_name("PATH");
}

void add_check(Commands& commands, LintOptions& lint) {
  CLI::App* command = commands.app.add_subcommand(
      "check", "lint, and whether schema, migrations and their history still belong together");
  add_project_options(command, lint, commands.raw);
  commands.check = add_report_options(command, lint, commands.raw);
  command->add_flag("--strict-hash", lint.strict_hash, "Every change of the schema's text needs a migration");
}

void add_baseline(Commands& commands, CommandLine& line) {
  CLI::App* command = commands.app.add_subcommand(
      "baseline", "Write down all findings, so that only later ones are reported");
  commands.baseline = command;
  add_paths(command, line.lint);
  add_project_options(command, line.lint, commands.raw);
  command->add_flag("--update", line.baseline_update, "Only drop entries that nothing matches any more");
}

void add_init(Commands& commands, InitOptions& init) {
  CLI::App* command = commands.app.add_subcommand(
      "init", "Show what a project needs to use lockstep: configuration, hook, workflow");
  commands.init = command;
  command->allow_extras();
  command->add_flag("--write", init.write, "Write these files");
  command->add_flag("--force", init.force, "With --write: also over files that are there");
}

void add_commands(Commands& commands, CommandLine& line) {
  CLI::App& app = commands.app;
  app.set_help_flag("-h,--help", "Print this help");
  app.allow_extras();
  app.add_flag("--version", commands.version_flag, "Print the version");
  add_lint(commands, line.lint);
  add_check(commands, line.lint);
  add_baseline(commands, line);
  add_init(commands, line.init);
  commands.rules = app.add_subcommand("rules", "List the rules, with the severities of the project");
  commands.rules->allow_extras();
  commands.rules
      ->add_option("--config", line.rules.config, "Configuration instead of the nearest lockstep.toml")
      ->type_name("FILE");
  commands.rules->add_option("--pack", line.rules.pack, "Severities of a pack instead: recommended or strict")
      ->type_name("NAME");
  commands.rules->add_option("--format", commands.rules_format, "text or json")->type_name("FORMAT");
  commands.explain = app.add_subcommand("explain", "Print the page of a rule");
  commands.explain->allow_extras();
  commands.explain->add_option("RULE", line.rule, "Its id, or another linter's")->required()->type_name("");
  commands.version = app.add_subcommand("version", "Print the version");
  commands.version->allow_extras();
}

std::vector<std::string_view> option_names(const CLI::App& app, std::vector<std::string>& storage) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) storage.push_back("--" + name);
  }
  return {storage.begin(), storage.end()};
}

Result<void> check_extras(const Commands& commands) {
  static constexpr std::array<std::string_view, 7> kCommands = {"lint",  "check",   "baseline", "init",
                                                                "rules", "explain", "version"};
  const CLI::App& app = commands.app;
  const auto used = app.get_subcommands();
  const CLI::App& command = used.empty() ? app : *used.front();
  std::vector<std::string> extras = app.remaining(true);
  std::erase(extras, "--");  // the end of the options
  if (extras.empty()) return {};
  const std::string wrong = extras.front().substr(0, extras.front().find('='));
  if (wrong.starts_with('-')) {
    std::vector<std::string> storage;
    const std::vector<std::string_view> names = option_names(command, storage);
    return std::unexpected(Error{wrong, "unknown option", suggest(wrong, names)});
  }
  if (used.empty()) return std::unexpected(Error{wrong, "unknown command", suggest(wrong, kCommands)});
  return std::unexpected(
      Error{wrong, "one argument too many", "see lockstep " + command.get_name() + " --help"});
}

// `--format F` and `--output FILE` that stand side by side belong together; what stands alone is a report of
// its own: in text, or on standard output.
std::vector<std::pair<std::string, std::string>> pair_outputs(const ReportingCommand& command,
                                                              const RawLint& raw) {
  struct Item {
    std::optional<std::string> format;
    std::optional<std::string> path;
  };
  std::vector<Item> items;
  std::size_t formats = 0;
  std::size_t outputs = 0;
  for (const CLI::Option* option : command.app->parse_order()) {
    if (option == command.format) {
      if (items.empty() || items.back().format) items.emplace_back();
      items.back().format = raw.formats[formats++];
    } else if (option == command.output) {
      if (items.empty() || items.back().path) items.emplace_back();
      items.back().path = raw.outputs[outputs++];
    }
  }
  if (items.empty()) items.emplace_back();
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Item& item : items) pairs.emplace_back(item.format.value_or("text"), item.path.value_or("-"));
  return pairs;
}

Result<std::vector<Output>> parse_outputs(const ReportingCommand& command, const RawLint& raw) {
  std::vector<Output> outputs;
  for (auto& [name, path] : pair_outputs(command, raw)) {
    const auto format = parse_format(name, kFormats);
    if (!format) return std::unexpected(format.error());
    if (path == "-") path.clear();
    if (std::ranges::find(outputs, path, &Output::path) != outputs.end()) {
      return std::unexpected(Error{path.empty() ? "--format" : path, "two reports in one place",
                                   "give each --format an --output of its own"});
    }
    outputs.push_back({.format = *format, .path = std::move(path)});
  }
  return outputs;
}

Result<void> parse_target(const RawLint& raw, LintOptions& lint) {
  if (!raw.postgres.empty()) {
    const auto version = project::parse_postgres(raw.postgres);
    if (!version) return option_error("--postgres", version.error());
    lint.postgres = *version;
  }
  if (!raw.runner.empty()) {
    const auto runner = project::parse_runner(raw.runner);
    if (!runner) return option_error("--runner", runner.error());
    lint.runner = *runner;
  }
  if (!raw.prisma.empty()) {
    lint.prisma = project::parse_version(raw.prisma);
    if (!lint.prisma) {
      return std::unexpected(
          Error{"--prisma", "`" + raw.prisma + "` is no version of Prisma", "write it like 7.4.0"});
    }
  }
  return {};
}

Result<void> finish_lint(const ReportingCommand& command, const RawLint& raw, LintOptions& lint) {
  auto outputs = parse_outputs(command, raw);
  if (!outputs) return std::unexpected(std::move(outputs.error()));
  lint.outputs = std::move(*outputs);
  if (auto target = parse_target(raw, lint); !target) return target;
  const auto fail_on = project::parse_severity(raw.fail_on);
  if (!fail_on || *fail_on == Severity::off) {
    return std::unexpected(
        Error{"--fail-on", "unknown severity `" + raw.fail_on + "`", suggest(raw.fail_on, kFailOn)});
  }
  lint.fail_on = *fail_on;
  lint.colour = !raw.no_color;
  if (!raw.base.empty()) lint.base = raw.base;  // a variable of a script may be empty
  if (!raw.now.empty()) {
    lint.now = project::parse_time(raw.now);
    if (!lint.now) {
      return std::unexpected(
          Error{"--now", "`" + raw.now + "` is no time", "write it like 2026-01-31T12:00:00Z"});
    }
  }
  if (lint.staged && (lint.all || !lint.paths.empty()))
    return std::unexpected(Error{"--staged", "contradicts --all and paths", "give one of them"});
  if (lint.base && lint.all) return std::unexpected(Error{"--all", "contradicts --base", "give one of them"});
  const bool reads_stdin = std::ranges::find(lint.paths, "-") != lint.paths.end();
  if (reads_stdin && lint.paths.size() > 1) {
    return std::unexpected(
        Error{"-", "standard input beside other paths", "lint them in a run of their own"});
  }
  if (!lint.stdin_name.empty() && !reads_stdin) {
    return std::unexpected(Error{"--stdin-name", "standard input isn't read", "give - as the path"});
  }
  return {};
}

Result<void> finish_baseline(const Commands& commands, LintOptions& lint) {
  if (std::ranges::find(lint.paths, "-") != lint.paths.end())
    return std::unexpected(Error{"-", "standard input has no baseline", "name files or folders"});
  return parse_target(commands.raw, lint);
}

Result<void> finish(Commands& commands, CommandLine& line) {
  if (auto done = check_extras(commands); !done) return done;
  if (commands.version_flag || commands.version->parsed()) {
    line.command = CommandLine::Command::version;
  } else if (commands.explain->parsed()) {
    line.command = CommandLine::Command::explain;
  } else if (commands.rules->parsed()) {
    line.command = CommandLine::Command::rules;
    const auto format = parse_format(commands.rules_format, std::span(kFormats).first(2));
    if (!format) return std::unexpected(format.error());
    line.rules.format = *format;
  } else if (commands.init->parsed()) {
    line.command = CommandLine::Command::init;
    if (line.init.force && !line.init.write)
      return std::unexpected(Error{"--force", "nothing is written", "give --write, too"});
  } else if (commands.baseline->parsed()) {
    line.command = CommandLine::Command::baseline;
    line.lint.all = true;
    return finish_baseline(commands, line.lint);
  } else if (commands.lint.app->parsed()) {
    line.command = CommandLine::Command::lint;
    return finish_lint(commands.lint, commands.raw, line.lint);
  } else if (commands.check.app->parsed()) {
    line.command = CommandLine::Command::check;
    line.lint.gate = true;
    return finish_lint(commands.check, commands.raw, line.lint);
  } else {
    line.usage = true;
    line.help = commands.app.help();
  }
  return {};
}

// CLI11 speaks in sentences; a name of an argument in capitals stays as it is.
std::string lower_first(std::string text) {
  if (text.size() > 1 && !ascii::is_upper(text[1])) text[0] = ascii::lower(text[0]);
  return text;
}

}  // namespace

Result<CommandLine> parse_command_line(int count, const char* const* arguments) {
  CommandLine line;
  Commands commands;
  try {
    add_commands(commands, line);
    commands.app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    line.help = commands.app.help();
    return line;
  } catch (const CLI::ParseError& error) {
    return std::unexpected(Error{"", lower_first(error.what()), "see lockstep --help"});
  }
  if (auto done = finish(commands, line); !done) return std::unexpected(std::move(done.error()));
  return line;
}

}  // namespace lockstep::cli
