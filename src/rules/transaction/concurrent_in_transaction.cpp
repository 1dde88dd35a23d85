/// What:  a statement that Postgres refuses inside a transaction block, inside one: `CREATE INDEX`, `DROP
///        INDEX`, `REINDEX` or `DETACH PARTITION` with `CONCURRENTLY`, `VACUUM`, `CREATE DATABASE`, `ALTER
///        SYSTEM` and others.
/// When:  it stands behind a BEGIN, or the migration tool runs the file in a transaction. Prisma up to 7.3
///        sends a file as one query, which Postgres runs as one transaction once it holds a second statement;
///        later ones send statements one by one, except where they can't split the file.
/// Why:   the migration fails with error 25001, in production as anywhere else, and `migrate deploy` stops
///        there.
/// Do:    put the statement alone into its migration; a `SET` beside it is a second statement as well.
/// Allow: never; run it in another way instead.
/// See:   https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/rule.h"
#include "support/ascii.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:ban-concurrent-index-creation-in-transaction",
    "pgfence:concurrent-in-transaction",
    "atlas:PG103",
    "migrationpilot:MP025",
    "prisma-strong-migrations:concurrentWithoutDisableTransaction",
};
constexpr RuleInfo kInfo{
    .id = "concurrent-in-transaction",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a statement that Postgres refuses in a transaction block runs in one",
    .aliases = kAliases,
    .tells_failure = true,
};

// The statement as messages call it, and the words that Postgres objects to.
struct Refused {
  std::string what;
  Span span;
};

// "vacuum   full" as "VACUUM FULL".
std::string upper_words(std::string_view text) {
  std::string words;
  for (const char c : text) {
    if (!ascii::is_space(c)) {
      words += ascii::upper(c);
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  return words;
}

Refused describe(const Action& action, const RuleContext& cx) {
  const Span keyword = cx.statement().keyword;
  if (const auto* index = std::get_if<action::CreateIndex>(&action)) {
    return {.what = "CREATE INDEX CONCURRENTLY", .span = index->concurrently_span};
  }
  if (const auto* drop = std::get_if<action::Drop>(&action); drop != nullptr && drop->concurrently) {
    return {.what = "DROP INDEX CONCURRENTLY", .span = drop->concurrently_span};
  }
  if (const auto* reindex = std::get_if<action::Reindex>(&action)) {
    return {.what = reindex->concurrently ? "REINDEX CONCURRENTLY" : upper_words(cx.text(keyword)),
            .span = keyword};
  }
  if (const auto* alter = std::get_if<action::AlterTable>(&action)) {
    const auto detaches = [](const AlterCommand& command) {
      return std::holds_alternative<action::DetachPartition>(command.fact);
    };
    const auto detach = std::ranges::find_if(alter->commands, detaches);
    if (detach != alter->commands.end()) {
      return {.what = "DETACH PARTITION CONCURRENTLY", .span = detach->keyword};
    }
  }
  return {.what = upper_words(cx.text(keyword)), .span = keyword};
}

void check(const Action& action, RuleContext& cx) {
  if (cx.effect().in_transaction != effects::InTransaction::refused) return;
  const Certainty inside = cx.session().in_transaction();
  if (inside == Certainty::no) return;

  const auto [what, span] = describe(action, cx);
  const std::string where = where_it_runs_alone(cx.runner());
  const bool own_block = cx.session().in_explicit_block();
  FindingBuilder finding = cx.report(span, "{} {}: it cannot run inside a transaction block", what,
                                     inside == Certainty::yes ? "fails" : "may fail");
  finding.label(cx.session().why_in_transaction())
      .advise(own_block ? "take it out of the block, and run it " + where : "run it " + where);
  if (inside == Certainty::depends) finding.severity(Severity::warning);
}

}  // namespace

extern const Rule concurrent_in_transaction;
constinit const Rule concurrent_in_transaction = make_rule<check>(kInfo);

}  // namespace lockstep::rules
