// Bytes to statements: what is cut where, and what becomes of input that no parser likes.
#include "parser/script.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace lockstep {
namespace {

struct Read {
  std::vector<Statement> statements;
  std::vector<Directive> directives;
};

Read read(const SourceFile& source, bool spans = true) {
  Read result;
  ScriptReader reader(source, {.spans = spans});
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (Statement& statement : batch) result.statements.push_back(std::move(statement));
  }
  result.directives = reader.directives();
  return result;
}

// One line a statement: the text of its span, behind what it is where it is no plain statement.
std::vector<std::string> outline(const std::string& sql, bool spans = true) {
  const SourceFile source("test.sql", sql);
  std::vector<std::string> lines;
  for (const Statement& statement : read(source, spans).statements) {
    std::string line(source.text(statement.span));
    if (const auto* error = std::get_if<action::SyntaxError>(&statement.action)) {
      line = "error: " + error->message + " <" + std::string(source.text(error->span)) + ">";
    } else if (std::holds_alternative<action::PsqlCommand>(statement.action)) {
      line = "psql: " + line;
    } else if (std::holds_alternative<action::CopyData>(statement.action)) {
      line = "data";
    }
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Script, CutsStatementsAtTheirFirstAndLastToken) {
  for (const bool spans : {true, false}) {
    EXPECT_EQ(outline(" SELECT 1 ;\n/* c */ SELECT 2\n;;SELECT 3", spans),
              (Lines{"SELECT 1", "SELECT 2", "SELECT 3"}));
  }
  EXPECT_EQ(outline("SELECT 1 -- c\n;SELECT 2 /* d */"), (Lines{"SELECT 1", "SELECT 2"}));
}

TEST(Script, ReadsFilesWithoutStatements) {
  EXPECT_EQ(outline(""), Lines{});
  EXPECT_EQ(outline("\n\n"), Lines{});
  EXPECT_EQ(outline("-- only\n/* comments */"), Lines{});
  EXPECT_EQ(outline("\xEF\xBB\xBF"), Lines{});
  EXPECT_EQ(outline(";;;"), Lines{});
}

TEST(Script, AcceptsByteOrderMarksAndCarriageReturns) {
  EXPECT_EQ(outline("\xEF\xBB\xBFSELECT 1;\r\nSELECT 2;\r\n"), (Lines{"SELECT 1", "SELECT 2"}));
}

TEST(Script, ABrokenStatementHidesNoOther) {
  EXPECT_EQ(outline("SELEC 1;\nSELECT 2;\nSELECT 3;"),
            (Lines{"error: syntax error at or near \"SELEC\" <SELEC>", "SELECT 2", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 1;\nSELECT FROM WHERE;\nSELECT 3;"),
            (Lines{"SELECT 1", "error: syntax error at or near \"WHERE\" <WHERE>", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 1;\nCREATE TABLE"),
            (Lines{"SELECT 1", "error: syntax error at end of input <TABLE>"}));
}

TEST(Script, FindsItsWayBehindParenthesesThatDontMatch) {
  EXPECT_EQ(outline("CREATE TABLE a (b int;\nSELECT 2;"),
            (Lines{"error: syntax error at or near \";\" <;>", "SELECT 2"}));
  EXPECT_EQ(outline("CREATE TABLE a (b int));\nSELECT 2;"),
            (Lines{"error: syntax error at or near \")\" <)>", "SELECT 2"}));
}

TEST(Script, GoesOnBehindWhatIsNotTerminated) {
  EXPECT_EQ(outline("SELECT 1;\nSELECT 'a;\nSELECT 3;\n"),
            (Lines{"SELECT 1", "error: unterminated quoted string <'>", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 1;\nSELECT \"a;\nSELECT 3;\n"),
            (Lines{"SELECT 1", "error: unterminated quoted identifier <\">", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 1;\nSELECT $x$ a;\nSELECT 3;\n"),
            (Lines{"SELECT 1", "error: unterminated dollar-quoted string <$x$>", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 1;\n/* a;\nSELECT 3;\n"),
            (Lines{"SELECT 1", "error: unterminated /* comment </*>", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 'a"), (Lines{"error: unterminated quoted string <'>"}));
}

TEST(Script, KeepsStatementsWithSemicolonsInsideWhole) {
  const std::string atomic =
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END";
  const std::string rule =
      "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); DELETE FROM v)";
  EXPECT_EQ(outline(atomic + ";\n" + rule + ";\nSELECT 3;"), (Lines{atomic, rule, "SELECT 3"}));
  // Also behind a broken one, where statements are read one by one.
  EXPECT_EQ(outline("SELEC;\n" + atomic + ";\n" + rule + ";\nSELECT 3;"),
            (Lines{"error: syntax error at or near \"SELEC\" <SELEC>", atomic, rule, "SELECT 3"}));
  EXPECT_EQ(outline("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1;\nSELECT 2;"),
            (Lines{"error: syntax error at end of input <;>", "SELECT 2"}));
}

TEST(Script, StepsOverWhatOnlyPsqlUnderstands) {
  EXPECT_EQ(outline("\\connect it's\nSELECT 1;\n\\i x.sql\nSELECT 2 \\gset\nSELECT 3;"),
            (Lines{"psql: \\connect it's", "SELECT 1", "SELECT 2", "SELECT 3"}));
  EXPECT_EQ(outline("SELECT 1 \\ 2;\nSELECT 3;"),
            (Lines{"error: syntax error at or near \"\\\" <\\>", "SELECT 3"}));
}

TEST(Script, StepsOverCopyData) {
  EXPECT_EQ(outline("COPY t FROM stdin;\n1\tit's\n;\n\\.\nSELECT 2;\n"),
            (Lines{"COPY t FROM stdin", "data", "SELECT 2"}));
  EXPECT_EQ(outline("COPY t FROM stdin;\r\n1\r\n\\.\r\nSELECT 2;\r\n"),
            (Lines{"COPY t FROM stdin", "data", "SELECT 2"}));
  EXPECT_EQ(outline("COPY t FROM stdin;\n1\t2\n"), (Lines{"COPY t FROM stdin", "data"}));
  EXPECT_EQ(outline("COPY t FROM '/x';\nSELECT 2;"), (Lines{"COPY t FROM '/x'", "SELECT 2"}));
}

TEST(Script, TellsOfBytesThatPostgresRefuses) {
  EXPECT_EQ(outline(std::string("SELECT 1;\0\nSELECT 2;", 19)),
            (Lines{std::string("error: a NUL byte: Postgres takes no text that holds one <\0>", 60),
                   "SELECT 1", "SELECT 2"}));
  EXPECT_EQ(
      outline("SELECT '\xFF';\nSELECT 2;"),
      (Lines{"error: invalid byte sequence for encoding \"UTF8\" <\xFF>", "SELECT '\xFF'", "SELECT 2"}));
  const std::string wide("S\0E\0L\0E\0C\0T\0 \0001\0;\0", 18);
  const std::string error = "error: the file is UTF-16, and Postgres takes UTF-8 <";
  EXPECT_EQ(outline("\xFF\xFE" + wide), Lines{error + "\xFF>"});
  EXPECT_EQ(outline(wide), Lines{error + "S>"});
  EXPECT_EQ(outline(std::string("\0", 1) + wide), Lines{error + std::string("\0>", 2)});
}

TEST(Script, ErrorsStandAtTheirBytesBehindManyBytesACharacter) {
  EXPECT_EQ(outline("SELECT 'äöü€😀'; SELEC 'é';\nSELECT 2;"),
            (Lines{"SELECT 'äöü€😀'", "error: syntax error at or near \"SELEC\" <SELEC>", "SELECT 2"}));
}

TEST(Script, NestingTooDeepIsOneFinding) {
  const std::string deep =
      "SELECT " + std::string(100'000, '(') + "1" + std::string(100'000, ')') + ";\nSELECT 2;\n";
  EXPECT_EQ(outline(deep),
            (Lines{"error: the statement nests deeper than Postgres' parser can read <SELECT>", "SELECT 2"}));
}

TEST(Script, ReadsExpressionsOfAnyLength) {
  std::string terms = "ALTER TABLE t ADD CHECK (1";
  for (int i = 0; i < 200'000; ++i) terms += " + a";
  terms += " > 0)";
  EXPECT_EQ(outline(terms + ";\nSELECT 2;"), (Lines{terms, "SELECT 2"}));
}

TEST(Script, HandsManyStatementsOutInBatches) {
  std::string sql;
  for (int i = 0; i < 200'000; ++i) sql += "INSERT INTO t VALUES (1);\n";
  const SourceFile source("test.sql", sql);
  ScriptReader reader(source);
  std::size_t count = 0;
  std::size_t largest = 0;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    count += batch.size();
    largest = std::max(largest, batch.size());
  }
  EXPECT_EQ(count, 200'000U);
  EXPECT_LT(largest, 4'000U);
}

TEST(Script, ReadsAheadOnAnotherThreadWhatIsAskedForOnThisOne) {
  std::string sql = "-- lockstep: allow-file\n";
  for (int i = 0; i < 20'000; ++i) sql += "INSERT INTO t VALUES (1);\n";
  const SourceFile source("test.sql", sql + "SELECT (;\nSELECT 2;");
  const Read alone = read(source);

  ScriptReader reader(source, {.ahead = true});
  const std::jthread thread([&](const std::stop_token& stop) { reader.read_ahead(stop); });
  std::size_t count = 0;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      ASSERT_LT(count, alone.statements.size());
      EXPECT_EQ(statement.span, alone.statements[count++].span);
    }
  }
  EXPECT_EQ(count, alone.statements.size());
  EXPECT_EQ(reader.directives().size(), alone.directives.size());
}

// A statement that is longer than what may be read ahead: who has taken it waits for the next one.
TEST(Script, ReadsAheadBehindALongStatement) {
  std::string insert = "INSERT INTO t VALUES (0)";
  while (insert.size() < 4 * kReadAhead) insert += ",\n(1)";
  std::string copy = "COPY t FROM stdin;\n";
  while (copy.size() < 4 * kReadAhead) copy += "1\n";
  std::string drops;
  for (int i = 0; i < 20'000; ++i) drops += "DROP TABLE x;\n";

  const SourceFile source("test.sql", insert + ";\n" + drops + copy + "\\.\n" + drops);
  ScriptReader reader(source, {.ahead = true});
  const std::jthread thread([&](const std::stop_token& stop) { reader.read_ahead(stop); });
  std::size_t count = 0;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) count += batch.size();
  EXPECT_EQ(count, 40'003U);  // the rows of COPY are one, too
}

TEST(Script, StopsReadingAheadWhenNobodyAsks) {
  std::string sql;
  for (int i = 0; i < 20'000; ++i) sql += "INSERT INTO t VALUES (1);\n";
  const SourceFile source("test.sql", sql);
  ScriptReader reader(source, {.ahead = true});
  std::jthread thread([&](const std::stop_token& stop) { reader.read_ahead(stop); });
  EXPECT_FALSE(reader.next().empty());
  thread.request_stop();
  thread.join();  // or the test lasts until it times out
}

TEST(Script, ReadsAnInsertOfManyMegabytes) {
  std::string insert = "INSERT INTO t VALUES (0, 'x')";
  while (insert.size() < (std::size_t{20} << 20U)) insert += ",\n(1, 'it''s; a row')";
  EXPECT_EQ(outline("SELECT 1;\n" + insert + ";\nSELECT 2;"), (Lines{"SELECT 1", insert, "SELECT 2"}));
}

TEST(Script, SkipsAStatementOverTheLimit) {
  const std::string large = "INSERT INTO t VALUES ('" + std::string(kLargestStatement, 'x') + "')";
  EXPECT_EQ(outline("SELECT 1;\n" + large + ";\nSELECT 2;"),
            (Lines{"SELECT 1", "error: a statement of more than 64 MB was not read <INSERT>", "SELECT 2"}));
}

// Files made to be slow: each line looks like the start of something that never ends.
TEST(Script, EndsOnFilesMadeToBeSlow) {
  std::string quotes;
  std::string rules;
  for (int i = 0; i < 100'000; ++i) {
    quotes += "SELECT $q" + std::to_string(i) + "$ ;\n";
    rules += "CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\n";
  }
  EXPECT_FALSE(outline(quotes).empty());
  EXPECT_GE(outline(rules).size(), 90'000U);
}

TEST(Script, TiesDirectivesToStatements) {
  const SourceFile source("test.sql",
                          "-- lockstep: allow drop-table, drop-column -- nobody reads it\nDROP TABLE a;\n"
                          "DROP TABLE b; -- lockstep: allow drop-table -- same line\n"
                          "ALTER TABLE c /* lockstep: allow rename-table — inside */ RENAME TO d;\n"
                          "-- squawk-ignore ban-drop-table\nDROP TABLE e;\n"
                          "-- lockstep: allow\n-- lockstep: alow x\n-- lockstep: backup s3://b/1\n");
  const Read result = read(source);
  ASSERT_EQ(result.directives.size(), 7U);
  const auto target = [&](std::size_t i) { return source.text(result.directives[i].target); };
  EXPECT_EQ(target(0), "DROP TABLE a");
  ASSERT_EQ(result.directives[0].rules.size(), 2U);
  EXPECT_EQ(source.text(result.directives[0].rules[1].span), "drop-column");
  EXPECT_EQ(result.directives[0].text, "nobody reads it");
  EXPECT_EQ(target(1), "DROP TABLE b");
  EXPECT_EQ(target(2), "ALTER TABLE c /* lockstep: allow rename-table — inside */ RENAME TO d");
  EXPECT_EQ(result.directives[2].text, "inside");
  EXPECT_EQ(target(3), "DROP TABLE e");
  EXPECT_EQ(result.directives[3].dialect, Directive::Dialect::squawk);
  EXPECT_EQ(result.directives[4].kind, Directive::Kind::malformed);
  EXPECT_EQ(result.directives[5].kind, Directive::Kind::malformed);
  EXPECT_EQ(result.directives[6].kind, Directive::Kind::backup);
  EXPECT_EQ(result.directives[6].text, "s3://b/1");
}

TEST(Script, TiesADirectiveToTheFirstStatementOfTheNextBatch) {
  std::string sql = "-- lockstep: allow x -- first\nSELECT 1;\n";
  while (sql.size() < 70'000) sql += "SELECT 'some text to fill a window with';\n";
  sql += "-- lockstep: allow y -- last\nSELECT 9;\n";
  const SourceFile source("test.sql", sql);
  const Read result = read(source);
  ASSERT_EQ(result.directives.size(), 2U);
  EXPECT_EQ(source.text(result.directives[0].target), "SELECT 1");
  EXPECT_EQ(source.text(result.directives[1].target), "SELECT 9");
}

}  // namespace
}  // namespace lockstep
