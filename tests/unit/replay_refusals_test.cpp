// What Postgres refuses because of extensions, typed tables, owners and the names of NOT NULL, and near
// misses.
#include <gtest/gtest.h>

#include <string>

#include "parser/script.h"
#include "replay/replay.h"

namespace lockstep {
namespace {

// The error classes of the statements that are refused, with a space behind each.
std::string refusals(const std::string& sql, bool platform = false) {
  catalog::Catalog catalog;
  catalog.platform = platform;
  const SourceFile source("migration.sql", sql);
  ScriptReader reader(source, {.spans = false});
  std::string result;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      if (const auto refusal = replay::apply(statement, 0, catalog)) result += refusal->sqlstate + " ";
    }
  }
  return result;
}

TEST(ExtensionTypes, StandInTheSchemaOfTheExtension) {
  EXPECT_EQ(refusals("CREATE EXTENSION citext; CREATE TABLE t (a citext, b public.citext);"), "");
  EXPECT_EQ(refusals("CREATE TABLE t (a citext);"), "42704 ");
  EXPECT_EQ(refusals("CREATE SCHEMA e; CREATE EXTENSION hstore SCHEMA e; CREATE TABLE t (a hstore);"),
            "42704 ");
  EXPECT_EQ(refusals("CREATE SCHEMA e; CREATE EXTENSION hstore SCHEMA e; SET search_path = public, e;"
                     "CREATE TABLE t (a hstore, b e.hstore);"),
            "");
  EXPECT_EQ(refusals("CREATE SCHEMA e; CREATE EXTENSION hstore; CREATE TABLE t (a hstore);"
                     "ALTER EXTENSION hstore SET SCHEMA e; ALTER TABLE t ADD b e.hstore, ADD c hstore;"),
            "42704 ");
}

// On a platform they may be there already, in whatever schema.
TEST(ExtensionTypes, MayBeThePlatforms) {
  EXPECT_EQ(refusals("CREATE TABLE t (a citext, b extensions.vector);", true), "");
  EXPECT_EQ(refusals("CREATE SCHEMA extensions; CREATE EXTENSION IF NOT EXISTS vector;"
                     "CREATE TABLE t (a extensions.vector);",
                     true),
            "");
  EXPECT_EQ(refusals("CREATE EXTENSION nobody_knows; CREATE TABLE t (a its_type);"), "");
  EXPECT_EQ(refusals("DROP EXTENSION citext;", true), "");
  EXPECT_EQ(refusals("DROP EXTENSION citext;"), "42704 ");
}

TEST(Extensions, KeepWhatTheyBring) {
  EXPECT_EQ(refusals("CREATE EXTENSION citext; DROP TYPE citext;"), "2BP01 ");
  EXPECT_EQ(refusals("CREATE EXTENSION \"uuid-ossp\"; DROP FUNCTION uuid_generate_v4();"), "2BP01 ");
  EXPECT_EQ(refusals("CREATE EXTENSION \"uuid-ossp\"; DROP FUNCTION IF EXISTS uuid_generate_v4(int);"), "");
  EXPECT_EQ(refusals("CREATE SCHEMA e; CREATE EXTENSION hstore SCHEMA e; DROP SCHEMA e;"), "2BP01 ");
  EXPECT_EQ(refusals("CREATE TYPE citext AS ENUM (); CREATE EXTENSION citext;"), "42710 ");
}

TEST(Extensions, StayWhileSomethingUsesThem) {
  EXPECT_EQ(refusals("CREATE EXTENSION citext; CREATE TABLE t (a citext); DROP EXTENSION citext;"), "2BP01 ");
  EXPECT_EQ(refusals("CREATE EXTENSION citext; CREATE TABLE t (a citext); DROP EXTENSION citext CASCADE;"
                     "ALTER TABLE t DROP a;"),
            "42703 ");
  EXPECT_EQ(refusals("CREATE EXTENSION \"uuid-ossp\"; CREATE TABLE t (a uuid DEFAULT uuid_generate_v4());"
                     "DROP EXTENSION \"uuid-ossp\";"),
            "2BP01 ");
  // A function of the project's own.
  EXPECT_EQ(refusals("CREATE EXTENSION pgcrypto;"
                     "CREATE FUNCTION digest(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';"
                     "CREATE TABLE t (a int DEFAULT digest(1)); DROP EXTENSION pgcrypto;"),
            "");
  EXPECT_EQ(refusals("CREATE EXTENSION pg_trgm; CREATE TABLE t (a text);"
                     "CREATE INDEX ON t USING gin (a gin_trgm_ops); DROP EXTENSION pg_trgm;"),
            "2BP01 ");
  EXPECT_EQ(refusals("CREATE EXTENSION btree_gin; CREATE TABLE t (a int, b jsonb);"
                     "CREATE INDEX ON t USING gin (b); DROP EXTENSION btree_gin;"),
            "");
  EXPECT_EQ(refusals("CREATE EXTENSION btree_gin; CREATE TABLE t (a int);"
                     "CREATE INDEX ON t USING gin (a); DROP EXTENSION btree_gin;"),
            "2BP01 ");
}

TEST(Extensions, NeedOthers) {
  EXPECT_EQ(refusals("CREATE EXTENSION earthdistance;"), "42704 ");
  EXPECT_EQ(refusals("CREATE EXTENSION earthdistance CASCADE; CREATE TABLE t (a earth, b cube);"), "");
  EXPECT_EQ(refusals("CREATE EXTENSION cube; CREATE EXTENSION earthdistance; DROP EXTENSION cube;"),
            "2BP01 ");
}

TEST(OperatorClasses, MayComeWithAnExtension) {
  EXPECT_EQ(refusals("CREATE TABLE t (a int); CREATE INDEX ON t USING gin (a);"), "42704 ");
  EXPECT_EQ(refusals("CREATE EXTENSION pgcrypto; CREATE TABLE t (a int); CREATE INDEX ON t USING gin (a);"),
            "42704 ");
  EXPECT_EQ(
      refusals("CREATE EXTENSION btree_gist; CREATE TABLE t (a int); CREATE INDEX ON t USING gist (a);"), "");
  EXPECT_EQ(refusals("CREATE TABLE t (a int); CREATE INDEX ON t USING gin (a);", true), "");
}

TEST(TypedTables, FollowTheirType) {
  const std::string made = "CREATE TYPE p AS (a int, b int); CREATE TABLE t OF p;";
  EXPECT_EQ(refusals(made + "ALTER TYPE p ADD ATTRIBUTE c int;"), "2BP01 ");
  EXPECT_EQ(refusals(made + "ALTER TYPE p ADD ATTRIBUTE c int CASCADE; CREATE INDEX ON t (c);"), "");
  EXPECT_EQ(refusals(made + "ALTER TYPE p RENAME ATTRIBUTE a TO x;"), "2BP01 ");
  EXPECT_EQ(refusals(made + "ALTER TYPE p RENAME ATTRIBUTE a TO x CASCADE; CREATE INDEX ON t (x);"), "");
  EXPECT_EQ(refusals(made + "ALTER TABLE t ADD c int;"), "42809 ");
  EXPECT_EQ(refusals(made + "ALTER TABLE t RENAME a TO x;"), "42809 ");
  EXPECT_EQ(
      refusals(made + "ALTER TABLE t NOT OF; ALTER TABLE t ADD c int; ALTER TYPE p ADD ATTRIBUTE d int;"),
      "");
  EXPECT_EQ(refusals(made + "DROP TYPE p;"), "2BP01 ");
}

TEST(Roles, AreDroppedWhenNothingIsTheirs) {
  const std::string made = "CREATE ROLE r; CREATE TABLE t (a int);";
  EXPECT_EQ(refusals(made + "GRANT SELECT ON t TO r; DROP ROLE r;"), "2BP01 ");
  EXPECT_EQ(refusals(made + "GRANT SELECT ON t TO r; DROP OWNED BY r; DROP ROLE r;"), "");
  EXPECT_EQ(refusals(made + "ALTER TABLE t OWNER TO r; REASSIGN OWNED BY r TO CURRENT_USER; DROP ROLE r;"),
            "");
  EXPECT_EQ(refusals(made + "ALTER TABLE t OWNER TO r; DROP OWNED BY r; SELECT a FROM t;"), "42P01 ");
  EXPECT_EQ(refusals(made + "CREATE ROLE r;"), "42710 ");
  EXPECT_EQ(refusals(made + "ALTER ROLE r RENAME TO s; CREATE ROLE r;"), "");
}

TEST(NotNull, HasANameFromPostgres18On) {
  const std::string made = "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int);";
  EXPECT_EQ(refusals(made + "ALTER TABLE t DROP CONSTRAINT t_a_not_null;"), "");
  EXPECT_EQ(
      refusals(made + "ALTER TABLE t RENAME CONSTRAINT t_a_not_null TO x; ALTER TABLE t DROP CONSTRAINT x;"),
      "");
  EXPECT_EQ(refusals(made + "ALTER TABLE t DROP CONSTRAINT t_id_not_null;"), "42P16 ");
  EXPECT_EQ(refusals(made + "ALTER TABLE t DROP CONSTRAINT t_a_check;"), "42704 ");
  EXPECT_EQ(refusals("CREATE TABLE t (a int); ALTER TABLE t DROP CONSTRAINT t_a_not_null;"), "42704 ");
}

TEST(Functions, MayMakeWhatIsMissing) {
  const std::string made = "CREATE PROCEDURE p() LANGUAGE sql AS 'CREATE TABLE made (id int)'; CALL p();";
  EXPECT_EQ(refusals(made + "SELECT id FROM made;"), "");
  EXPECT_EQ(refusals(made + "SELECT id FROM other;"), "42P01 ");
}

TEST(SchemaElements, AreMadeInside) {
  const std::string made = "CREATE SCHEMA s CREATE VIEW v AS SELECT id FROM t CREATE TABLE t (id int);";
  EXPECT_EQ(refusals(made + "SELECT v.id FROM s.v, s.t; CREATE TABLE t (id int);"), "");
  EXPECT_EQ(refusals(made + "CREATE TABLE s.t (id int);"), "42P07 ");
}

TEST(Functions, InFromAreTablesOfOneColumn) {
  EXPECT_EQ(refusals("CREATE VIEW v AS SELECT n FROM generate_series(1, 3) AS n;"), "");
  EXPECT_EQ(refusals("CREATE VIEW v AS SELECT m FROM generate_series(1, 3) AS n;"), "42703 ");
  EXPECT_EQ(refusals("CREATE VIEW v AS SELECT a, b FROM unnest(ARRAY[1], ARRAY[2]) AS u (a, b);"), "");
  EXPECT_EQ(
      refusals("CREATE VIEW v AS SELECT value, ordinality FROM unnest(ARRAY[1]) WITH ORDINALITY AS value;"),
      "");
}

}  // namespace
}  // namespace lockstep
