// lockstep.toml: what it may say, and what is said about mistakes in it.

#include "project/config.h"

#include <gtest/gtest.h>

namespace lockstep::project {
namespace {

Config parsed(std::string_view text) {
  auto config = parse_config(text, "lockstep.toml");
  EXPECT_TRUE(config) << config.error().path << ": " << config.error().reason;
  return config.value_or(Config{});
}

std::string complaint(std::string_view text) {
  const auto config = parse_config(text, "lockstep.toml");
  if (config) return "none";
  return config.error().path + ": " + config.error().reason + "; " + config.error().advice;
}

TEST(Config, EmptyFileKeepsTheDefaults) {
  const Config config = parsed("# nothing\n");
  EXPECT_FALSE(config.postgres);
  EXPECT_FALSE(config.runner);
  EXPECT_FALSE(config.schema);
  EXPECT_TRUE(config.migrations.empty());
  EXPECT_EQ(config.extends, "recommended");
}

TEST(Config, EveryKey) {
  const Config config = parsed(R"(
postgres = 15
runner = "psql"
prisma = "7.4.0"
schema = "db/schema.prisma"
migrations = ["db/one", "db/two"]
extends = "recommended"

[rules.drop-column]
severity = "warning"

[rules.drop-table]
severity = "off"

[[allow]]
rule = "drop-column"
migration = "20250101000000_x"
object = "orders.note"
reason = "nobody reads it since May"
)");
  EXPECT_EQ(config.postgres, 15);
  EXPECT_EQ(config.runner->kind, RunnerKind::psql);
  EXPECT_EQ(config.prisma, (Version{7, 4, 0}));
  EXPECT_EQ(config.schema->path, "db/schema.prisma");
  EXPECT_EQ(config.schema->line, 5U);
  ASSERT_EQ(config.migrations.size(), 2U);
  EXPECT_EQ(config.migrations[1].path, "db/two");
  ASSERT_EQ(config.rules.size(), 2U);
  EXPECT_EQ(config.rules[0].rule, "drop-column");
  EXPECT_EQ(config.rules[0].severity, Severity::warning);
  EXPECT_EQ(config.rules[0].line, 9U);
  EXPECT_EQ(config.rules[1].severity, Severity::off);
  ASSERT_EQ(config.allowances.size(), 1U);
  EXPECT_EQ(config.allowances[0].object, "orders.note");
  EXPECT_EQ(config.allowances[0].reason, "nobody reads it since May");
  EXPECT_EQ(config.allowances[0].line, 15U);
}

TEST(Config, MigrationsMayBeOneText) { EXPECT_EQ(parsed("migrations = 'm'").migrations.at(0).path, "m"); }

TEST(Config, UnknownKeysNameTheNearest) {
  EXPECT_EQ(complaint("\npostgress = 15\n"),
            "lockstep.toml:2: unknown key `postgress`; did you mean `postgres`?");
  EXPECT_EQ(complaint("[rules.drop-column]\nseverty = 'off'\n"),
            "lockstep.toml:2: unknown key `severty`; did you mean `severity`?");
  EXPECT_EQ(complaint("[[allow]]\nrule = 'x'\nbecause = 'y'\n"),
            "lockstep.toml:3: unknown key `because`; use one of rule, migration, object, reason");
}

TEST(Config, WrongTypes) {
  EXPECT_EQ(complaint("postgres = '15'"),
            "lockstep.toml:1: `postgres` must be a number; write postgres = 18");
  EXPECT_EQ(complaint("runner = 3"), "lockstep.toml:1: `runner` must be a text; write runner = \"prisma\"");
  EXPECT_EQ(complaint("prisma = 7.4"), "lockstep.toml:1: `prisma` must be a text; write prisma = \"7.4.0\"");
  EXPECT_EQ(complaint("migrations = [\n'a',\n1]"),
            "lockstep.toml:3: `migrations` must be a text; write migrations = \"prisma/migrations\"");
  EXPECT_EQ(complaint("schema = ''"),
            "lockstep.toml:1: `schema` must be a text; write schema = \"prisma/schema.prisma\"");
  EXPECT_EQ(complaint("rules = 1"),
            "lockstep.toml:1: `rules` must be a table; write [rules.ID] and below it severity = \"off\"");
  EXPECT_EQ(complaint("[rules]\ndrop-table = 'off'"),
            "lockstep.toml:2: `rules.drop-table` must be a table; write [rules.drop-table] and below it "
            "severity = \"off\"");
  EXPECT_EQ(complaint("allow = 1"), "lockstep.toml:1: `allow` must be a list of tables; write [[allow]]");
}

TEST(Config, WrongValues) {
  EXPECT_EQ(complaint("postgres = 13"),
            "lockstep.toml:1: Postgres 13 is not supported; use a major version from 14 to 18");
  EXPECT_EQ(complaint("runner = 'prism'"), "lockstep.toml:1: unknown runner `prism`; did you mean `prisma`?");
  EXPECT_EQ(complaint("prisma = 'latest'"),
            "lockstep.toml:1: `latest` is no version of Prisma; write prisma = \"7.4.0\"");
  EXPECT_EQ(complaint("extends = 'recomended'"),
            "lockstep.toml:1: unknown pack `recomended`; did you mean `recommended`?");
  EXPECT_EQ(complaint("[rules.x]\nseverity = 'warn'"),
            "lockstep.toml:2: unknown severity `warn`; did you mean `warning`?");
}

TEST(Config, AnAllowanceNeedsARuleAPlaceAndAReason) {
  EXPECT_EQ(complaint("[[allow]]\nobject = 'a'\nreason = 'b'"),
            "lockstep.toml:1: an allowance without a rule; add rule = \"ID\"");
  EXPECT_EQ(complaint("[[allow]]\nrule = 'a'\nreason = 'b'"),
            "lockstep.toml:1: an allowance without a migration or an object; "
            "add migration = \"its folder's name\" or object = \"table.column\"");
  EXPECT_EQ(complaint("[[allow]]\nrule = 'a'\nobject = 'b'"),
            "lockstep.toml:1: an allowance without a reason; add reason = \"why this is fine\"");
}

TEST(Config, BrokenTomlNamesTheLine) {
  EXPECT_TRUE(complaint("postgres = 15\nrunner = \n").starts_with("lockstep.toml:2: "))
      << complaint("runner = \n");
}

TEST(Config, PostgresOfTheCommandLine) {
  EXPECT_EQ(parse_postgres("16"), 16);
  for (const char* text : {"", "13", "19", "16.2", "x", "99999999999999999999"})
    EXPECT_FALSE(parse_postgres(text)) << text;
}

}  // namespace
}  // namespace lockstep::project
