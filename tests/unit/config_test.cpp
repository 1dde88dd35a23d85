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

// "LINE rule.option: value"
std::string described(const RuleSetting& setting) {
  std::string text = std::to_string(setting.line) + " " + setting.rule;
  if (!setting.option.empty()) text += "." + setting.option;
  text += ":";
  if (const auto* severity = std::get_if<Severity>(&setting.value))
    return text + " " + severity_name(*severity);
  const auto& value = std::get<OptionValue>(setting.value);
  if (const auto* flag = std::get_if<bool>(&value)) text += *flag ? " true" : " false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) text += " " + std::to_string(*number);
  if (const auto* word = std::get_if<std::string>(&value)) text += " " + *word;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& word : *list) text += " " + word;
  }
  return text;
}

std::vector<std::string> described(const std::vector<RuleSetting>& settings) {
  std::vector<std::string> texts;
  for (const RuleSetting& setting : settings) texts.push_back(described(setting));
  return texts;
}

TEST(Config, EmptyFileKeepsTheDefaults) {
  const Config config = parsed("# nothing\n");
  EXPECT_FALSE(config.postgres);
  EXPECT_FALSE(config.runner);
  EXPECT_FALSE(config.schema);
  EXPECT_TRUE(config.migrations.empty());
  ASSERT_EQ(config.extends.size(), 1U);
  EXPECT_EQ(config.extends[0].text, "recommended");
}

TEST(Config, EveryKey) {
  const Config config = parsed(R"(
postgres = 15
runner = "psql"
prisma = "7.4.0"
schema = "db/schema.prisma"
migrations = ["db/one", "db/two"]
extends = ["recommended", "rules.d/team.toml"]
start-after = "20240101000000_init"
baseline = "lockstep-baseline.json"

[rules]
rename-table = "note"

[rules.drop-column]
severity = "warning"
lists = ["a", "b"]
flag = true

[rules.drop-table]
severity = "off"

[tables]
small = "countries"
hot = ["orders", "audit.*"]

[[overrides]]
paths = ["prisma/migrations/2023*"]
rules.drop-column.severity = "off"
rules.drop-column.count = 3

[[allow]]
rule = "drop-column"
migration = "20250101000000_x"
object = "orders.note"
reason = "nobody reads it since May"
)");
  EXPECT_EQ(config.postgres, 15);
  EXPECT_EQ(config.runner->kind, RunnerKind::psql);
  EXPECT_EQ(config.prisma, (Version{7, 4, 0}));
  EXPECT_EQ(config.schema->text, "db/schema.prisma");
  EXPECT_EQ(config.schema->line, 5U);
  ASSERT_EQ(config.migrations.size(), 2U);
  EXPECT_EQ(config.migrations[1].text, "db/two");
  ASSERT_EQ(config.extends.size(), 2U);
  EXPECT_EQ(config.extends[1].text, "rules.d/team.toml");
  ASSERT_TRUE(config.start_after.has_value());
  EXPECT_EQ(config.start_after->text, "20240101000000_init");
  EXPECT_EQ(config.baseline->text, "lockstep-baseline.json");
  EXPECT_EQ(config.baseline->line, 9U);
  EXPECT_EQ(config.tables.small, std::vector<std::string>{"countries"});
  EXPECT_EQ(config.tables.hot, (std::vector<std::string>{"orders", "audit.*"}));
  EXPECT_EQ(described(config.rules),
            (std::vector<std::string>{"12 rename-table: note", "15 drop-column: warning",
                                      "16 drop-column.lists: a b", "17 drop-column.flag: true",
                                      "20 drop-table: off"}));
  EXPECT_EQ(config.rules[2].rule_line, 14U);
  ASSERT_EQ(config.overrides.size(), 1U);
  EXPECT_EQ(config.overrides[0].paths, std::vector<std::string>{"prisma/migrations/2023*"});
  EXPECT_EQ(described(config.overrides[0].rules),
            (std::vector<std::string>{"28 drop-column: off", "29 drop-column.count: 3"}));
  ASSERT_EQ(config.allowances.size(), 1U);
  EXPECT_EQ(config.allowances[0].object, "orders.note");
  EXPECT_EQ(config.allowances[0].reason, "nobody reads it since May");
  EXPECT_EQ(config.allowances[0].line, 31U);
}

TEST(Config, MigrationsMayBeOneText) { EXPECT_EQ(parsed("migrations = 'm'").migrations.at(0).text, "m"); }

TEST(Config, UnknownKeysNameTheNearest) {
  EXPECT_EQ(complaint("\npostgress = 15\n"),
            "lockstep.toml:2: unknown key `postgress`; did you mean `postgres`?");
  EXPECT_EQ(complaint("[tables]\nsmal = 'a'\n"),
            "lockstep.toml:2: unknown key `smal`; did you mean `small`?");
  EXPECT_EQ(complaint("[[overrides]]\npath = ['a']\n"),
            "lockstep.toml:2: unknown key `path`; did you mean `paths`?");
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
  EXPECT_EQ(complaint("[rules]\ndrop-table = 1"),
            "lockstep.toml:2: `rules.drop-table` must be a severity or a table; write [rules.drop-table] and "
            "below it severity = \"off\"");
  EXPECT_EQ(complaint("[rules.x]\nlimit = 1.5"),
            "lockstep.toml:2: `limit` has a value of no kind that options have; "
            "write a text, a number, true, false or a list of texts");
  EXPECT_EQ(complaint("tables = 1"),
            "lockstep.toml:1: `tables` must be a table; write [tables] and below it small = [\"countries\"]");
  EXPECT_EQ(complaint("[overrides]\npaths = 'a'"),
            "lockstep.toml:1: `overrides` must be a list of tables; write [[overrides]]");
  EXPECT_EQ(complaint("allow = 1"), "lockstep.toml:1: `allow` must be a list of tables; write [[allow]]");
}

TEST(Config, WrongValues) {
  EXPECT_EQ(complaint("postgres = 13"),
            "lockstep.toml:1: Postgres 13 is not supported; use a major version from 14 to 18");
  EXPECT_EQ(complaint("runner = 'prism'"), "lockstep.toml:1: unknown runner `prism`; did you mean `prisma`?");
  EXPECT_EQ(complaint("prisma = 'latest'"),
            "lockstep.toml:1: `latest` is no version of Prisma; write prisma = \"7.4.0\"");
  EXPECT_EQ(complaint("[[overrides]]\nrules.x = 'off'"),
            "lockstep.toml:1: an override without paths; add paths = [\"prisma/migrations/2024*\"]");
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

TEST(Config, LaterLinesWinOverEarlierOnes) {
  EXPECT_EQ(described(parsed("[rules]\nlocking = 'off'\ncheck-without-not-valid = 'note'\n").rules),
            (std::vector<std::string>{"2 locking: off", "3 check-without-not-valid: note"}));
}

TEST(Config, APackHasRulesAndNothingElse) {
  const auto pack = parse_pack("[rules]\nx = 'off'\n[rules.y]\nn = 1\n", "team.toml");
  ASSERT_TRUE(pack);
  EXPECT_EQ(described(*pack), (std::vector<std::string>{"2 x: off", "4 y.n: 1"}));
  const auto wrong = parse_pack("postgres = 15\n", "team.toml");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().path, "team.toml:1");
  EXPECT_EQ(wrong.error().reason, "unknown key `postgres`");
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
