// Runs the cases of one fixture, given on the command line, and the laws that hold for all of them.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "fixture_file.h"
#include "parser/script.h"
#include "reporters/reporter.h"
#include "rules/linter.h"
#include "rules/pages.h"
#include "support/line_index.h"
#include "support/utf8.h"

namespace lockstep::fixtures {
namespace {

// A rule that is off in the pack runs in its own cases.
rules::Policy recommended(std::string_view rule) {
  auto policy = rules::Policy::from_pack("recommended");
  EXPECT_TRUE(policy) << policy.error().reason;
  if (!policy) return {};
  if (policy->severity(rule) == Severity::off) {
    EXPECT_TRUE(policy->set_severity(rule, Severity::warning));
  }
  return *policy;
}

// The files of a case as they were linted, with their findings.
struct Linted {
  std::vector<SourceFile> files;
  std::vector<std::vector<Finding>> findings;  // by file
};

struct Variation {
  bool reverse_rules = false;
};

Linted lint(const Case& test, std::vector<std::string> texts, Variation variation = {}) {
  Linted result;
  for (std::size_t i = 0; i < texts.size(); ++i)
    result.files.emplace_back(test.files[i].name, std::move(texts[i]));
  rules::LintOptions options{.runner = test.runner,
                             .postgres = test.postgres,
                             .postgres_known = test.postgres_known,
                             .policy = recommended(test.rule)};
  const auto all = rules::all_rules();
  const std::vector<const rules::Rule*> reversed(all.rbegin(), all.rend());
  if (variation.reverse_rules) options.rules = reversed;
  rules::Linter linter(options, test.complete);
  for (std::size_t i = 0; i < result.files.size(); ++i) {
    const auto index = static_cast<std::uint32_t>(i);
    if (test.files[i].replayed) {
      linter.replay(result.files[i], index);
      result.findings.emplace_back();
    } else {
      result.findings.push_back(linter.lint(result.files[i], index).findings);
    }
  }
  return result;
}

std::vector<std::string> texts_of(const Case& test) {
  std::vector<std::string> texts;
  for (const File& file : test.files) texts.push_back(file.sql);
  return texts;
}

// "3:15 [rule] message", without what an allowance hides.
std::vector<std::string> seen(const SourceFile& file, const std::vector<Finding>& findings) {
  const LineIndex lines(file.bytes());
  std::vector<std::string> result;
  for (const Finding& finding : findings) {
    if (finding.allowed) continue;
    const Position at = lines.position(finding.span.begin);
    result.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " [" + finding.rule + "] " +
                     finding.message);
  }
  return result;
}

std::vector<std::string> seen(const Linted& linted) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < linted.files.size(); ++i) {
    for (const std::string& finding : seen(linted.files[i], linted.findings[i]))
      result.push_back(linted.files[i].path() + ":" + finding);
  }
  return result;
}

std::string with_fix(const std::string& text, const Fix& fix) {
  std::string fixed = text;
  for (auto edit = fix.edits.rbegin(); edit != fix.edits.rend(); ++edit) {
    fixed.replace(edit->span.begin, edit->span.size(), edit->text);
  }
  return fixed;
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(line);
  }
  return lines;
}

// The lines of `after` that `before` doesn't have.
std::vector<std::string> changed_lines(const std::string& before, const std::string& after) {
  std::vector<std::string> old_lines = split_lines(before);
  std::vector<std::string> lines = split_lines(after);
  while (!old_lines.empty() && !lines.empty() && old_lines.back() == lines.back()) {
    old_lines.pop_back();
    lines.pop_back();
  }
  const auto first = std::ranges::mismatch(lines, old_lines).in1;
  lines.erase(lines.begin(), first);
  for (std::string& line : lines) line.erase(0, line.find_first_not_of(' '));
  return lines;
}

// ---- what a case says ---------------------------------------------------------------------------

void check_fix(const File& file, const Finding& finding, const Expectation& expectation,
               const std::string& doc) {
  if (!expectation.fix) {
    EXPECT_FALSE(doc == "bad" && finding.fix)
        << "an example of a page says what its fix makes: add `-- fixed:`";
    return;
  }
  if (expectation.fix->lines.empty()) {
    EXPECT_FALSE(finding.fix) << "a fix where none is expected";
    return;
  }
  ASSERT_TRUE(finding.fix) << "no fix, expected " << expectation.fix->lines.front();
  EXPECT_EQ(changed_lines(file.sql, with_fix(file.sql, *finding.fix)), expectation.fix->lines);
  EXPECT_EQ(finding.fix->safe, expectation.fix->safe);
}

void check_expectations(const Case& test, const Linted& linted) {
  for (std::size_t i = 0; i < test.files.size(); ++i) {
    const File& file = test.files[i];
    const LineIndex lines(linted.files[i].bytes());
    std::vector<const Expectation*> open;
    for (const Expectation& expectation : file.expectations) open.push_back(&expectation);
    for (const Finding& finding : linted.findings[i]) {
      if (finding.allowed) continue;
      const Position at = lines.position(finding.span.begin);
      const auto met = std::ranges::find_if(open, [&](const Expectation* expectation) {
        return expectation->line == at.line && expectation->column == at.column &&
               expectation->rule == finding.rule && finding.message.contains(expectation->message);
      });
      if (met == open.end()) {
        ADD_FAILURE() << file.name << ":" << at.line << ": not expected: " << at.column << " ["
                      << finding.rule << "] \"" << finding.message << "\"\n  label: " << finding.label
                      << "\n  advice: " << finding.advice;
        continue;
      }
      EXPECT_TRUE(finding.label.contains((*met)->label))
          << finding.message << " is labelled \"" << finding.label << "\"";
      if (!(*met)->severity.empty()) {
        EXPECT_EQ(severity_name(finding.severity), (*met)->severity) << finding.message;
      }
      for (const std::string& advice : (*met)->advice)
        EXPECT_TRUE(finding.advice.contains(advice)) << "advised is \"" << finding.advice << "\"";
      check_fix(file, finding, **met, test.doc);
      open.erase(met);
    }
    for (const Expectation* missed : open) {
      ADD_FAILURE() << file.name << ":" << missed->line << ": not found: " << missed->column << " ["
                    << missed->rule << "] \"" << missed->message << "\"";
    }
  }
}

// ---- what holds for all cases --------------------------------------------------------------------

void check_span(const SourceFile& file, Span span, const std::string& what) {
  const std::string_view bytes = file.bytes();
  ASSERT_LE(span.begin, span.end) << what;
  ASSERT_LE(span.end, bytes.size()) << what;
  for (const std::size_t at : {std::size_t{span.begin}, std::size_t{span.end}}) {
    // The one place where a span may point to what is no character is the finding about it.
    const bool continues = at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U;
    EXPECT_FALSE(continues && utf8::find_invalid(bytes) == std::string_view::npos)
        << what << " splits a character";
  }
}

void check_spans(const Linted& linted) {
  for (std::size_t i = 0; i < linted.files.size(); ++i) {
    for (const Finding& finding : linted.findings[i]) {
      check_span(linted.files[i], finding.span, finding.message);
      EXPECT_FALSE(finding.span.empty()) << finding.message << ": the span is empty";
      EXPECT_FALSE(finding.advice.empty()) << finding.message << ": no advice";
      for (const Related& related : finding.related)
        check_span(linted.files[related.file], related.span, related.message);
      if (!finding.fix) continue;
      std::uint32_t end = 0;
      for (const Edit& edit : finding.fix->edits) {
        check_span(linted.files[i], edit.span, finding.fix->title);
        EXPECT_LE(end, edit.span.begin) << finding.fix->title << ": edits overlap or are out of order";
        end = edit.span.end;
      }
    }
  }
}

// The SQL of an advice stands in indented lines, each statement up to a line that ends with a semicolon.
std::string sql_of(const std::string& advice) {
  std::string sql;
  bool inside = false;
  for (const std::string& line : split_lines(advice)) {
    inside = inside || line.starts_with("  ");
    if (inside) sql += line + "\n";
    if (line.ends_with(';')) inside = false;
  }
  return sql;
}

void check_advice(const Linted& linted) {
  for (const auto& findings : linted.findings) {
    for (const Finding& finding : findings) {
      const SourceFile sql("advice", sql_of(finding.advice));
      ScriptReader reader(sql);
      for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
        for (const Statement& statement : batch)
          EXPECT_FALSE(std::holds_alternative<action::SyntaxError>(statement.action)) << finding.advice;
      }
    }
  }
}

// Rule and object of each finding: what stays of it when its statement changes.
std::vector<std::string> identities(const Linted& linted) {
  std::vector<std::string> result;
  for (const auto& findings : linted.findings) {
    for (const Finding& finding : findings) {
      if (!finding.allowed) result.push_back(finding.rule + " of " + finding.object);
    }
  }
  std::ranges::sort(result);
  return result;
}

// A fix re-parses, cures its finding, and makes no other.
void check_fixes(const Case& test, const Linted& original) {
  for (std::size_t i = 0; i < original.files.size(); ++i) {
    for (const Finding& finding : original.findings[i]) {
      if (!finding.fix || finding.allowed) continue;
      std::vector<std::string> texts = texts_of(test);
      texts[i] = with_fix(texts[i], *finding.fix);
      std::vector<std::string> expected = identities(original);
      expected.erase(std::ranges::find(expected, finding.rule + " of " + finding.object));
      const std::vector<std::string> left = identities(lint(test, texts));
      EXPECT_TRUE(std::ranges::includes(expected, left)) << finding.fix->title << " gives\n"
                                                         << texts[i] << testing::PrintToString(left);
    }
  }
}

std::string to_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

template <class Change>
std::vector<std::string> changed_texts(const Case& test, Change change) {
  std::vector<std::string> texts = texts_of(test);
  for (std::string& text : texts) text = change(text);
  return texts;
}

std::vector<std::string> fingerprints(const Linted& linted) {
  std::vector<std::string> result;
  for (const auto& findings : linted.findings) {
    for (const Finding& finding : findings) result.push_back(finding.fingerprint);
  }
  return result;
}

void check_layout(const Case& test, const Linted& original) {
  const Linted crlf = lint(test, changed_texts(test, to_crlf));
  EXPECT_EQ(seen(crlf), seen(original)) << "with CRLF";
  EXPECT_EQ(fingerprints(crlf), fingerprints(original)) << "with CRLF";
  const auto without_end = [](std::string text) { return text.erase(text.find_last_not_of(" \n") + 1); };
  EXPECT_EQ(seen(lint(test, changed_texts(test, without_end))), seen(original)) << "without the last newline";
  const auto moved = [](const std::string& text) { return "\n-- moved\n\n" + text; };
  EXPECT_EQ(fingerprints(lint(test, changed_texts(test, moved))), fingerprints(original))
      << "with lines moved";
}

std::string rendered(const Linted& linted) {
  Report report;
  report.version = "test";
  for (const SourceFile& file : linted.files)
    report.files.push_back({.source = file, .migration = file.path()});
  for (const auto& findings : linted.findings)
    report.findings.insert(report.findings.end(), findings.begin(), findings.end());
  for (const rules::Rule* rule : rules::all_rules()) {
    report.rules.push_back({.id = std::string(rule->info.id),
                            .group = std::string(rule->info.group),
                            .summary = std::string(rule->info.summary),
                            .markdown = std::string(rules::rule_page(rule->info.id)),
                            .help_uri = {},
                            .severity = Severity::warning});
  }
  std::ostringstream out;
  write_text(report, {.statistics = true}, out);
  write_json(report, out);
  write_sarif(report, {.suppressed = true}, out);
  write_github(report, out);
  return std::move(out).str();
}

void check_reports(const Case& test, const Linted& original) {
  const std::string report = rendered(original);
  EXPECT_FALSE(report.empty());
  EXPECT_EQ(rendered(lint(test, texts_of(test))), report) << "in a second run";
  EXPECT_EQ(rendered(lint(test, texts_of(test), {.reverse_rules = true})), report)
      << "with the rules in reverse order";
}

class CaseTest : public testing::Test {
 public:
  explicit CaseTest(const Case& test) : test_(test) {}
  void TestBody() override {
    const Linted original = lint(test_, texts_of(test_));
    check_expectations(test_, original);
    check_spans(original);
    check_advice(original);
    if (HasFailure()) return;
    check_fixes(test_, original);
    check_layout(test_, original);
    check_reports(test_, original);
  }

 private:
  Case test_;
};

bool register_cases(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  auto fixture = read_fixture(text);
  if (!fixture) {
    std::cerr << path << ": " << fixture.error() << "\n";
    return false;
  }
  if (rules::find_rule(fixture->rule) == nullptr) {
    std::cerr << path << ": no rule is called " << fixture->rule << "\n";
    return false;
  }
  for (const Case& test : fixture->cases) {
    testing::RegisterTest(fixture->rule.c_str(), test.title.c_str(), nullptr, nullptr, path.c_str(), 1,
                          [test]() -> testing::Test* { return new CaseTest(test); });
  }
  return true;
}

}  // namespace
}  // namespace lockstep::fixtures

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc < 2) {
    std::cerr << "usage: fixtures_test FIXTURE...\n";
    return 2;
  }
  for (int i = 1; i < argc; ++i) {
    if (!lockstep::fixtures::register_cases(argv[i])) return 1;
  }
  return RUN_ALL_TESTS();
}
