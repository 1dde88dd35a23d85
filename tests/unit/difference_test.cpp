// What differs between two catalogs, and which texts of an expression are one expression.

#include "catalog/difference.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "catalog/same_expression.h"
#include "parser/fragment.h"
#include "parser/script.h"
#include "replay/replay.h"

namespace lockstep {
namespace {

// ---- expressions --------------------------------------------------------------------------------

bool same(const std::string& written, const std::string& printed) {
  const std::optional<Expr> a = parse_expression(written);
  const std::optional<Expr> b = parse_expression(printed);
  EXPECT_TRUE(a && b) << written << " | " << printed;
  return a && b && catalog::same_expression(*a, *b) && catalog::same_expression(*b, *a);
}

TEST(SameExpression, OfWhatPostgresPrints) {
  EXPECT_TRUE(same("status IN ('a', 'b')", "(status = ANY (ARRAY['a'::text, 'b'::text]))"));
  EXPECT_TRUE(same("status IN ('a')", "(status = 'a'::text)"));
  EXPECT_TRUE(same("status NOT IN ('a', 'b')", "(status <> ALL (ARRAY['a'::text, 'b'::text]))"));
  EXPECT_TRUE(same("a IN (b, 1)", "((a = 1) OR (a = b))"));
  EXPECT_TRUE(same("a BETWEEN 1 AND 10", "((a >= 1) AND (a <= 10))"));
  EXPECT_TRUE(same("a NOT BETWEEN 1 AND 10", "((a < 1) OR (a > 10))"));
  EXPECT_TRUE(same("name LIKE 'x%'", "((name)::text ~~ 'x%'::text)"));
  EXPECT_TRUE(same("a != -1", "(a <> '-1'::integer)"));
  EXPECT_TRUE(same("a > -1.50", "(a > '-1.5'::numeric)"));
  EXPECT_TRUE(same("a AND (b AND c)", "(a AND b AND c)"));
  EXPECT_TRUE(same("a IS NOT DISTINCT FROM b", "(NOT (a IS DISTINCT FROM b))"));
  EXPECT_TRUE(same("(a, b) = (1, 2)", "((a = 1) AND (b = 2))"));
  EXPECT_TRUE(same("CASE WHEN a THEN 1 END", "CASE WHEN a THEN 1 ELSE NULL::integer END"));
  EXPECT_TRUE(same("nextval('public.s')", "nextval('s'::regclass)"));
  EXPECT_TRUE(same("public.f(a)", "f(a)"));
  EXPECT_TRUE(same("now() AT TIME ZONE 'utc'", "(now() AT TIME ZONE 'utc'::text)"));
}

TEST(SameExpression, OfConstantsInTheFormOfTheirType) {
  EXPECT_TRUE(same("'t'", "'true'::boolean"));
  EXPECT_TRUE(same("'t'", "true"));
  EXPECT_TRUE(same("'{a, b}'", "'{a,b}'::text[]"));
  EXPECT_TRUE(same("'{\"a\":1}'", "'{\"a\": 1}'::jsonb"));
  EXPECT_TRUE(same("'{\"x\": [1, {}], \"h\": \"a, b\"}'", "'{\"h\":\"a, b\", \"x\": [1, {}]}'::jsonb"));
  EXPECT_TRUE(same("'2024-01-01'", "'2024-01-01 00:00:00'::timestamp without time zone"));
  EXPECT_TRUE(same("INTERVAL '24 hours'", "'24:00:00'::interval"));
  EXPECT_TRUE(same("'90 minutes'", "'01:30:00'::interval"));
}

TEST(SameExpression, NotOfOthers) {
  EXPECT_FALSE(same("a > 1", "a > 2"));
  EXPECT_FALSE(same("a IN ('x', 'y')", "(a = ANY (ARRAY['x'::text, 'z'::text]))"));
  EXPECT_FALSE(same("a AND b", "a OR b"));
  EXPECT_FALSE(same("NOT a", "a"));
  EXPECT_FALSE(same("'1 day'", "'24:00:00'::interval"));
  EXPECT_FALSE(same("'[1, 2]'", "'[2, 1]'::jsonb"));
  EXPECT_FALSE(same("'A'", "'a'::text"));
  EXPECT_FALSE(same("'1.0'", "'1'::text"));
  EXPECT_FALSE(same("other.f(a)", "another.f(a)"));
}

TEST(SameExpression, AnyDepth) {
  std::string deep = "a";
  for (int i = 0; i < 2000; ++i) deep = "(" + deep + " + 1)";
  EXPECT_TRUE(same(deep, deep));
}

// ---- catalogs -----------------------------------------------------------------------------------

catalog::Catalog replayed(const std::string& sql) {
  const SourceFile file("test.sql", sql);
  catalog::Catalog catalog;
  ScriptReader reader(file);
  for (std::vector<Statement> batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) replay::apply(statement, 0, catalog);
  }
  return catalog;
}

std::string compare(const std::string& left, const std::string& right) {
  std::string text;
  for (const catalog::Difference& difference : catalog::differences(replayed(left), replayed(right))) {
    text += (difference.uncertain ? "uncertain: " : "") + to_text(difference, "left", "right") + "\n";
  }
  return text;
}

TEST(Differences, NoneOfTheSame) {
  const std::string sql =
      "CREATE TABLE t (id serial PRIMARY KEY, a text CHECK (a IN ('x', 'y')));"
      "CREATE INDEX ON t (lower(a)) WHERE a IS NOT NULL;";
  EXPECT_EQ(compare(sql, sql), "");
}

TEST(Differences, NeedNoOrder) {
  EXPECT_EQ(compare("CREATE TABLE a (id int UNIQUE); CREATE TABLE b (id int);",
                    "CREATE TABLE b (id int); CREATE TABLE a (id int); ALTER TABLE a ADD UNIQUE (id);"),
            "");
}

TEST(Differences, OfColumnsConstraintsAndIndexes) {
  EXPECT_EQ(compare("CREATE TABLE t (id int, a varchar(3) DEFAULT 'x', b int);",
                    "CREATE TABLE t (id int NOT NULL, a varchar(4), c int);"),
            "column t.a, default: left 'x', right none\n"
            "column t.a, type: left varchar(3), right varchar(4)\n"
            "column t.b: only left\n"
            "column t.c: only right\n"
            "column t.id, not null: left none, right yes\n"
            "relation t, order of columns: left id, a, b, right id, a, c\n");
  EXPECT_EQ(
      compare("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (a);",
              "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1)); CREATE UNIQUE INDEX i ON t (a DESC);"),
      "constraint t.c, expression: left a > 0, right a > 1\n"
      "index i, key 1 order: left none, right desc\n"
      "index i, unique: left none, right yes\n");
}

TEST(Differences, LeaveOutThePartsOfWhatIsMissing) {
  EXPECT_EQ(compare("CREATE TABLE t (id int PRIMARY KEY);", ""), "relation t: only left\n");
}

TEST(Differences, AreUncertainWhereASideDoesNotKnow) {
  EXPECT_EQ(compare("CREATE TABLE t (id int); DO $$ BEGIN EXECUTE f('t'); END $$;",
                    "CREATE TABLE t (id int, a int);"),
            "uncertain: column t.a: only right\n"
            "uncertain: relation t, order of columns: left id, right id, a\n");
}

}  // namespace
}  // namespace lockstep
