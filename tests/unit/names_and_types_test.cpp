// What replay refuses of the names and types in a statement, and the near misses that it takes.
// tests/oracle/histories has the same on real servers.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parser/script.h"
#include "replay/replay.h"

namespace lockstep {
namespace {

using catalog::Catalog;

constexpr const char* kSchema =
    "CREATE TYPE mood AS ENUM ('sad', 'ok');"
    "CREATE TABLE users (id int PRIMARY KEY, name text, mood mood, team_id int, tags text[], data jsonb);"
    "CREATE TABLE teams (id int PRIMARY KEY, label text);"
    "CREATE TABLE boxes (w int, h int, area int GENERATED ALWAYS AS (w * h) STORED);";

// Of the last statement; the message, or nothing.
std::string refusal_of(const std::string& sql, Catalog& catalog) {
  const SourceFile source("migration.sql", sql);
  ScriptReader reader(source, {.spans = true});
  std::string message;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      const auto refusal = replay::apply(statement, 0, catalog);
      message = refusal ? refusal->sqlstate + " " + refusal->message : "";
    }
  }
  return message;
}

std::string refusal_of(const std::string& sql) {
  Catalog catalog;
  catalog.platform = false;
  return refusal_of(kSchema + sql, catalog);
}

struct Case {
  const char* sql;
  const char* refusal;  // empty: none
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) EXPECT_EQ(refusal_of(each.sql), each.refusal) << each.sql;
}

TEST(Names, OfColumnsAreLookedFor) {
  check({
      {"SELECT nmae FROM users", "42703 column \"nmae\" does not exist"},
      {"SELECT users.nmae FROM users", "42703 column users.nmae does not exist"},
      {"SELECT u.name FROM users", "42P01 missing FROM-clause entry for table \"u\""},
      {"SELECT id FROM users, teams", "42702 column reference \"id\" is ambiguous"},
      {"UPDATE users SET nmae = 'x'", "42703 column \"nmae\" of relation \"users\" does not exist"},
      {"DELETE FROM users WHERE idd = 1", "42703 column \"idd\" does not exist"},
      {"WITH gone AS (DELETE FROM teams RETURNING id) SELECT label FROM gone",
       "42703 column \"label\" does not exist"},
      {"SELECT 'missing'::regclass", "42P01 relation \"missing\" does not exist"},
  });
}

TEST(Names, ThatMayBeSomethingElseAreTaken) {
  check({
      {"SELECT users, ctid, users.* FROM users", ""},
      {"SELECT value FROM users, jsonb_each(data)", ""},
      {"SELECT id FROM users JOIN teams USING (id)", ""},
      {"SELECT id AS x FROM users ORDER BY x", ""},
      {"SELECT relname FROM pg_class", ""},
      {"SELECT other FROM _prisma_migrations", ""},
      {"SELECT (SELECT label FROM teams WHERE id = team_id) FROM users", ""},
      {"UPDATE users u SET name = label FROM teams t WHERE t.id = u.team_id RETURNING u.id", ""},
      {"DO $$ DECLARE v int := 1; BEGIN UPDATE users SET name = v::text WHERE id = v; END $$", ""},
  });
  EXPECT_EQ(refusal_of("DO $$ BEGIN UPDATE users SET nmae = 'x'; END $$"),
            "42703 column \"nmae\" of relation \"users\" does not exist");
}

TEST(Names, InSchemasOfOthersAreTaken) {
  Catalog catalog;
  EXPECT_EQ(refusal_of("SELECT u.email, anything FROM auth.users u JOIN auth.other ON x = y", catalog), "");
  EXPECT_EQ(refusal_of("SELECT uuid_generate_v4()", catalog), "");
}

TEST(Inserts, HaveTheColumnsOfTheirTable) {
  check({
      {"INSERT INTO teams VALUES (1, 'a', 2)", "42601 INSERT has more expressions than target columns"},
      {"INSERT INTO teams (id, label) VALUES (1)", "42601 INSERT has more target columns than expressions"},
      {"INSERT INTO teams VALUES (1)", ""},
      {"INSERT INTO boxes VALUES (1, 2, 3)", "428C9 cannot insert a non-DEFAULT value into column \"area\""},
      {"INSERT INTO boxes VALUES (1, 2, DEFAULT)", ""},
      {"UPDATE boxes SET area = 1", "428C9 column \"area\" can only be updated to DEFAULT"},
      {"UPDATE boxes SET area = DEFAULT", ""},
      {"INSERT INTO teams VALUES (1, 'a') ON CONFLICT (label) DO NOTHING",
       "42P10 there is no unique or exclusion constraint matching the ON CONFLICT specification"},
      {"INSERT INTO teams VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET label = excluded.label", ""},
      {"INSERT INTO teams VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET label = label || 'x'",
       "42702 column reference \"label\" is ambiguous"},
  });
}

TEST(Types, HaveTheirOperators) {
  check({
      {"SELECT 1 FROM users WHERE name > id", "42883 operator does not exist: text > integer"},
      {"SELECT 1 FROM users WHERE name = mood", "42883 operator does not exist: text = mood"},
      {"SELECT 1 FROM users WHERE id = 1.5 AND name = 'x'::varchar AND mood = 'ok' AND tags = '{}'", ""},
      {"CREATE VIEW v AS SELECT id FROM users WHERE name = id",
       "42883 operator does not exist: text = integer"},
      {"CREATE CAST (int AS mood) WITH INOUT; SELECT 1 FROM users WHERE mood = id", ""},
      {"SELECT 1 FROM users WHERE id", "42804 argument of WHERE must be type boolean, not type integer"},
      {"SELECT missing(id) FROM users", "42883 function missing(integer) does not exist"},
      {"SELECT lower(mood) FROM users", "42883 function lower(mood) does not exist"},
      {"UPDATE users SET id = name", "42804 column \"id\" is of type integer but expression is of type text"},
  });
}

TEST(Constants, AreOfTheTypeThatTheyMeet) {
  check({
      {"UPDATE users SET mood = 'happy'", "22P02 invalid input value for enum mood: \"happy\""},
      {"SELECT 1 FROM users WHERE mood IN ('ok', 'happy')",
       "22P02 invalid input value for enum mood: \"happy\""},
      {"INSERT INTO users (id, mood) VALUES (1, 'ok'), (2, 'happy')",
       "22P02 invalid input value for enum mood: \"happy\""},
      {"SELECT 1 FROM users WHERE id = 'x'", "22P02 invalid input syntax for type integer: \"x\""},
      {"SELECT 1 FROM (VALUES (NULL, 1), ('a', 2)) v (a, b) WHERE a = 'x' AND b = '5'", ""},
  });
}

TEST(EnumValues, AreUsedBehindTheTransactionThatAddsThem) {
  check({
      {"BEGIN; ALTER TYPE mood ADD VALUE 'new'; UPDATE users SET mood = 'new'",
       "55P04 unsafe use of new value \"new\" of enum type mood"},
      {"BEGIN; ALTER TYPE mood ADD VALUE 'new'; COMMIT; UPDATE users SET mood = 'new'", ""},
      {"BEGIN; CREATE TYPE e AS ENUM (); ALTER TYPE e ADD VALUE 'new'; CREATE TABLE t (e e DEFAULT 'new')",
       ""},
      {"ALTER TYPE mood ADD VALUE 'new'; UPDATE users SET mood = 'new'", ""},
  });
}

}  // namespace
}  // namespace lockstep
