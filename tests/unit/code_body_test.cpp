// Bodies in PL/pgSQL: what is read, and where in the file it says that it stands.
#include "parser/code_body.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "parser/script.h"

namespace lockstep {
namespace {

constexpr auto kWords = std::to_array<std::string_view>(
    {"block",       "handler",     "if",           "case",           "arm",     "loop",     "while",
     "for_integer", "for_query",   "for_execute",  "for_cursor",     "foreach", "exit",     "continue",
     "return",      "return_next", "return_query", "return_execute", "raise",   "assert",   "sql",
     "execute",     "assign",      "perform",      "call",           "commit",  "rollback", "get_diagnostics",
     "open",        "fetch",       "close"});

// The file's only statement.
struct Read {
  SourceFile file;
  std::vector<Statement> statements;
  CodeBody body;
};

Read read(const std::string& sql) {
  Read result{.file = SourceFile("migration.sql", sql), .statements = {}, .body = {}};
  ScriptReader reader(result.file);
  result.statements = reader.next();
  const Action& action = result.statements.front().action;
  if (const auto* block = std::get_if<action::DoBlock>(&action))
    result.body = read_code(*block, result.file.bytes()).value();
  else
    result.body = read_code(std::get<action::CreateFunction>(action), result.file.bytes()).value();
  return result;
}

// A line a node, with the bytes of the file: its own where it has no SQL, else those of its SQL.
std::string tree_of(const std::string& sql) {
  const Read code = read(sql);
  std::string result = "\n";
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < code.body.nodes.size(); ++i) {
    const CodeNode& node = code.body.nodes[i];
    while (!ends.empty() && ends.back() <= i) ends.pop_back();
    result.append(2 * ends.size(), ' ').append(kWords[static_cast<std::size_t>(node.kind)]);
    if (!node.label.empty()) result += " <" + node.label + ">";
    for (const std::string& state : node.sqlstates) result += " " + state;
    for (const std::uint32_t target : node.targets) {
      const CodeVariable& variable = code.body.variables[target];
      result += " " + variable.name + ":" + variable.type;
      if (node.kind == CodeKind::block && !variable.default_value.empty())
        result += "=" + variable.default_value.text;
    }
    if (!node.sql.empty())
      result += " [" + std::string(code.file.text(code.body.in_file(node.sql.span))) + "]";
    for (const CodeText& operand : node.operands)
      result += " (" + std::string(code.file.text(code.body.in_file(operand.span))) + ")";
    result += "\n";
    if (node.size > 1) ends.push_back(i + node.size);
  }
  return result;
}

std::string error_of(const std::string& sql) {
  const Read code = read(sql);
  if (!code.body.error) return "none";
  return code.body.error->message + " [" + std::string(code.file.text(code.body.error->span)) + "]";
}

// The SQL inside, by the file's bytes.
std::vector<std::string> static_sql(const std::string& sql) {
  const Read code = read(sql);
  std::vector<std::string> result;
  for (const CodeStatement& each : statements_in(code.body, code.file.bytes()))
    result.emplace_back(code.file.text(each.statement.span));
  return result;
}

TEST(CodeBody, HasEveryStatementInItsPlace) {
  EXPECT_EQ(tree_of(R"(DO $body$
DECLARE
  found_one boolean := false;
  n int;
  r record;
BEGIN
  SELECT count(*) INTO n FROM "User" WHERE id > 0;
  IF n = 0 AND NOT found_one THEN
    ALTER TABLE "User" ADD COLUMN a int; n := n + 1;
  ELSIF n > 1 THEN
    RAISE NOTICE 'n is %; n', n;
  ELSE
    RAISE EXCEPTION USING ERRCODE = '23505', MESSAGE = 'no; no';
  END IF;
  <<rows>>
  FOR r IN SELECT id FROM "User" LOOP
    CONTINUE rows WHEN r.id = 1;
    EXECUTE format('DROP TABLE %I', r.id) USING n, 1;
  END LOOP;
  FOR i IN REVERSE 10..n BY 2 LOOP PERFORM pg_sleep(i); END LOOP;
  CASE n WHEN 1, 2 THEN NULL; WHEN 3 THEN COMMIT; ELSE RETURN; END CASE;
  BEGIN
    CREATE TYPE t AS ENUM ('a'); CREATE TYPE t AS ENUM ('a');
  EXCEPTION WHEN duplicate_object OR others THEN
    RAISE;
  END;
END $body$)"),
            R"(
block found_one:bool=false n:int4 r:record
  sql n:int4 [SELECT count(*) INTO n FROM "User" WHERE id > 0]
  if
    arm [n = 0 AND NOT found_one]
      sql [ALTER TABLE "User" ADD COLUMN a int]
      assign n:int4 [n + 1]
    arm [n > 1]
      raise <n is %; n> (n)
    arm
      raise 23505 ('23505') ('no; no')
  for_query <rows> r:record [SELECT id FROM "User"]
    continue <rows> [r.id = 1]
    execute [format('DROP TABLE %I', r.id)] (n) (1)
  for_integer i:int4 [10] (n) (2)
    perform [PERFORM pg_sleep(i)]
  case [n]
    arm [1, 2]
    arm [3]
      commit
    arm
      return
  block
    sql [CREATE TYPE t AS ENUM ('a')]
    sql [CREATE TYPE t AS ENUM ('a')]
    handler 42710 00000
      raise
)");
}

TEST(CodeBody, IsReadInTriggerFunctions) {
  EXPECT_EQ(tree_of(R"(CREATE FUNCTION audit.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND TG_TABLE_NAME <> 'a' THEN NEW.created := now(); END IF;
  NEW."updatedAt" = now();
  RETURN NEW;
END $$)"),
            R"(
block
  if
    arm [TG_OP = 'INSERT' AND TG_TABLE_NAME <> 'a']
      assign : [now()]
  assign : [now()]
  return
)");
  EXPECT_EQ(error_of("CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$"
                     "BEGIN RAISE NOTICE '%', tg_tag; END$$"),
            "none");
}

TEST(CodeBody, TakesTypesThatAMigrationMakes) {
  EXPECT_EQ(tree_of(R"(CREATE FUNCTION f("user" public."User", OUT n int, VARIADIC "list" app.kind[])
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  a app.kind; b "Kind"[] := '{}'; c "User"."id"%TYPE; d app."User"%ROWTYPE; e numeric(10, 2) NOT NULL := 1;
  f CURSOR (g app.kind, h int) FOR SELECT 1; i ALIAS FOR $1; j timestamp with time zone; k T;
BEGIN
  SELECT 1, 2 INTO a, c;
  d.id := "user".id;
  n := 1;
END $$)"),
            R"(
block a:xml b:xml='{}' c:xml d:record e:numeric=1 g:xml h:int4 f:refcursor j:xml k:record
  sql a:xml c:xml [SELECT 1, 2]
  assign : ["user".id]
  assign $2:text [1]
)");
}

TEST(CodeBody, HasPlacesInStringsWithQuotes) {
  EXPECT_EQ(
      static_sql(R"(DO ' BEGIN
  INSERT INTO t VALUES (''it''''s'', ''b''); UPDATE t SET a = ''x'';
END ')"),
      (std::vector<std::string>{"INSERT INTO t VALUES (''it''''s'', ''b'')", "UPDATE t SET a = ''x''"}));
  EXPECT_EQ(static_sql(R"(DO E'BEGIN\n\n DELETE FROM "T" WHERE a = \'\\\\\';\tDROP TABLE t;\nEND')"),
            (std::vector<std::string>{R"(DELETE FROM "T" WHERE a = \'\\\\\')", "DROP TABLE t"}));
  EXPECT_EQ(static_sql("DO $$ DECLARE n int; BEGIN SELECT 1 INTO n; FOR n IN SELECT 2 LOOP END LOOP; END $$"),
            (std::vector<std::string>{"SELECT 1 INTO n", "SELECT 2"}));
  EXPECT_EQ(static_sql("DO LANGUAGE plpgsql $$BEGIN PERFORM f(1); CALL p(2); COMMIT; END$$"),
            (std::vector<std::string>{"PERFORM f(1)", "CALL p(2)", "COMMIT"}));
}

TEST(CodeBody, GivesStatementsWithSpansOfTheFile) {
  const Read code =
      read(R"(DO 'BEGIN ALTER TABLE "T" ADD COLUMN a text DEFAULT ''x'', DROP COLUMN "B"; END')");
  const std::vector<CodeStatement> statements = statements_in(code.body, code.file.bytes());
  ASSERT_EQ(statements.size(), 1U);
  const auto& alter = std::get<action::AlterTable>(statements.front().statement.action);
  EXPECT_EQ(code.file.text(alter.relation.span), "\"T\"");
  std::vector<std::string_view> commands;
  for (const AlterCommand& command : alter.commands) commands.push_back(code.file.text(command.span));
  EXPECT_EQ(commands,
            (std::vector<std::string_view>{R"(DROP COLUMN "B")", "ADD COLUMN a text DEFAULT ''x''"}));
}

TEST(CodeBody, GivesExecutedStringsWithSpansOfTheFile) {
  const auto names = [](const std::string& sql) {
    const Read code = read(sql);
    std::vector<std::string> result;
    for (const CodeStatement& each : statements_in(code.body, code.file.bytes())) {
      const auto& drop = std::get<action::Drop>(each.statement.action);
      result.emplace_back(code.file.text(drop.names.front().span));
    }
    return result;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(names("DO $$BEGIN EXECUTE 'DROP TABLE  \"T\"; DROP TABLE u'; END$$"), (Names{"\"T\"", "u"}));
  EXPECT_EQ(names("DO $$BEGIN EXECUTE $q$DROP TABLE t$q$; END$$"), Names{"t"});
  EXPECT_EQ(names("DO 'BEGIN EXECUTE ''DROP TABLE \"a''''''''b\"''; END'"), Names{"\"a''''''''b\""});
  EXPECT_EQ(names("DO $$BEGIN EXECUTE 'DROP TABLE ' || 't'; EXECUTE format('DROP TABLE %I', 't'); END$$"),
            Names{});
}

TEST(CodeBody, NamesWhatCantBeRead) {
  EXPECT_EQ(error_of("DO $$BEGIN\n  ALTR TABLE t;\nEND$$"), "syntax error [ALTR]");
  EXPECT_EQ(error_of("DO $$BEGIN x := 1; END$$"), "\"x\" is not a known variable [x]");
  EXPECT_EQ(error_of("DO $$BEGIN PERFORM 1; $$"), "syntax error at end of input [;]");
  EXPECT_EQ(error_of("DO $$BEGIN SELECT 'ä' FRM t x y; END$$"), "syntax error [t]");
  EXPECT_EQ(error_of("DO 'BEGIN PERFORM ''a''; IF true END'"), "syntax error at end of input [END]");
  EXPECT_EQ(error_of("DO $$DECLARE a integr integer; BEGIN END$$"), "syntax error [integer]");
  EXPECT_EQ(error_of("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN; END$$"),
            "missing expression [;]");
  EXPECT_EQ(error_of("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN NEXT 1; END$$"),
            "cannot use RETURN NEXT in a non-SETOF function [RETURN]");
  EXPECT_EQ(error_of("DO $$BEGIN EXCEPTION WHEN no_such_thing THEN NULL; END$$"),
            "unrecognized exception condition \"no_such_thing\" [BEGIN]");
  EXPECT_EQ(error_of("DO ''"), "syntax error at end of input []");
}

TEST(CodeBody, IsReadAtAnyDepth) {
  const auto nested = [](int depth) {
    std::string sql = "DO $$";
    for (int i = 0; i < depth; ++i) sql += "BEGIN IF a THEN ";
    for (int i = 0; i < depth; ++i) sql += "NULL; END IF; EXCEPTION WHEN others THEN END; ";
    return sql + "$$";
  };
  EXPECT_EQ(read(nested(500)).body.nodes.size(), 4U * 500U);
  EXPECT_EQ(error_of(nested(10000)), "the body nests deeper than Postgres' parser can read [BEGIN]");
  const std::string parentheses =
      "DO $$BEGIN PERFORM " + std::string(10000, '(') + "1" + std::string(10000, ')');
  EXPECT_EQ(error_of(parentheses + "; END$$").substr(0, 43), "the body nests deeper than Postgres' parser");
}

TEST(CodeBody, OfOtherLanguagesIsNone) {
  const action::DoBlock block{.language = "plperl", .body = "1", .body_span = {}};
  EXPECT_FALSE(read_code(block, ""));
}

}  // namespace
}  // namespace lockstep
