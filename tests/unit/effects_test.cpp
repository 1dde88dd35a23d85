// What the server oracle doesn't see: single commands, merging, what isn't known, volatility and
// proofs by themselves.

#include "effects/effects.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "catalog/builtin_functions.h"
#include "catalog/volatility.h"
#include "effects/not_null_proof.h"
#include "parser/script.h"
#include "replay/replay.h"

namespace lockstep::effects {
namespace {

// A script, of which the last statement is asked about and the others are history.
struct Asked {
  explicit Asked(std::string_view script, bool complete = true) {
    catalog.complete = complete;
    const SourceFile file("test.sql", std::string(script));
    ScriptReader reader(file);
    for (std::vector<Statement> batch = reader.next(); !batch.empty(); batch = reader.next()) {
      for (Statement& next : batch) {
        if (before) replay::apply(*before, 0, catalog);
        before = std::move(next);
      }
    }
  }

  [[nodiscard]] Context context(int postgres = 18) const { return {.before = catalog, .postgres = postgres}; }
  [[nodiscard]] Effect effect(int postgres = 18) const { return of(before->action, context(postgres)); }
  [[nodiscard]] Effect command(std::size_t number) const {
    const auto& alter = std::get<action::AlterTable>(before->action);
    return of(alter, alter.commands.at(number), context());
  }

  catalog::Catalog catalog;
  std::optional<Statement> before;
};

std::string locks(const Effect& effect) {
  std::string result;
  for (const Lock& lock : effect.locks) {
    if (!result.empty()) result += ", ";
    result += std::string(lock_mode_name(lock.mode)) + " " + lock.relation.name;
  }
  return result;
}

std::string reasons(const Effect& effect) {
  std::string result;
  for (const Work& work : effect.work) {
    if (!result.empty()) result += "; ";
    result += work.relation.name + ": " + work.reason;
  }
  return result;
}

Expr default_of(std::string_view expression) {
  const Asked asked("CREATE TABLE t (a text DEFAULT " + std::string(expression) + ");");
  return *std::get<action::CreateTable>(asked.before->action).columns.front().default_value;
}

Expr check_of(std::string_view expression) {
  const Asked asked("ALTER TABLE t ADD CHECK (" + std::string(expression) + ");");
  const auto& alter = std::get<action::AlterTable>(asked.before->action);
  return std::get<action::AddConstraint>(alter.commands.front().fact).constraint.expression;
}

TEST(LockMode, says_who_waits) {
  EXPECT_STREQ(lock_mode_name(LockMode::share_update_exclusive), "SHARE UPDATE EXCLUSIVE");
  EXPECT_STREQ(who_waits(LockMode::access_exclusive), "reads and writes");
  EXPECT_STREQ(who_waits(LockMode::exclusive), "writes");
  EXPECT_STREQ(who_waits(LockMode::share), "writes");
  EXPECT_STREQ(who_waits(LockMode::share_update_exclusive), "schema changes");
  EXPECT_STREQ(who_waits(LockMode::none), "");
}

TEST(AlterTable, command_stands_for_itself) {
  const Asked asked(R"(
    CREATE TABLE t (a int, b int);
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
    ALTER TABLE t ADD COLUMN x int, ALTER COLUMN b TYPE bigint, VALIDATE CONSTRAINT c;)");
  // In order of passes: the type first.
  EXPECT_EQ(reasons(asked.command(0)), "t: integer to bigint");
  EXPECT_EQ(reasons(asked.command(1)), "");
  EXPECT_EQ(locks(asked.command(2)), "SHARE UPDATE EXCLUSIVE t");
  EXPECT_EQ(reasons(asked.command(2)), "t: c is verified for every row");
}

TEST(AlterTable, rewrite_subsumes_scan_and_strongest_lock_stays) {
  const Asked asked(R"(
    CREATE TABLE t (a int, b int);
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
    ALTER TABLE t ALTER COLUMN b TYPE bigint, VALIDATE CONSTRAINT c, ALTER COLUMN a SET NOT NULL;)");
  const Effect effect = asked.effect();
  EXPECT_EQ(locks(effect), "ACCESS EXCLUSIVE t");
  EXPECT_EQ(reasons(effect), "t: integer to bigint");
  EXPECT_EQ(effect.find(WorkKind::scan), nullptr);
  ASSERT_NE(effect.find(WorkKind::rewrite), nullptr);
  EXPECT_TRUE(effect.certain);
}

TEST(AlterTable, proof_that_is_dropped_proves_nothing) {
  constexpr std::string_view kHistory = "CREATE TABLE t (a int CONSTRAINT c CHECK (a IS NOT NULL));";
  const Asked kept(std::string(kHistory) + "ALTER TABLE t ALTER COLUMN a SET NOT NULL;");
  EXPECT_EQ(kept.effect().find(WorkKind::scan), nullptr);
  const Asked dropped(std::string(kHistory) +
                      "ALTER TABLE t ALTER COLUMN a SET NOT NULL, DROP CONSTRAINT c;");
  ASSERT_NE(dropped.effect().find(WorkKind::scan), nullptr);
  EXPECT_EQ(reasons(dropped.command(0)), "");
  EXPECT_EQ(reasons(dropped.command(1)), "t: no valid CHECK proves that a is not null");
}

TEST(AlterTable, lock_on_asks_by_oid) {
  const Asked asked(R"(
    CREATE TABLE p (id int PRIMARY KEY);
    CREATE TABLE t (a int);
    ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p NOT VALID;)");
  const Effect effect = asked.effect();
  EXPECT_EQ(effect.lock_on(asked.catalog.find_table({.schema = {}, .name = "p", .span = {}})->oid),
            LockMode::share_row_exclusive);
  EXPECT_EQ(effect.lock_on(0), LockMode::none);
}

TEST(Unknown, table_exists_and_has_any_shape) {
  const Asked scan("ALTER TABLE audit.orders ALTER COLUMN a SET NOT NULL;");
  EXPECT_EQ(locks(scan.effect()), "ACCESS EXCLUSIVE audit.orders");
  EXPECT_NE(scan.effect().find(WorkKind::scan), nullptr);
  EXPECT_FALSE(scan.effect().certain);

  const Asked type("ALTER TABLE orders ALTER COLUMN a TYPE bigint;");
  EXPECT_EQ(reasons(type.effect()), "orders: its type is not known, and becomes bigint");
  EXPECT_FALSE(type.effect().certain);

  const Asked index("CREATE INDEX ON orders (a);");
  EXPECT_EQ(locks(index.effect()), "SHARE orders");
  EXPECT_TRUE(index.effect().certain);
}

TEST(Unknown, if_exists_is_believed_where_the_history_is_complete) {
  EXPECT_EQ(locks(Asked("DROP TABLE IF EXISTS t;").effect()), "");
  const Effect effect = Asked("DROP TABLE IF EXISTS t;", false).effect();
  EXPECT_EQ(locks(effect), "ACCESS EXCLUSIVE t");
  EXPECT_FALSE(effect.certain);
}

TEST(Unknown, opaque_statement_is_uncertain) {
  const Effect effect = Asked("LISTEN orders;").effect();
  EXPECT_TRUE(effect.locks.empty());
  EXPECT_FALSE(effect.certain);
  EXPECT_FALSE(Asked("DO 'BEGIN DELETE FROM t; END';").effect().certain);
}

TEST(InTransaction, is_refused) {
  for (const std::string_view statement :
       {"CREATE INDEX CONCURRENTLY ON t (a)", "DROP INDEX CONCURRENTLY IF EXISTS i",
        "REINDEX TABLE CONCURRENTLY t", "REINDEX SCHEMA public", "REINDEX DATABASE d", "REINDEX SYSTEM d",
        "VACUUM t", "VACUUM FULL", "CLUSTER", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
        "CREATE DATABASE d", "DROP DATABASE d", "DROP TABLESPACE s", "CREATE TABLESPACE s LOCATION '/s'",
        "ALTER SYSTEM SET work_mem = 1", "COMMIT PREPARED 'x'"}) {
    EXPECT_EQ(Asked(std::string(statement) + ";").effect().in_transaction, InTransaction::refused)
        << statement;
  }
  for (const std::string_view statement :
       {"CREATE INDEX ON t (a)", "REINDEX TABLE t", "ANALYZE t", "CLUSTER t",
        "ALTER TABLE t DETACH PARTITION p", "ALTER TABLE t DETACH PARTITION p FINALIZE",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v", "ALTER TYPE e ADD VALUE 'x'"}) {
    EXPECT_EQ(Asked(std::string(statement) + ";").effect().in_transaction, InTransaction::allowed)
        << statement;
  }
}

TEST(Reason, names_the_cause) {
  constexpr std::string_view kHistory = R"(
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE TABLE t (a varchar(10), ts timestamp(3), CONSTRAINT c CHECK (a <> ''));
    CREATE INDEX i ON t (lower(a));
    ALTER TABLE t )";
  const auto reason_of = [&](std::string_view command) {
    return reasons(Asked(std::string(kHistory) + std::string(command) + ";").effect());
  };
  EXPECT_EQ(reason_of("ADD COLUMN x uuid DEFAULT gen_random_uuid()"), "t: gen_random_uuid() is volatile");
  EXPECT_EQ(reason_of("ADD COLUMN x text DEFAULT nanoid()"), "t: nanoid() may be volatile");
  EXPECT_EQ(reason_of("ADD COLUMN x positive"), "t: the domain positive has a constraint");
  EXPECT_EQ(reason_of("ADD COLUMN x serial"), "t: every row draws from its sequence");
  EXPECT_EQ(reason_of("ALTER COLUMN a TYPE varchar(20)"),
            "t: index i has an expression; t: check c is verified again");
  EXPECT_EQ(reason_of("ALTER COLUMN a TYPE varchar(5)"), "t: varchar(10) to varchar(5)");
  EXPECT_EQ(reason_of("ALTER COLUMN ts TYPE timestamptz(3)"), "t: timestamp(3) to timestamptz(3)");
  EXPECT_EQ(reason_of("ALTER COLUMN ts TYPE timestamptz USING ts AT TIME ZONE 'UTC'"),
            "t: USING computes each value");
}

using catalog::Volatility;
using catalog::VolatilityOf;

TEST(Volatility, walks_the_whole_expression) {
  const catalog::Catalog catalog;
  const auto of_default = [&](std::string_view expression, int postgres = 18) {
    return volatility_of(default_of(expression), catalog, postgres);
  };
  EXPECT_EQ(of_default("'x'").volatility, Volatility::immutable);
  EXPECT_EQ(of_default("upper('x')").volatility, Volatility::immutable);
  EXPECT_EQ(of_default("now()::text").volatility, Volatility::stable);
  EXPECT_EQ(of_default("CURRENT_TIMESTAMP(3)").because, "current_timestamp");
  EXPECT_EQ(of_default("coalesce(nullif('', 'x'), now()::text)").volatility, Volatility::stable);
  EXPECT_EQ(of_default("pg_catalog.random()").because, "pg_catalog.random()");
  EXPECT_EQ(of_default("CASE WHEN now() > '2020-01-01' THEN random()::text ELSE 'x' END").because,
            "random()");

  const VolatilityOf unknown = of_default("cuid()");
  EXPECT_EQ(unknown.volatility, Volatility::volatile_);
  EXPECT_FALSE(unknown.certain);
  // What is sure counts more than what is not.
  EXPECT_TRUE(of_default("cuid() || random()::text").certain);
}

TEST(Volatility, knows_when_a_function_came) {
  const catalog::Catalog catalog;
  EXPECT_TRUE(volatility_of(default_of("uuidv7()"), catalog, 18).certain);
  EXPECT_FALSE(volatility_of(default_of("uuidv7()"), catalog, 17).certain);
  EXPECT_EQ(catalog::builtin_volatility("random_normal", 15), std::nullopt);
  EXPECT_EQ(catalog::builtin_volatility("random_normal", 16), Volatility::volatile_);
}

TEST(Volatility, asks_the_history) {
  const Asked asked(R"(
    CREATE FUNCTION settled() RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
    CREATE FUNCTION unsettled() RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
    CREATE FUNCTION inlined() RETURNS text LANGUAGE sql AS 'SELECT 1';
    SELECT 1;)");
  const auto of_default = [&](std::string_view expression) {
    return volatility_of(default_of(expression), asked.catalog, 18);
  };
  EXPECT_EQ(of_default("settled()").volatility, Volatility::immutable);
  EXPECT_EQ(of_default("unsettled()").volatility, Volatility::volatile_);
  EXPECT_TRUE(of_default("unsettled()").certain);
  EXPECT_EQ(of_default("inlined()").volatility, Volatility::volatile_);
  EXPECT_FALSE(of_default("inlined()").certain);
}

TEST(NotNullProof, is_a_term_that_must_hold) {
  EXPECT_TRUE(implies_not_null(check_of("a IS NOT NULL"), "a"));
  EXPECT_TRUE(implies_not_null(check_of("a > 0 AND (b > 0 AND a IS NOT NULL)"), "a"));
  EXPECT_TRUE(implies_not_null(check_of("NOT (a IS NULL OR b IS NULL)"), "a"));
  EXPECT_TRUE(implies_not_null(check_of("(a IS NOT NULL AND b > 0) OR (a IS NOT NULL AND b < 0)"), "a"));
  EXPECT_FALSE(implies_not_null(check_of("a > 0"), "a"));
  EXPECT_FALSE(implies_not_null(check_of("b IS NOT NULL"), "a"));
  EXPECT_FALSE(implies_not_null(check_of("a IS NOT NULL OR b > 0"), "a"));
  EXPECT_FALSE(implies_not_null(check_of("NOT (a IS NOT NULL)"), "a"));
  EXPECT_FALSE(implies_not_null(check_of("(a + b) IS NOT NULL"), "a"));
  EXPECT_FALSE(implies_not_null(Expr(), "a"));
}

}  // namespace
}  // namespace lockstep::effects
