// A history replayed: the tables of replay_cases.cpp, and what they can't show.
#include "replay/replay.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalog/dump.h"
#include "parser/script.h"
#include "unit/replay_cases.h"

namespace lockstep {
namespace {

using catalog::Catalog;

// One migration more.
void replay_migration(const std::string& sql, Catalog& catalog, std::uint32_t migration = 0) {
  const SourceFile source("migration.sql", sql);
  replay::begin_migration(catalog);
  ScriptReader reader(source, {.spans = false});
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) replay::apply(statement, migration, catalog);
  }
}

Catalog replayed(const std::string& sql) {
  Catalog catalog;
  replay_migration(sql, catalog);
  return catalog;
}

std::string dump_of(const std::string& sql) { return "\n" + catalog::dump(replayed(sql)); }

class Replay : public testing::TestWithParam<ReplayCase> {};

TEST_P(Replay, AddsUpTo) { EXPECT_EQ(dump_of(GetParam().sql), GetParam().expected); }

std::string name_of(const testing::TestParamInfo<ReplayCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(ImplicitNames, Replay, testing::ValuesIn(kImplicitNamesCases), name_of);
INSTANTIATE_TEST_SUITE_P(CreateTable, Replay, testing::ValuesIn(kCreateTableCases), name_of);
INSTANTIATE_TEST_SUITE_P(AlterTable, Replay, testing::ValuesIn(kAlterTableCases), name_of);
INSTANTIATE_TEST_SUITE_P(Drop, Replay, testing::ValuesIn(kDropCases), name_of);
INSTANTIATE_TEST_SUITE_P(Rename, Replay, testing::ValuesIn(kRenameCases), name_of);
INSTANTIATE_TEST_SUITE_P(Types, Replay, testing::ValuesIn(kTypesCases), name_of);
INSTANTIATE_TEST_SUITE_P(Sessions, Replay, testing::ValuesIn(kSessionsCases), name_of);

const catalog::Relation& table(const Catalog& catalog, const std::string& name) {
  return *catalog.find_table({.schema = "", .name = name, .span = {}});
}

std::vector<std::string> names_of_references(const Catalog& catalog, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& [from, constraint] : catalog.references_to(table(catalog, name).oid)) {
    names.push_back(from->name + "." + constraint->name);
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(References, FollowWhatChanges) {
  Catalog catalog = replayed(
      "CREATE TABLE p (id int PRIMARY KEY);"
      "CREATE TABLE a (p_id int REFERENCES p, q_id int REFERENCES p);"
      "CREATE TABLE b (id int);"
      "ALTER TABLE p ADD COLUMN p_id int REFERENCES p;");
  EXPECT_EQ(names_of_references(catalog, "p"), (Names{"p.p_p_id_fkey", "a.a_p_id_fkey", "a.a_q_id_fkey"}));
  EXPECT_EQ(names_of_references(catalog, "b"), Names{});

  replay_migration(
      "ALTER TABLE a DROP COLUMN p_id; ALTER TABLE p DROP COLUMN p_id; ALTER TABLE a RENAME TO c;"
      "BEGIN; ALTER TABLE b ADD FOREIGN KEY (id) REFERENCES p; ROLLBACK;"
      "BEGIN; DROP TABLE c; ROLLBACK;",
      catalog);
  EXPECT_EQ(names_of_references(catalog, "p"), Names{"c.a_q_id_fkey"});
  replay_migration("DROP TABLE c; CREATE TABLE c (id int);", catalog);
  EXPECT_EQ(names_of_references(catalog, "p"), Names{});
}

TEST(References, SeeWhatAnEditedRelationHoldsBeforeItSettles) {
  Catalog catalog = replayed("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (id int);");
  catalog::Constraint key;
  key.name = "late";
  key.kind = ConstraintKind::foreign_key;
  key.referenced_table = table(catalog, "p").oid;
  catalog::Relation* edited = catalog.edit(table(catalog, "a").oid);
  ASSERT_NE(edited, nullptr);
  EXPECT_EQ(names_of_references(catalog, "p"), Names{});
  edited->constraints.push_back(key);
  EXPECT_EQ(names_of_references(catalog, "p"), Names{"a.late"});
  catalog.settle();
  EXPECT_EQ(names_of_references(catalog, "p"), Names{"a.late"});
}

TEST(ForeignKey, KnowsTheIndexThatItReliesOn) {
  const Catalog catalog = replayed(
      "CREATE TABLE p (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));"
      "CREATE UNIQUE INDEX later ON p (b, a);"
      "CREATE TABLE c (x int, y int, z int REFERENCES p, FOREIGN KEY (x, y) REFERENCES p (b, a));");
  Names indexes;
  for (const catalog::Constraint& constraint : table(catalog, "c").constraints) {
    indexes.push_back(catalog.relation(constraint.referenced_index)->name);
  }
  EXPECT_EQ(indexes, (Names{"p_pkey", "p_a_b_key"}));
}

TEST(Migrations, EndTheirSession) {
  Catalog catalog;
  replay_migration(
      "CREATE SCHEMA s; SET search_path TO s; CREATE TABLE a (id int); CREATE TEMP TABLE t (id serial);",
      catalog, 0);
  replay_migration("CREATE TABLE b (id int); ALTER TABLE a ADD COLUMN x int; CREATE TABLE t (id int);",
                   catalog, 1);
  EXPECT_EQ("\n" + catalog::dump(catalog), R"(
table s.a
  id integer
table b
  id integer
table t
  id integer
)");
  EXPECT_EQ(table(catalog, "b").origin.migration, 1U);
  EXPECT_EQ(table(catalog, "b").origin.statement, (Span{.begin = 0, .end = 23}));
}

TEST(Migrations, KeepAnOpenTransaction) {
  Catalog catalog;
  replay_migration("BEGIN; CREATE TABLE a (id int);", catalog);
  replay_migration("ROLLBACK; CREATE TABLE b (id int); ROLLBACK;", catalog);
  EXPECT_EQ("\n" + catalog::dump(catalog), R"(
table a
  id integer
table b
  id integer
)");
}

// A single file, where what it doesn't make exists unseen.
TEST(Incomplete, UnknownObjectsAreLeftAlone) {
  Catalog catalog;
  catalog.complete = false;
  replay_migration(
      "ALTER TABLE unseen ADD COLUMN a int, ADD CHECK (a > 0);"
      "CREATE INDEX ON unseen (a);"
      "DROP TABLE unseen, known CASCADE;"
      "ALTER TYPE unseen ADD VALUE 'x';"
      "CREATE TABLE t (id int PRIMARY KEY, u_id int REFERENCES unseen, m unseen_type, CHECK (nope > 0));"
      "CREATE TABLE t (id int PRIMARY KEY, u_id int REFERENCES unseen (id) ON DELETE CASCADE, m unseen_type);"
      "CREATE TABLE part PARTITION OF unseen DEFAULT;"
      "ALTER TABLE part ADD PRIMARY KEY (id);"
      "ALTER TABLE part DROP COLUMN other;",
      catalog);
  EXPECT_EQ("\n" + catalog::dump(catalog), R"(
table t
  id integer not null
  u_id integer
  m unseen_type
  primary key t_pkey (id)
  foreign key t_u_id_fkey (u_id) references unseen () on delete cascade
  unique index t_pkey btree (id)
table part default uncertain
  id unknown not null
  primary key part_pkey (id)
  unique index part_pkey btree (id)
)");
}

TEST(Outside, SchemasThatTheHistoryDoesNotMakeMayHoldAnything) {
  EXPECT_EQ(dump_of("CREATE TABLE t (id int REFERENCES auth.users (id), n int REFERENCES public.nope);"
                    "CREATE TABLE t (id int REFERENCES auth.users (id));"
                    "ALTER TABLE auth.users ADD COLUMN a int;"),
            R"(
table t
  id integer
  foreign key t_id_fkey (id) references auth.users ()
)");
}

TEST(Types, AreResolved) {
  const Catalog catalog = replayed(
      "CREATE SCHEMA s; CREATE TYPE s.m AS ENUM ('a'); CREATE TYPE text AS ENUM ('a');"
      "CREATE TABLE t (a s.m[], b text, c citext, d timestamp(9), e interval, f s.m)");
  const auto type = [&](const char* column) { return table(catalog, "t").find_column(column)->type; };
  EXPECT_EQ(to_text(type("a")), "s.m[]");
  EXPECT_EQ(type("a").schema, "s");
  EXPECT_EQ(type("b").schema, "pg_catalog");
  EXPECT_EQ(type("c").schema, "");
  EXPECT_EQ(to_text(type("d")), "timestamp(6)");
  EXPECT_EQ(to_text(type("e")), "interval");
  EXPECT_NE(type("a"), type("f"));
}

TEST(Functions, AreToldApartByTheirArguments) {
  Catalog catalog = replayed(
      "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
      "CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';"
      "CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 2; END';"
      "CREATE OR REPLACE FUNCTION f(a integer) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';"
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';"
      "BEGIN; DROP FUNCTION g; ROLLBACK;");
  EXPECT_EQ("\n" + catalog::dump(catalog), R"(
function f(text) sql stable
function f(integer) sql immutable
function g() sql volatile
)");
  replay_migration("DROP FUNCTION f(int); DROP FUNCTION g();", catalog);
  EXPECT_EQ(catalog.find_functions("", "f").size(), 1U);
  EXPECT_EQ(catalog.find_functions("public", "g").size(), 0U);
}

TEST(Extensions, AreKnownByName) {
  const Catalog catalog = replayed(
      "CREATE EXTENSION citext; CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA public; DROP EXTENSION citext;"
      "BEGIN; DROP EXTENSION pgcrypto; ROLLBACK;");
  EXPECT_EQ(catalog::dump(catalog), "extension pgcrypto\n");
}

// ---- DO blocks ------------------------------------------------------------------------------

constexpr const char* kTables =
    "CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE b (id int); CREATE TABLE c (id int);";

std::vector<std::string> uncertain_tables(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const catalog::Relation* relation : catalog.relations()) {
    if (relation->uncertain) names.push_back(relation->name);
  }
  return names;
}

std::vector<std::string> reasons(const Catalog& catalog) {
  std::vector<std::string> result;
  for (const catalog::Undecided& undecided : catalog.undecided) result.push_back(undecided.reason);
  return result;
}

using Names = std::vector<std::string>;

TEST(DoBlock, MakesUncertainWhatItMayChange) {
  const Catalog catalog = replayed(std::string(kTables) + R"(
DO $$ BEGIN
  IF now() > '2020-01-01' THEN
    ALTER TABLE a ADD COLUMN m int;
    DROP INDEX IF EXISTS a_pkey;
    UPDATE b SET id = 1;
    CREATE TABLE d (id int);
  END IF;
  ALTER TABLE c ADD COLUMN m int;
END $$)");
  EXPECT_EQ(uncertain_tables(catalog), (Names{"a", "d"}));
  EXPECT_EQ(reasons(catalog), (Names{"what IF now() > '2020-01-01' says is known to the server alone"}));
  EXPECT_EQ(catalog.code.size(), 1U);
  EXPECT_NE(table(catalog, "c").find_column("m"), nullptr);
}

TEST(DoBlock, WithoutDoubtLeavesNone) {
  const Catalog catalog = replayed(std::string(kTables) + R"(
DO $$ DECLARE r record; BEGIN
  IF random() > 0.5 THEN RAISE NOTICE 'x'; UPDATE a SET n = 1; END IF;
  IF (SELECT count(*) FROM b WHERE id > 1) > 0 THEN RAISE EXCEPTION 'rows'; END IF;
  FOR r IN SELECT id FROM a LOOP DROP TABLE b; END LOOP;
END $$)");
  EXPECT_EQ(uncertain_tables(catalog), Names());
  EXPECT_EQ(catalog.undecided.size(), 0U);
  EXPECT_EQ(catalog.code.size(), 0U);
}

TEST(DoBlock, IsUndecidedOverRows) {
  const Catalog catalog = replayed(std::string(kTables) + R"(
INSERT INTO a (id) VALUES (1);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM a WHERE id = 1) THEN ALTER TABLE b ADD COLUMN m int; END IF;
  IF EXISTS (SELECT 1 FROM c) THEN DROP TABLE c; END IF;
END $$)");
  EXPECT_EQ(uncertain_tables(catalog), (Names{"b"}));
}

TEST(DoBlock, ThatRunsUnknownTextMayChangeWhatItNames) {
  EXPECT_EQ(
      uncertain_tables(replayed(std::string(kTables) +
                                "DO $$ BEGIN EXECUTE 'ALTER TABLE b ADD c_' || random() || ' int'; END $$")),
      (Names{"b"}));
  EXPECT_EQ(uncertain_tables(
                replayed(std::string(kTables) + "DO $$ BEGIN EXECUTE 'DROP TABLE ' || version(); END $$")),
            (Names{"a", "b", "c"}));
  EXPECT_EQ(uncertain_tables(replayed(std::string(kTables) +
                                      "DO $$ BEGIN EXECUTE 'SELECT setval(' || random() || ', 1)'; END $$")),
            Names());
}

TEST(DoBlock, ThatMayReturnIsUndecidedBehindThat) {
  const Catalog catalog = replayed(std::string(kTables) + R"(
DO $$ BEGIN
  DROP TABLE c;
  IF random() > 0.5 THEN RETURN; END IF;
  ALTER TABLE b ADD COLUMN m int;
END $$)");
  EXPECT_EQ(uncertain_tables(catalog), (Names{"b"}));
  EXPECT_EQ(table(catalog, "b").find_column("m"), nullptr);
}

TEST(DoBlock, OfAnIncompleteHistoryCreatesWhatItMisses) {
  Catalog catalog;
  catalog.complete = false;
  replay_migration(R"(DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); END IF;
END $$)",
                   catalog);
  EXPECT_NE(catalog.find_enum("public", "mood"), nullptr);
  EXPECT_EQ(catalog.undecided.size(), 1U);
}

TEST(DoBlock, EndsHoweverLongItTakes) {
  const Catalog catalog = replayed(std::string(kTables) + R"(
DO $$ DECLARE n int := 0; BEGIN
  LOOP n := n + 1; EXIT WHEN n < 0; END LOOP;
  DROP TABLE c;
END $$;
DO $$ BEGIN LOOP END LOOP; END $$;
DO $$ BEGIN WHILE true LOOP END LOOP; END $$;
DO LANGUAGE plperl $$ 1 $$)");
  EXPECT_EQ(uncertain_tables(catalog), (Names{"c"}));
  EXPECT_EQ(reasons(catalog), (Names{"it takes too many steps", "it is written in plperl"}));
}

TEST(DoBlock, CanNestDeep) {
  std::string sql = "DO $$ ";
  for (int i = 0; i < 500; ++i) sql += "BEGIN IF true THEN ";
  sql += "CREATE TABLE deep (id int); ";
  for (int i = 0; i < 500; ++i) sql += "END IF; EXCEPTION WHEN others THEN NULL; END; ";
  EXPECT_NE(replayed(sql + "$$").find_relation("public", "deep"), nullptr);
  std::string exists = "1";
  for (int i = 0; i < 200; ++i) exists = "(SELECT " + exists + ")";
  EXPECT_EQ(replayed("DO $$ BEGIN IF " + exists + " = 1 THEN CREATE TYPE t AS ENUM (); END IF; END $$")
                .undecided.size(),
            1U);
}

}  // namespace
}  // namespace lockstep
