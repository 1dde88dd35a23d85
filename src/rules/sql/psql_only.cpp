/// What:  lines that only psql understands: backslash commands such as `\connect`, and
///        `COPY ... FROM stdin`, whose rows stand behind it.
/// When:  the files are not run by psql (`runner = "psql"`). Told once per file.
/// Why:   the migration tool sends the file to the server, which takes a backslash for a syntax error and
///        fails.
/// Do:    take the commands out, as from a dump made by `pg_dump --inserts`; write the rows as `INSERT`.
/// Allow: never; tell lockstep that psql runs the files instead.
/// See:   https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
#include <string>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "psql-only",
    .group = "sql",
    .since = "0.1.0",
    .summary = "the file has lines that only psql understands",
    .once_per_file = true,
};

std::string tool(const RuleContext& cx) {
  return cx.runner().kind == project::RunnerKind::prisma ? "Prisma" : "the migration tool";
}

void check_command(const action::PsqlCommand& command, RuleContext& cx) {
  if (cx.runner().kind == project::RunnerKind::psql) return;
  const std::string_view text = command.command;
  cx.report(cx.statement().span, "{} is a command of psql, and {} doesn't run psql",
            text.substr(0, text.find_first_of(" \t\r\n")), tool(cx))
      .advise("take psql's commands out of the file; the server takes them for a syntax error");
}

void check_copy(const action::Copy& copy, RuleContext& cx) {
  if (cx.runner().kind == project::RunnerKind::psql || !copy.from || !copy.standard_input) return;
  cx.report(cx.statement().keyword, "COPY {} FROM stdin gets its rows from psql, and {} doesn't run psql",
            cx.name_of(copy.relation), tool(cx))
      .advise("write the rows as INSERT");
}

}  // namespace

extern const Rule psql_only;
constinit const Rule psql_only = make_rule<check_command, check_copy>(kInfo);

}  // namespace lockstep::rules
