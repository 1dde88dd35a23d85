#include "rules/session.h"

#include <string>

#include <gtest/gtest.h>

#include "parser/script.h"

namespace lockstep::rules {
namespace {

using project::RunnerKind;

Session fold(const std::string& sql, const project::Runner& runner) {
  const SourceFile source("migration.sql", sql);
  ScriptReader reader(source);
  const std::vector<Statement> statements = reader.next();
  project::FileShape shape{.several_statements = statements.size() > 1};
  for (const Statement& statement : statements) {
    shape.may_defeat_splitter = shape.may_defeat_splitter || may_defeat_splitter(statement.action);
  }
  Session session(runner, shape);
  for (const Statement& statement : statements) session.apply(statement.action);
  return session;
}

project::Runner prisma(const char* version) {
  return {.kind = RunnerKind::prisma, .prisma = project::parse_version(version)};
}
const project::Runner kAnyPrisma{.kind = RunnerKind::prisma, .prisma = std::nullopt};
const project::Runner kPsql{.kind = RunnerKind::psql, .prisma = std::nullopt};
const project::Runner kOneTransaction{.kind = RunnerKind::transaction_per_file, .prisma = std::nullopt};

TEST(Session, ALoneStatementIsByItselfInPrisma) {
  for (const project::Runner& runner : {prisma("6.19.0"), prisma("7.4.0"), kAnyPrisma}) {
    EXPECT_EQ(fold("SELECT 1", runner).in_transaction(), Certainty::no);
  }
}

TEST(Session, SeveralStatementsShareATransactionUpToPrisma73) {
  EXPECT_EQ(fold("SELECT 1; SELECT 2", prisma("7.3.9")).in_transaction(), Certainty::yes);
  EXPECT_EQ(fold("SELECT 1; SELECT 2", prisma("7.4.0")).in_transaction(), Certainty::no);
  EXPECT_EQ(fold("SELECT 1; SELECT 2", kAnyPrisma).in_transaction(), Certainty::depends);
}

TEST(Session, ACommitDoesNotLeaveTheQuery) {
  EXPECT_EQ(fold("BEGIN; SELECT 1; COMMIT", prisma("6.0.0")).in_transaction(), Certainty::yes);
  EXPECT_EQ(fold("BEGIN; SELECT 1; COMMIT", prisma("7.4.0")).in_transaction(), Certainty::no);
}

TEST(Session, FormsThatPrismaMayNotSplit) {
  for (const char* sql :
       {"DO $$ BEGIN END $$; SELECT 1", "LOCK TABLE t; SELECT 1", "DROP INDEX CONCURRENTLY i; SELECT 1",
        "ALTER INDEX IF EXISTS i RENAME TO j; SELECT 1"}) {
    EXPECT_EQ(fold(sql, prisma("7.4.0")).in_transaction(), Certainty::depends) << sql;
  }
  for (const char* sql : {"CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1",
                          "ALTER TABLE IF EXISTS t ADD a int; SELECT 1", "DROP INDEX i; SELECT 1"}) {
    EXPECT_EQ(fold(sql, prisma("7.4.0")).in_transaction(), Certainty::no) << sql;
  }
}

TEST(Session, OnlyACommitLeavesTheToolsTransaction) {
  EXPECT_EQ(fold("SELECT 1", kOneTransaction).in_transaction(), Certainty::yes);
  EXPECT_EQ(fold("SELECT 1; COMMIT", kOneTransaction).in_transaction(), Certainty::no);
  EXPECT_EQ(fold("COMMIT; BEGIN", kOneTransaction).in_transaction(), Certainty::yes);
}

TEST(Session, SaysWhy) {
  EXPECT_EQ(fold("SELECT 1; SELECT 2", prisma("6.19.0")).why_in_transaction(),
            "Prisma 6.19 sends the file as one query");
  EXPECT_EQ(fold("BEGIN; SELECT 1", kPsql).why_in_transaction(), "it stands behind the file's own BEGIN");
  EXPECT_EQ(fold("SELECT 1", kPsql).why_in_transaction(), "");
}

TEST(Session, NumbersTransactions) {
  const Session alone = fold("SELECT 1; SELECT 2", kPsql);
  EXPECT_EQ(alone.transaction(), 2U);
  const Session shared = fold("SELECT 1; SELECT 2", prisma("6.19.0"));
  EXPECT_EQ(shared.transaction(), 0U);
  EXPECT_GT(fold("BEGIN; SELECT 1; COMMIT; SELECT 2", kPsql).transaction(),
            fold("BEGIN; SELECT 1", kPsql).transaction());
}

TEST(Session, KeepsSettings) {
  EXPECT_EQ(fold("SET lock_timeout = '5s'", kPsql).setting("lock_timeout"), "5s");
  EXPECT_EQ(fold("SET Lock_Timeout = '5s'; RESET lock_timeout", kPsql).setting("lock_timeout"), "");
  EXPECT_EQ(fold("SET lock_timeout = '5s'; RESET ALL", kPsql).setting("lock_timeout"), "");
  EXPECT_EQ(fold("SET TIME ZONE 'UTC'", kPsql).setting("timezone"), "UTC");
}

TEST(Session, LocalSettingsEndWithTheirTransaction) {
  EXPECT_EQ(fold("SET LOCAL lock_timeout = '5s'", kPsql).setting("lock_timeout"), "")
      << "there is no transaction";
  EXPECT_EQ(fold("SET LOCAL lock_timeout = '5s'; SELECT 1", prisma("6.19.0")).setting("lock_timeout"), "5s");
  EXPECT_EQ(fold("BEGIN; SET LOCAL lock_timeout = '5s'", kPsql).setting("lock_timeout"), "5s");
  EXPECT_EQ(fold("SET lock_timeout = '1s'; BEGIN; SET LOCAL lock_timeout = '5s'; COMMIT", kPsql)
                .setting("lock_timeout"),
            "1s");
}

}  // namespace
}  // namespace lockstep::rules
