// What Postgres refuses in declarations and for what depends on an object; beside each refusal the near miss
// that it takes.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parser/script.h"
#include "replay/replay.h"

namespace lockstep {
namespace {

// The SQLSTATE of the last statement; empty: it is taken. The database holds what the history makes alone.
std::string answer(const std::string& sql) {
  const SourceFile source("migration.sql", sql);
  catalog::Catalog catalog;
  catalog.platform = false;
  std::string last;
  ScriptReader reader(source, {.spans = false});
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      const auto refusal = replay::apply(statement, 0, catalog);
      last = refusal ? refusal->sqlstate : "";
    }
  }
  return last;
}

using Answers = std::vector<std::pair<const char*, const char*>>;

void expect(const std::string& history, const Answers& answers) {
  for (const auto& [sql, sqlstate] : answers) EXPECT_EQ(answer(history + sql), sqlstate) << sql;
}

TEST(Declarations, OfColumns) {
  expect("", {
                 {"CREATE TABLE t (a int NULL NOT NULL)", "42601"},
                 {"CREATE TABLE t (a int NULL, b int NOT NULL)", ""},
                 {"CREATE TABLE t (a int NULL PRIMARY KEY)", ""},  // until Postgres 17
                 {"CREATE TABLE t (a int DEFAULT 1 DEFAULT 2)", "42601"},
                 {"CREATE TABLE t (a serial DEFAULT 1)", "42601"},
                 {"CREATE TABLE t (a serial NULL)", "42601"},
                 {"CREATE TABLE t (a serial NOT NULL)", ""},
                 {"CREATE TABLE t (a serial[])", "0A000"},
                 {"CREATE TABLE t (a int[])", ""},
                 {"CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY DEFAULT 1)", "42601"},
                 {"CREATE TABLE t (a text GENERATED ALWAYS AS IDENTITY)", "22023"},
                 {"CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (START 1 START 2))", "42601"},
                 {"CREATE TABLE t (a int CHECK (a > 0) DEFERRABLE)", "42601"},
                 {"CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)", ""},
             });
  expect("CREATE TABLE t (a int);", {
                                        {"CREATE TABLE IF NOT EXISTS t (a int NULL NOT NULL)", ""},
                                        {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int NULL NOT NULL", ""},
                                        {"ALTER TABLE t ADD COLUMN b int NULL NOT NULL", "42601"},
                                    });
}

TEST(Declarations, OfTypes) {
  expect("CREATE TYPE mood AS ENUM ('ok'); CREATE TYPE pair AS (a int); CREATE TYPE shell;",
         {
             {"CREATE TABLE t (a varchar(0))", "22023"},
             {"CREATE TABLE t (a varchar(10485760))", ""},
             {"CREATE TABLE t (a varchar(10485761))", "22023"},
             {"CREATE TABLE t (a numeric(1001))", "22023"},
             {"CREATE TABLE t (a numeric(1000, 5))", ""},
             {"CREATE TABLE t (a numeric(2, 5))", ""},  // from Postgres 15 on
             {"CREATE TABLE t (a text(20))", "42601"},
             {"CREATE TABLE t (a timestamp(9))", ""},
             {"CREATE TABLE t (a mood(3))", "42601"},
             {"CREATE TABLE t (a record)", "42P16"},
             {"CREATE TABLE t (a shell)", "42704"},
             {"CREATE TABLE t (a t)", "42704"},
             {"CREATE TABLE t (a int COLLATE \"C\")", "42804"},
             {"CREATE TABLE t (a text[] COLLATE \"C\")", ""},
             {"CREATE DOMAIN d AS record", "42804"},
             {"CREATE DOMAIN d AS int UNIQUE", "42601"},
             {"CREATE DOMAIN d AS int NOT NULL CHECK (VALUE > 0)", ""},
             {"CREATE TYPE r AS RANGE (collation = \"C\")", "42601"},
         });
}

TEST(Declarations, OfFunctions) {
  expect("",
         {
             {"CREATE FUNCTION f() RETURNS int LANGUAGE sql", "42P13"},
             {"CREATE FUNCTION f() RETURNS int AS 'SELECT 1'", "42P13"},
             {"CREATE FUNCTION f() LANGUAGE sql AS 'SELECT 1'", "42P13"},
             {"CREATE FUNCTION f(OUT a int) LANGUAGE sql AS 'SELECT 1'", ""},
             {"CREATE FUNCTION f(a int, a int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "42P13"},
             {"CREATE FUNCTION f(a int, OUT a int) LANGUAGE sql AS 'SELECT 1'", ""},
             {"CREATE FUNCTION f() RETURNS anyelement LANGUAGE sql AS 'SELECT 1'", "42P13"},
             {"CREATE FUNCTION f(a anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT a[1]'", ""},
             {"CREATE FUNCTION f() RETURNS int LANGUAGE sql STABLE IMMUTABLE AS 'SELECT 1'", "42601"},
             {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET a.b = '1' SET a.c = '1' AS 'SELECT 1'", ""},
             {"CREATE FUNCTION f() RETURNS missing LANGUAGE sql AS 'SELECT 1'", "42704"},
         });
}

TEST(Declarations, OfStorageParameters) {
  expect("CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;",
         {
             {"ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled = off)", ""},
             {"ALTER TABLE t SET (fillfactor = 5)", "22023"},
             {"ALTER TABLE t SET (fillfactors = 70)", "22023"},
             {"ALTER TABLE t RESET (fillfactors)", ""},
             {"ALTER TABLE t SET (autovacuum_enabled = maybe)", "22023"},
             {"ALTER TABLE t SET (an_extension.chunks = 70)", ""},
             {"ALTER TABLE t SET (toast.fillfactor = 70)", "22023"},
             {"CREATE INDEX ON t USING brin (a) WITH (pages_per_range = 64)", ""},
             {"ALTER VIEW v SET (security_invoker = maybe)", "22023"},
             {"ALTER VIEW v SET (check_option = local)", ""},
             {"ALTER TABLE t ALTER COLUMN a SET (n_distinct = 5)", ""},
             {"ALTER TABLE t ALTER COLUMN a SET (distinct = 5)", "22023"},
         });
}

TEST(Declarations, OfTriggers) {
  const std::string history =
      "CREATE TABLE t (a int, b int);"
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;";
  expect(
      history,
      {
          {"CREATE TRIGGER x AFTER TRUNCATE ON t FOR EACH ROW EXECUTE FUNCTION f()", "0A000"},
          {"CREATE TRIGGER x AFTER TRUNCATE ON t EXECUTE FUNCTION f()", ""},
          {"CREATE TRIGGER x BEFORE UPDATE OF a, a ON t FOR EACH ROW EXECUTE FUNCTION f()", "42701"},
          {"CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW WHEN (OLD.a > 1) EXECUTE FUNCTION f()", "42P17"},
          {"CREATE TRIGGER x AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.a > 1) EXECUTE FUNCTION f()", ""},
          {"CREATE TRIGGER x AFTER UPDATE ON t WHEN (OLD.a > 1) EXECUTE FUNCTION f()", "42P17"},
          {"CREATE TRIGGER x BEFORE DELETE ON t REFERENCING OLD TABLE AS o EXECUTE FUNCTION f()", "42P17"},
          {"CREATE TRIGGER x AFTER DELETE ON t REFERENCING OLD TABLE AS o EXECUTE FUNCTION f()", ""},
      });
}

TEST(Kinds, AreWhatAStatementSays) {
  expect(
      "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE TYPE pair AS (a int);"
      "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE TYPE mood AS ENUM ('ok');",
      {
          {"ALTER TABLE v ADD COLUMN b int", "42809"},
          {"ALTER TABLE v ALTER COLUMN a SET DEFAULT 1", ""},
          {"ALTER TABLE v RENAME COLUMN a TO b", ""},
          {"ALTER TABLE v OWNER TO CURRENT_USER", ""},
          {"ALTER TABLE m ADD CHECK (a > 0)", "42809"},
          {"ALTER VIEW t SET (security_barrier)", "42809"},
          {"ALTER TABLE pair ADD COLUMN b int", "42809"},
          {"ALTER TYPE pair ADD ATTRIBUTE b int", ""},
          {"ALTER TYPE t ADD ATTRIBUTE b int", "42809"},
          {"ALTER DOMAIN mood SET NOT NULL", "42809"},
          {"COMMENT ON TABLE v IS 'x'", "42809"},
          {"COMMENT ON VIEW v IS 'x'", ""},
          {"COMMENT ON DOMAIN mood IS 'x'", "42809"},
          {"COMMENT ON TYPE mood IS 'x'", ""},
          {"GRANT SELECT ON TABLE v TO PUBLIC", ""},
          {"GRANT EXECUTE ON TABLE t TO PUBLIC", "0LP01"},
          {"GRANT SELECTS ON TABLE t TO PUBLIC", "42601"},
          {"GRANT MAINTAIN ON TABLE t TO PUBLIC", ""},
          {"CREATE TABLE l (LIKE v)", ""},
      });
}

TEST(Dependencies, OfTypesInsideOfColumns) {
  expect("CREATE TYPE pair AS (a int); CREATE TABLE t (p pair[]);",
         {
             {"ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint", "0A000"},
             {"ALTER TYPE pair ADD ATTRIBUTE b int", ""},
             {"DROP TABLE t; ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint", ""},
         });
  expect("CREATE DOMAIN d AS int; CREATE TABLE t (a d); CREATE TABLE u (a d[]);",
         {
             {"ALTER DOMAIN d ADD CHECK (VALUE > 0)", "0A000"},
             {"ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID", ""},
             {"DROP TABLE u; ALTER DOMAIN d ADD CHECK (VALUE > 0)", ""},
         });
  expect("CREATE TABLE t (a int); CREATE TABLE u (t t);",
         {
             {"ALTER TABLE t ALTER COLUMN a TYPE text", "0A000"},
             {"ALTER TABLE t ADD COLUMN b int DEFAULT 1", "0A000"},
             {"ALTER TABLE t ADD COLUMN b int", ""},
         });
}

TEST(Dependencies, OfWhatIsDropped) {
  expect(
      "CREATE TABLE p (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p DEFAULT;"
      "CREATE TABLE r (a int REFERENCES p);",
      {
          {"DROP TABLE q", "2BP01"},
          {"DROP TABLE q, r", ""},
          {"ALTER TABLE p DETACH PARTITION q; DROP TABLE q", ""},
      });
  expect("CREATE COLLATION c FROM \"C\"; CREATE TABLE t (a text COLLATE c);",
         {
             {"DROP COLLATION c", "2BP01"},
             {"ALTER TABLE t DROP COLUMN a; DROP COLLATION c", ""},
         });
  expect("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);",
         {
             {"ALTER TABLE t ALTER COLUMN a TYPE bigint", "0A000"},
             {"ALTER TABLE t DROP COLUMN b, ALTER COLUMN a TYPE bigint", ""},
         });
}

}  // namespace
}  // namespace lockstep
