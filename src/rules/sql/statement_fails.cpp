/// What:  a statement that Postgres refuses in the schema that the history has made so far: a table, column,
///        constraint, index, type or enum value that isn't there, or is there already; a foreign key to
///        columns that aren't unique; a drop of what a view, a default or a key needs; a type that nothing
///        casts to.
/// When:  the history is replayed from its first migration. Of names in a schema that no migration makes, and
///        behind code that lockstep can't follow, nothing is said. A file that was only replayed has no
///        findings.
/// Why:   the migration fails wherever it runs, and the tool stops: Prisma marks it as failed and runs none
///        behind it. So does lockstep, unless `--keep-going` is given.
/// Do:    correct the name, or bring what it needs before it. Behind a drop that others depend on write
///        CASCADE only where their loss is meant.
/// Allow: the database has what no migration makes.
/// See:   https://www.postgresql.org/docs/current/errcodes-appendix.html
#include <string_view>

#include "replay/replay.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP049"};
constexpr RuleInfo kInfo{
    .id = "statement-fails",
    .group = "sql",
    .since = "0.1.0",
    .summary = "Postgres refuses the statement in this schema",
    .aliases = kAliases,
};

// By the class of the error, and what in it differs.
std::string_view advice(std::string_view sqlstate) {
  if (sqlstate == "42P07" || sqlstate == "42701" || sqlstate == "42710" || sqlstate == "42P06" ||
      sqlstate == "42723")
    return "the history has made it before: leave it out here, or give it another name";
  if (sqlstate == "42P01" || sqlstate == "42703" || sqlstate == "42704" || sqlstate == "42883" ||
      sqlstate == "3F000")
    return "correct the name, or make it before; migrations run in the order of their folders' names";
  if (sqlstate == "2BP01") return "drop what depends on it before, or write CASCADE where its loss is meant";
  if (sqlstate == "42830") return "refer to a primary key, or make the columns UNIQUE before";
  return "the migration fails here; change the statement, or what it needs before it";
}

void check(const replay::Refusal& refusal, RuleContext& cx) {
  const Span span = refusal.span.size() == 0 ? cx.statement().keyword : refusal.span;
  cx.report(span, "Postgres refuses the statement: {} ({})", refusal.message, refusal.sqlstate)
      .advise(std::string(advice(refusal.sqlstate)));
}

}  // namespace

extern const Rule statement_fails;
constinit const Rule statement_fails = make_rule<check>(kInfo);

}  // namespace lockstep::rules
