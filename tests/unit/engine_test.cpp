// The engine without its rules: packs, ids, fingerprints, allowances and what a file's result counts.

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rules/fingerprint.h"
#include "rules/linter.h"
#include "rules/pages.h"
#include "rules/policy.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

Policy recommended() { return Policy::from_pack("recommended").value(); }

FileResult lint(const std::string& sql, Policy policy = recommended()) {
  LintOptions options;
  options.policy = std::move(policy);
  Linter linter(options, false);
  const SourceFile source("migration.sql", sql);
  return linter.lint(source, 0);
}

std::vector<std::string> reported(const FileResult& result) {
  std::vector<std::string> rules;
  for (const Finding& finding : result.findings) {
    if (!finding.allowed) rules.push_back(finding.rule);
  }
  return rules;
}

using Rules = std::vector<std::string>;

TEST(RuleTable, IsSortedAndEveryRuleLooksAtSomething) {
  const auto rules = all_rules();
  EXPECT_GE(rules.size(), 20U);
  EXPECT_TRUE(std::ranges::is_sorted(rules, {}, [](const Rule* rule) { return rule->info.id; }));
  for (const Rule* rule : rules) {
    EXPECT_TRUE(rule->on_statement != nullptr || rule->on_command != nullptr || rule->on_refusal != nullptr ||
                rule->on_allowance != nullptr || rule->on_file_end != nullptr || rule->on_project != nullptr)
        << rule->info.id;
    EXPECT_FALSE(rule_page(rule->info.id).empty()) << rule->info.id;
  }
}

TEST(RuleTable, FindsByIdAliasAndGroup) {
  EXPECT_EQ(find_rule("drop-table")->info.id, "drop-table");
  EXPECT_EQ(find_rule("squawk:ban-drop-table")->info.id, "drop-table");
  EXPECT_EQ(find_rule("ban-drop-table")->info.id, "drop-table");
  EXPECT_EQ(find_rule("E6")->info.id, "create-index-not-concurrent");
  EXPECT_EQ(find_rule("ban-tables"), nullptr);
  EXPECT_EQ(find_rules("eugene:E1").size(), 2U) << "covers foreign keys and checks";
  EXPECT_EQ(find_rules("drop-column").size(), 1U) << "an id of ours is never a peer's";
  EXPECT_GT(find_rules("compatibility").size(), 1U);
  EXPECT_EQ(nearest_rule("drop-tables"), "drop-table");
}

TEST(Policy, ReadsPacks) {
  EXPECT_EQ(recommended().severity("drop-table"), Severity::error);
  EXPECT_EQ(recommended().severity("no-such-rule"), Severity::off);
  EXPECT_FALSE(Policy::from_pack("nonsense"));
  const auto pack = Policy::from_toml("[rules]\ndrop-table = \"note\"\n", "pack.toml");
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->severity("drop-table"), Severity::note);
  EXPECT_EQ(pack->severity("drop-column"), Severity::off);
}

TEST(Policy, RefusesWhatAPackCannotSay) {
  const auto unknown = Policy::from_toml("[rules]\ndrop-tables = \"error\"\n", "pack.toml");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().path, "pack.toml:2");
  EXPECT_EQ(unknown.error().reason, "no rule is called `drop-tables`");
  EXPECT_EQ(unknown.error().advice, "did you mean `drop-table`?");
  EXPECT_FALSE(Policy::from_toml("[rules]\ndrop-table = \"fatal\"\n", "pack.toml"));
  EXPECT_FALSE(Policy::from_toml("[rules]\ndrop-table = 3\n", "pack.toml"));
  EXPECT_FALSE(Policy::from_toml("drop-table = \"error\"\n", "pack.toml"));
  const auto broken = Policy::from_toml("[rules]\ndrop-table =\n", "pack.toml");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().path, "pack.toml:2");
}

TEST(Policy, SelectsAndIgnores) {
  Policy policy = recommended();
  ASSERT_TRUE(policy.select({"drop-table", "squawk:ban-drop-column"}));
  EXPECT_EQ(policy.severity("drop-column"), Severity::error);
  EXPECT_EQ(policy.severity("rename-table"), Severity::off);
  ASSERT_TRUE(policy.ignore({"data_loss"}));
  EXPECT_EQ(policy.severity("drop-table"), Severity::off);
  EXPECT_FALSE(policy.select({"drop-tables"}));
  EXPECT_FALSE(policy.ignore({"drop-tables"}));
  EXPECT_FALSE(policy.set_severity("drop-tables", Severity::note));
}

TEST(Fingerprint, IsBlindToLayout) {
  const auto of = [](std::string_view sql) { return fingerprint("rule", "object", sql, 0); };
  const std::string plain = of("DROP TABLE orders, \"Users\"");
  EXPECT_EQ(plain.size(), 32U);
  EXPECT_EQ(of("drop  table\r\n\torders,\"Users\""), plain);
  EXPECT_EQ(of("DROP /* a /* nested */ comment */ TABLE -- why\n orders , \"Users\""), plain);
  EXPECT_NE(of("DROP TABLE orders, \"users\""), plain) << "quoted names keep their case";
  EXPECT_NE(of("DROP TABLEorders, \"Users\""), plain);
  EXPECT_NE(of("SELECT 'a  b'"), of("SELECT 'a b'"));
  EXPECT_EQ(of("DO $a$ x\r\n $a$"), of("DO   $a$ x\n $a$"));
  EXPECT_NE(of("DO $a$ x  y $a$"), of("DO $a$ x y $a$"));
  for (const char* odd : {"", "'", "\"", "$a$", "$a", "/*", "--", "a$b$c"})
    EXPECT_EQ(of(odd).size(), 32U) << odd;
}

TEST(Fingerprint, TellsRuleObjectAndOrdinalApart) {
  const std::string one = fingerprint("rule", "object", "SELECT 1", 0);
  EXPECT_NE(fingerprint("rul", "eobject", "SELECT 1", 0), one);
  EXPECT_NE(fingerprint("rule", "object", "SELECT 1", 1), one);
  EXPECT_NE(fingerprint("rule", "", "SELECT 1", 0), one);
}

TEST(Engine, EqualStatementsHaveFingerprintsOfTheirOwn) {
  const FileResult result = lint("DROP TABLE a;\nDROP  TABLE a;");
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_NE(result.findings[0].fingerprint, result.findings[1].fingerprint);
}

TEST(Engine, CountsStatementsAndWhatItCannotRead) {
  const FileResult result = lint("SELECT 1; FOO; SELECT 2;\n");
  EXPECT_EQ(result.statements, 3U);
  EXPECT_EQ(result.skipped, 1U);
  EXPECT_EQ(lint("").statements, 0U);
  EXPECT_EQ(lint("-- nothing\n").statements, 0U);
}

TEST(Engine, ReplayedFilesFeedTheCatalogAndRelatedPlacesNameThem) {
  LintOptions options;
  options.policy = recommended();
  Linter linter(options, true);
  const SourceFile first("1.sql", "CREATE TABLE orders (id int);");
  const SourceFile second("2.sql", "DROP TABLE IF EXISTS orders; DROP TABLE IF EXISTS carts;");
  linter.replay(first, 7);
  const FileResult result = linter.lint(second, 8);
  ASSERT_EQ(reported(result), Rules{"drop-table"});
  EXPECT_EQ(result.findings.front().file, 8U);
  EXPECT_EQ(linter.catalog().find_table({.schema = {}, .name = "orders", .span = {}}), nullptr);
}

TEST(Engine, LateStatementsOfALargeFileCount) {
  std::string sql = "CREATE INDEX CONCURRENTLY a ON t (a);\n";
  while (sql.size() < 300'000)
    sql += "INSERT INTO u VALUES (1, 'some text that takes its room in the file');\n";
  sql += "DO $$ BEGIN PERFORM 1; END $$;\nCREATE INDEX CONCURRENTLY b ON t (b);\n";
  LintOptions options;
  options.policy = recommended();
  options.runner.prisma = project::parse_version("7.4.0");
  Linter linter(options, false);
  const SourceFile source("migration.sql", sql);
  EXPECT_EQ(reported(linter.lint(source, 0)), Rules{"concurrent-in-transaction"})
      << "the one behind the DO block";
}

TEST(Allowances, CarryTheirReasons) {
  const FileResult own = lint("-- lockstep: allow drop-table -- moved\nDROP TABLE a;");
  ASSERT_EQ(own.findings.size(), 1U);
  EXPECT_EQ(own.findings.front().allowed, "moved");
  const FileResult squawk = lint("-- squawk-ignore ban-drop-table\nDROP TABLE a;");
  ASSERT_EQ(squawk.findings.size(), 1U);
  EXPECT_EQ(squawk.findings.front().allowed, "squawk's comment");
}

TEST(Allowances, OfOtherTools) {
  EXPECT_EQ(reported(lint("-- squawk-ignore\nDROP TABLE a;")), Rules{}) << "without a rule it is every rule";
  EXPECT_EQ(reported(lint("-- squawk-ignore ban-drop-column\nDROP TABLE a;")), Rules{"drop-table"});
  EXPECT_EQ(reported(lint("-- squawk-ignore-file\nDROP TABLE a;\nDROP TABLE b;")), Rules{});
  EXPECT_EQ(reported(lint("-- eugene: ignore E1\nALTER TABLE a ADD CONSTRAINT c CHECK (x > 0);")), Rules{});
  EXPECT_EQ(reported(lint("-- pgfence-ignore: drop-table\nDROP TABLE a;")), Rules{});
  EXPECT_EQ(reported(lint("-- squawk-ignore drop-table\nDROP TABLE a;")), Rules{"drop-table"})
      << "squawk has no rule of that name, so it means none of ours";
}

TEST(Allowances, OfARuleThatIsOffAreNotUnused) {
  Policy policy = recommended();
  ASSERT_TRUE(policy.ignore({"drop-table"}));
  EXPECT_EQ(reported(lint("-- lockstep: allow drop-table -- moved\nSELECT 1;", policy)), Rules{});
}

TEST(Allowances, DoNotReachFindingsAboutAllowances) {
  EXPECT_EQ(reported(lint("-- lockstep: allow-file unused-allowance -- whatever\n"
                          "-- lockstep: allow drop-table -- moved\nSELECT 1;")),
            (Rules{"unused-allowance", "unused-allowance"}));
}

}  // namespace
}  // namespace lockstep::rules
