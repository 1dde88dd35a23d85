// Reporters against golden files: one report that holds what is hard to print, in every format.
// LOCKSTEP_UPDATE_GOLDEN=1 writes the files anew.

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reporters/escape.h"
#include "reporters/reporter.h"

namespace lockstep {
namespace {

using namespace std::string_literals;

std::string golden_path(std::string_view name) {
  return std::string(LOCKSTEP_SOURCE_DIR "/tests/golden/").append(name);
}

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_golden(std::string_view name, const std::string& actual) {
  const std::string path = golden_path(name);
  if (std::getenv("LOCKSTEP_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  EXPECT_EQ(actual, read(path)) << "LOCKSTEP_UPDATE_GOLDEN=1 writes " << path;
}

std::string printed(const std::function<void(std::ostream&)>& write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

std::string text(const Report& report, TextOptions options = {}) {
  return printed([&](std::ostream& out) { write_text(report, options, out); });
}

std::string json(const Report& report) {
  return printed([&](std::ostream& out) { write_json(report, out); });
}

std::string sarif(const Report& report, SarifOptions options = {}) {
  return printed([&](std::ostream& out) { write_sarif(report, options, out); });
}

std::string github(const Report& report) {
  return printed([&](std::ostream& out) { write_github(report, out); });
}

std::string markdown(const Report& report) {
  return printed([&](std::ostream& out) { write_markdown(report, out); });
}

// Builds a report file by file; findings name their place by its text.
class ReportBuilder {
 public:
  ReportBuilder() {
    report_.version = "0.1.0";
    add_rule("create-index-not-concurrent", "locking", "index is built while writes wait", Severity::error);
    add_rule("drop-column", "data-loss", "column is dropped with its data", Severity::warning);
    add_rule("misleading-text", "sql", "source text shows as something else", Severity::note);
  }

  void add_file(std::string migration, std::string bytes) {
    std::string path = "prisma/migrations/" + migration + "/migration.sql";
    report_.files.push_back(
        {.source = {std::move(path), std::move(bytes)}, .migration = std::move(migration)});
  }

  // In the file that was added last, at the first `from` until the end of the first `to` behind it.
  Finding& add(std::string rule, Severity severity, std::string_view from, std::string_view to = {}) {
    const Span span = find(last_file(), from, to);
    Finding& finding = report_.findings.emplace_back();
    finding.rule = std::move(rule);
    finding.severity = severity;
    finding.file = last_file();
    finding.span = span;
    finding.fingerprint = "f" + std::to_string(report_.findings.size());
    return finding;
  }

  Span find(std::uint32_t file, std::string_view from, std::string_view to = {}) const {
    const std::string_view bytes = report_.files[file].source.bytes();
    const std::size_t begin = bytes.find(from);
    EXPECT_NE(begin, std::string_view::npos) << from;
    const std::string_view last = to.empty() ? from : to;
    const std::size_t end = bytes.find(last, begin) + last.size();
    return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
  }

  Span end() const {
    const auto size = static_cast<std::uint32_t>(report_.files.back().source.bytes().size());
    return {.begin = size, .end = size};
  }

  Report finish() {
    Summary& summary = report_.summary;
    summary.files = static_cast<std::uint32_t>(report_.files.size());
    for (const Finding& finding : report_.findings) {
      if (finding.allowed) {
        ++summary.allowed;
      } else if (finding.severity == Severity::error) {
        ++summary.errors;
      } else if (finding.severity == Severity::warning) {
        ++summary.warnings;
      } else {
        ++summary.notes;
      }
    }
    return std::move(report_);
  }

  Report& report() { return report_; }

 private:
  std::uint32_t last_file() const { return static_cast<std::uint32_t>(report_.files.size() - 1); }

  void add_rule(std::string id, std::string group, std::string summary, Severity severity) {
    std::string page =
        "# " + id + "\n\nWhat this page says of `" + id + "`\nin two lines.\n\n## Why\n\nBecause.\n";
    std::string uri = "https://lockstep.example/rules/" + id;
    report_.rules.push_back({.id = std::move(id),
                             .group = std::move(group),
                             .summary = std::move(summary),
                             .markdown = std::move(page),
                             .help_uri = std::move(uri),
                             .severity = severity});
  }

  Report report_;
};

void add_common_findings(ReportBuilder& build) {
  build.add_file("1_init", "CREATE TABLE \"users\" (\n  \"id\" int\n);\n");
  build.add_file(
      "2_index",
      "-- Two of three.\nCREATE INDEX \"by_name\"\n  ON \"users\" (\n    \"name\"\n  );\n"
      "CREATE INDEX \"by_mail\" ON \"users\" (\"mail\");\nALTER TABLE \"users\" DROP COLUMN \"old\";\n");
  Finding& several_lines = build.add("create-index-not-concurrent", Severity::error, "CREATE INDEX", ")");
  several_lines.message = "building \"by_name\" makes writes to \"users\" wait";
  several_lines.label = "SHARE lock until the index is built";
  several_lines.advice =
      "build it with CONCURRENTLY, in a migration of its own:\n"
      "CREATE INDEX CONCURRENTLY \"by_name\" ON \"users\" (\"name\") WHERE \"tags\" <> '{0}';";
  several_lines.object = "by_name";
  several_lines.related.push_back(
      {.file = 0, .span = build.find(0, "\"users\""), .message = "the table is made here"});

  Finding& with_fix = build.add("create-index-not-concurrent", Severity::error, "INDEX \"by_mail\"");
  with_fix.message = "building \"by_mail\" makes writes to \"users\" wait";
  with_fix.advice = "build it with CONCURRENTLY, in a migration of its own";
  with_fix.fix = Fix{.title = "add CONCURRENTLY", .safe = true, .edits = {}};
  const std::uint32_t keyword_end = with_fix.span.begin + 5;
  with_fix.fix->edits.push_back(
      {.span = {.begin = keyword_end, .end = keyword_end}, .text = " CONCURRENTLY"});

  Finding& allowed = build.add("drop-column", Severity::warning, "\"old\"");
  allowed.message = "dropping \"users\".\"old\" loses its data";
  allowed.allowed = "nothing has written it since May";
  allowed.allowed_in_source = true;
}

void add_unusual_texts(ReportBuilder& build) {
  build.add_file("3_größe, 100%", "/* größe 表 e\u0301 */\tALTER TABLE \"表\" DROP COLUMN \"größe\";\n");
  Finding& wide = build.add("drop-column", Severity::warning, "\"größe\"");
  wide.message = "dropping \"表\".\"größe\" loses its data";
  wide.label = "größe is gone";
  wide.fix =
      Fix{.title = "keep it", .safe = false, .edits = {{.span = wide.span, .text = "\"größe\" /* 表 */"}}};

  build.add_file("4_crlf",
                 "\xEF\xBB\xBF"
                 "DROP TABLE a;\r\nDROP\r\nTABLE b");
  build.add("drop-column", Severity::warning, "TABLE a").message = "behind a byte order mark";
  build.add("drop-column", Severity::warning, "DROP\r", "b").message = "up to the end of a file with CRLF";
  Finding& at_end = build.add("drop-column", Severity::warning, "b");
  at_end.span = build.end();
  at_end.message = "nothing is left to read";

  build.add_file("5_hostile\x1b[31m\u202e",
                 "-- \u202egnol\u2069 \x1b[2J \x80\xff\r \u200b\u0085\u2028\nSELECT '\0';\n"s);
  Finding& hostile = build.add("misleading-text", Severity::note, "\u202egnol\u2069", "\x80\xff");
  hostile.message = "table \"a\nb::error::\u202ec\x1b[0m\xfe\" <b>50%</b>";
  hostile.label = "\u2066label";
  hostile.advice = "write \"\u200f\" as an escape";
  hostile.object = "\xfe\u202e";
  hostile.fix = Fix{.title = "no text", .safe = true, .edits = {{.span = hostile.span, .text = "\xfe"}}};

  build.add_file("6_empty", "");
  Finding& empty = build.add("drop-column", Severity::warning, "");
  empty.message = "the migration is empty";
  empty.label = "nothing here";

  build.add_file("7_long", "INSERT INTO t VALUES (" + std::string(300, '1') + ", DEFAULT, " +
                               std::string(300, '2') + ");\n");
  build.add("unknown-rule", Severity::error, "DEFAULT").message = "in the middle of a long line";
  build.add("drop-column", Severity::warning, "INSERT", ");").message = "the whole of a long line";
}

Report rich_report() {
  ReportBuilder build;
  add_common_findings(build);
  add_unusual_texts(build);
  Summary& summary = build.report().summary;
  summary.replayed = 1;
  summary.statements = 12;
  summary.skipped = 2;
  summary.scope = "7 migrations new since origin/main";
  summary.seconds = 0.125;
  return build.finish();
}

Report clean_report() {
  ReportBuilder build;
  build.add_file("1_init", "CREATE TABLE a ();\n");
  build.report().summary.statements = 1;
  return build.finish();
}

TEST(Reporters, Text) { expect_golden("report.txt", text(rich_report())); }

TEST(Reporters, TextInColourWithStatisticsAndTime) {
  expect_golden("report_colour.txt", text(rich_report(), {.colour = true, .time = true, .statistics = true}));
}

TEST(Reporters, QuietTextIsOneLineAFinding) {
  expect_golden("report_quiet.txt", text(rich_report(), {.quiet = true, .time = true, .statistics = true}));
}

TEST(Reporters, TextOfACleanRun) {
  EXPECT_EQ(text(clean_report(), {.statistics = true}), "no findings in 1 file: 1 statement\n");
  EXPECT_EQ(text(clean_report(), {.quiet = true}), "");
}

TEST(Reporters, Json) { expect_golden("report.json", json(rich_report())); }

TEST(Reporters, JsonOfACleanRun) { expect_golden("clean.json", json(clean_report())); }

TEST(Reporters, Sarif) { expect_golden("report.sarif", sarif(rich_report())); }

TEST(Reporters, SarifWithSuppressedResults) {
  expect_golden("report_suppressed.sarif", sarif(rich_report(), {.suppressed = true}));
}

TEST(Reporters, SarifOfACleanRun) { expect_golden("clean.sarif", sarif(clean_report())); }

TEST(Reporters, Github) { expect_golden("report.github.txt", github(rich_report())); }

void expect_nothing_raw(const Report& report) {
  for (const std::string& written : {text(report), text(report, {.quiet = true}), json(report),
                                     sarif(report, {.suppressed = true}), github(report), markdown(report)}) {
    for (const std::string_view line : split_lines(written)) EXPECT_EQ(visible(line), line);
  }
}

TEST(Reporters, NothingOfTheInputReachesATerminalAsItIs) { expect_nothing_raw(rich_report()); }

TEST(Reporters, AnySpanOfAnyBytesCanBeReported) {
  const std::vector<std::string> pieces = {"a",
                                           " ",
                                           "\t",
                                           "\n",
                                           "\r\n",
                                           "\r",
                                           "\0"s,
                                           "\x1b",
                                           "\x7f",
                                           "é",
                                           "表",
                                           "e\u0301",
                                           "\u202e",
                                           "\xF0\x9F\x98\x80",
                                           "\x80",
                                           "\xE8\xA1",
                                           "\xEF\xBB\xBF",
                                           "\xFF",
                                           std::string(90, 'x')};
  std::minstd_rand random(1);
  for (int round = 0; round < 30; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 12; i > 0; --i) bytes += pieces[random() % pieces.size()];
    ReportBuilder build;
    build.add_file("1_init", bytes);
    for (std::uint32_t begin = 0; begin <= bytes.size();
         begin += 1 + static_cast<std::uint32_t>(random() % 7)) {
      Finding& finding = build.add("drop-column", Severity::error, "");
      finding.span = {.begin = begin,
                      .end = begin + static_cast<std::uint32_t>(random() % (bytes.size() - begin + 1))};
      finding.message = bytes;
    }
    expect_nothing_raw(build.finish());
  }
}

// A run on GitHub or Azure reads its log for commands.
TEST(Reporters, NoLineOfTextIsACommandToARunner) {
  ReportBuilder build;
  build.add_file("1_init", "DROP TABLE a; -- ##[error]\n##vso[task.setvariable variable=a]b\n");
  build.report().files[0].source = {"::error::file.sql", std::string(build.report().files[0].source.bytes())};
  Finding& finding = build.add("drop-column", Severity::error, "DROP", "b");
  finding.message = "##[error]message";
  finding.advice = "run\n  DROP TABLE \"a\n::error::pwn\";\n \u00a0::error::blank\nx ##[error]help\n  ::text";
  const Report report = build.finish();
  for (const std::string& written : {text(report), text(report, {.quiet = true}), markdown(report)}) {
    EXPECT_EQ(written.find("##["), std::string::npos) << written;
    EXPECT_EQ(written.find("##vso["), std::string::npos) << written;
    for (const std::string_view line : split_lines(written)) {
      const std::size_t colons = line.find("::");
      const std::size_t mark = line.find_first_not_of(" \xc2\xa0");
      EXPECT_TRUE(colons == std::string_view::npos || mark < colons) << line;
    }
  }
  EXPECT_NE(text(report).find("  /**/  ::text\n"), std::string::npos) << text(report);
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

Report large_report() {
  ReportBuilder build;
  build.add_file("1_init", "DROP TABLE a;\n");
  for (int i = 0; i < 6000; ++i) {
    const bool error = i % 10 == 9;
    build.add("drop-column", error ? Severity::error : Severity::note, "TABLE").message =
        (error ? "error " : "note ") + std::to_string(i);
  }
  build.report().findings[9].message = std::string(5000, 'x');
  for (int i = 0; i < 150; ++i) {
    build.report().findings[0].related.push_back({.file = 0, .span = {}, .message = "here"});
  }
  return build.finish();
}

TEST(Reporters, SarifKeepsTheMostSevereOfTooManyResults) {
  const std::string written = sarif(large_report());
  EXPECT_EQ(occurrences(written, "\"ruleId\""), 5000U);
  EXPECT_EQ(occurrences(written, "\"error "), 599U);  // and one whose message is long
  EXPECT_NE(written.find("1000 less severe results were left out"), std::string::npos);
  EXPECT_EQ(occurrences(written, "\"here.\""), 100U);
  EXPECT_EQ(written.find(std::string(4000, 'x')), std::string::npos);
  EXPECT_NE(written.find(std::string(3997, 'x') + "...\""), std::string::npos);
  // Canonical order: an error is not in front of an earlier note.
  EXPECT_LT(written.find("note 8."), written.find(std::string(100, 'x')));
  EXPECT_LT(written.find("error 5999."), std::string::npos);
}

TEST(Reporters, Markdown) { expect_golden("report.md", markdown(rich_report())); }

TEST(Reporters, MarkdownOfNothing) {
  EXPECT_EQ(markdown(clean_report()), "### lockstep: no findings\n\nIn 1 file: 1 statement.\n");
}

TEST(Reporters, MarkdownMakesTextOfMarkup) {
  ReportBuilder build;
  build.add_file("<img src=x>@team & #1", "x");
  Finding& finding = build.add("drop-column", Severity::error, "x");
  finding.message = "`a` **b** | [c](d) <img> @team #12 _e_ ~~f~~ &amp; \\ 1. $g$";
  finding.advice = "run `it`, @team:\n  SELECT '```' || \"@team\";\n  SELECT 2;\nthen <b>this</b>";
  const std::string written = markdown(build.finish());
  EXPECT_NE(written.find("<b>&lt;img src=x&gt;@&#8203;team &amp; #&#8203;1</b>: 1 error"), std::string::npos)
      << written;
  EXPECT_NE(written.find("\\`a\\` \\*\\*b\\*\\* \\| \\[c\\](d) \\<img\\> @&#8203;team \\#&#8203;12 \\_e\\_ "
                         "\\~\\~f\\~\\~ \\&amp; \\\\ 1. \\$g\\$"),
            std::string::npos)
      << written;
  EXPECT_NE(written.find("\n  run \\`it\\`, @&#8203;team:\n\n  ````sql\n  SELECT '```' || \"@team\";\n  "
                         "SELECT 2;\n  ````\n\n  then \\<b\\>this"),
            std::string::npos)
      << written;
}

TEST(Reporters, MarkdownMakesNoLinksOfNames) {
  ReportBuilder build;
  build.add_file("https://x.org", "x");
  Finding& finding = build.add("drop-column", Severity::error, "x");
  finding.message = "drop table https://x.org and www.x.org";
  const std::string written = markdown(build.finish());
  EXPECT_NE(written.find("<b>https&#58;//x.org</b>"), std::string::npos) << written;
  EXPECT_NE(written.find("drop table https&#58;//x.org and www&#46;x.org"), std::string::npos) << written;
}

TEST(Reporters, MarkdownTellsTheWorstFirst) {
  ReportBuilder build;
  build.add_file("1_note", "x");
  build.add("drop-column", Severity::note, "x").message = "only a note";
  build.add_file("2_mixed", "x");
  build.add("drop-column", Severity::warning, "x").message = "a warning";
  build.add("drop-column", Severity::error, "x").message = "an error";
  const std::string written = markdown(build.finish());
  EXPECT_LT(written.find("2_mixed"), written.find("1_note"));
  EXPECT_LT(written.find("an error"), written.find("a warning"));
  EXPECT_EQ(occurrences(written, "<details>"), 2U);
}

TEST(Reporters, MarkdownFitsIntoAComment) {
  ReportBuilder build;
  build.add_file("1_init", "x");
  build.add("drop-column", Severity::note, "x").message = "the least";
  Finding& long_advice = build.add("drop-column", Severity::error, "x");
  long_advice.message = std::string(5000, '<');
  long_advice.advice = "write\n  " + std::string(70000, 'y');
  for (int i = 0; i < 2000; ++i)
    build.add("drop-column", Severity::error, "x").message = "error " + std::to_string(i) + " of many";
  const std::string written = markdown(build.finish());
  EXPECT_LE(written.size(), 65536U);
  EXPECT_GT(written.size(), 64000U);
  EXPECT_NE(written.find("error 0 of many"), std::string::npos);
  EXPECT_EQ(written.find("the least"), std::string::npos);
  EXPECT_EQ(written.find("yyy"), std::string::npos);
  const std::size_t told = occurrences(written, "- **error** ");
  EXPECT_TRUE(
      written.ends_with("</details>\n\n" + std::to_string(2002 - told) +
                        " more findings are left out: a comment on GitHub has at most 65,536 characters. "
                        "`lockstep lint` prints all.\n"))
      << written.substr(written.size() - 300);
}

TEST(Reporters, NoReportPrintsASecret) {
  ReportBuilder build;
  build.add_file("1_seed", "SELECT 1;\nUPDATE users SET token = 'h8Kq2ZpX\nvLw4RtYb' WHERE id = 1;\n");
  build.add("secret-in-sql", Severity::error, "h8Kq2ZpX", "vLw4RtYb").secret = true;
  build.add("drop-column", Severity::warning, "UPDATE", "id = 1");
  const Report report = build.finish();
  EXPECT_TRUE(text(report).contains("UPDATE users SET token = '********\n")) << text(report);
  EXPECT_TRUE(text(report).contains("********' WHERE id = 1;")) << text(report);
  for (const std::string& written :
       {text(report), json(report), sarif(report), github(report), markdown(report)}) {
    EXPECT_FALSE(written.contains("h8Kq2ZpX")) << written;
    EXPECT_FALSE(written.contains("vLw4RtYb")) << written;
  }
}

TEST(Reporters, TextOfManyFindingsInOneLongLineIsShort) {
  ReportBuilder build;
  build.add_file("1_init", "SELECT '" + std::string(1U << 20U, '(') + "ä' x");
  for (int i = 0; i < 100; ++i) build.add("drop-column", Severity::note, "x").message = "deep";
  const std::string written = text(build.finish());
  EXPECT_NE(written.find("migration.sql:1:1048588: note: deep"), std::string::npos);
  EXPECT_LT(written.size(), 50'000U);
}

}  // namespace
}  // namespace lockstep
