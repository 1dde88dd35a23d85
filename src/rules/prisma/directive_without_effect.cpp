/// What:  a comment that tells a migration tool something, and another tool runs the file.
/// When:  the comment begins with the words of goose, dbmate, sqlx, Atlas, sql-migrate, Flyway or Liquibase,
///        and Prisma or psql runs the file. `prisma-migrate-disable-next-transaction` always, as nothing
///        reads it, Prisma neither.
/// Why:   nothing happens. Who wrote it expects the file to run without a transaction; a `CREATE INDEX
///        CONCURRENTLY` beside other statements still fails, and what fails half way is undone, or isn't.
/// Do:    delete the comment. A statement that must not run in a transaction goes alone into a migration.
/// Allow: the same file is run by that tool as well.
/// See:   https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
#include <algorithm>
#include <array>
#include <string>

#include "rules/advice.h"
#include "rules/rule.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "directive-without-effect",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "a comment speaks to a tool that doesn't run the file",
    .once_per_file = true,
};

struct Spoken {
  std::string_view words;  // lower case, single spaces
  std::string_view tool;   // that reads it; empty: none does
  bool transaction = false;  // it is about the file's transaction
};

constexpr auto kSpoken = std::to_array<Spoken>({
    {"prisma-migrate-disable-next-transaction", "", true},
    {"prisma-migrate-disable-transaction", "", true},
    {"prisma:disable-transaction", "", true},
    {"disable-transaction", "", true},
    {"disable_ddl_transaction!", "", true},
    {"+goose", "goose"},
    {"+migrate", "sql-migrate"},
    {"atlas:", "Atlas"},
    {"flyway:", "Flyway"},
    {"migrate:up", "dbmate"},
    {"migrate:down", "dbmate"},
    {"no-transaction", "sqlx", true},
    {"liquibase formatted sql", "Liquibase"},
});

// Words of the comment without its markers, in lower case and with single spaces.
std::string words_of(std::string_view comment) {
  std::string words;
  comment.remove_prefix(2);  // -- or /*
  for (const char c : comment) {
    if (!ascii::is_space(c)) {
      words += ascii::lower(c);
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  return words;
}

// At its end or before something else than a letter: "no-transactions are lost" is prose.
bool begins_with(const std::string& words, std::string_view spoken) {
  if (!words.starts_with(spoken)) return false;
  const bool open = spoken.back() == ':';
  return open || words.size() == spoken.size() || words[spoken.size()] == ' ' || words[spoken.size()] == '*';
}

bool may_be_read(const Spoken& spoken, const project::Runner& runner) {
  using project::RunnerKind;
  return !spoken.tool.empty() && runner.kind != RunnerKind::prisma && runner.kind != RunnerKind::psql;
}

void check_comment(Span comment, FileContext& cx) {
  const std::string words = words_of(cx.text(comment));
  const auto spoken =
      std::ranges::find_if(kSpoken, [&](const Spoken& each) { return begins_with(words, each.words); });
  if (spoken == kSpoken.end() || may_be_read(*spoken, cx.runner())) return;
  const bool prisma = cx.runner().kind == project::RunnerKind::prisma;
  const std::string reader = prisma ? "Prisma" : "psql";
  const std::string why_not =
      spoken->tool.empty()
          ? ""
          : text::format(", or set `runner` in lockstep.toml where {} runs the file", spoken->tool);
  const bool transaction = spoken->transaction || words.contains("transaction") || words.contains("txmode");
  FindingBuilder finding =
      spoken->tool.empty()
          ? cx.report(comment, "the comment has no effect: no migration tool reads it")
          : cx.report(comment, "the comment has no effect: {} reads it, and {} runs the file", spoken->tool,
                      reader);
  finding.advise(
      "delete it" + why_not +
      (transaction ? "; a statement that can't run in a transaction goes " + where_it_runs_alone(cx.runner())
                   : ""));
}

void check(const FileEnd& file, FileContext& cx) {
  for (const Span comment : file.comments) check_comment(comment, cx);
}

}  // namespace

extern const Rule directive_without_effect;
constinit const Rule directive_without_effect = make_rule<check>(kInfo);

}  // namespace lockstep::rules
