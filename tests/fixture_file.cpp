#include "fixture_file.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace lockstep::fixtures {
namespace {

using project::Runner;

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The rest of the line behind `word`, when the line begins with it.
std::optional<std::string_view> after(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return std::nullopt;
  return trim(line.substr(word.size()));
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// `COL [rule] "part of message"`
std::optional<Expectation> parse_expectation(std::string_view text) {
  const std::size_t open = text.find(" [");
  const std::size_t close = text.find(']');
  if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
  const auto column = parse_number<std::uint32_t>(text.substr(0, open));
  if (!column) return std::nullopt;
  Expectation expectation;
  expectation.column = *column;
  expectation.rule = text.substr(open + 2, close - open - 2);
  const std::string_view message = trim(text.substr(close + 1));
  if (message.empty()) return expectation;
  if (message.size() < 2 || message.front() != '"' || message.back() != '"') return std::nullopt;
  expectation.message = message.substr(1, message.size() - 2);
  return expectation;
}

// `prisma 6.19`, `prisma`, `psql`
std::optional<Runner> parse_runner(std::string_view text) {
  const std::size_t space = text.find(' ');
  auto runner = project::parse_runner(text.substr(0, space));
  if (!runner) return std::nullopt;
  if (space == std::string_view::npos) return *runner;
  runner->prisma = project::parse_version(trim(text.substr(space)));
  if (!runner->prisma) return std::nullopt;
  return *runner;
}

class Reader {
 public:
  std::expected<Fixture, std::string> read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end);
      ++line_;
      if (!read_line(line)) return std::unexpected("line " + std::to_string(line_) + ": " + error_);
    }
    if (fixture_.rule.empty()) return std::unexpected("no `-- rule:`");
    if (!finish_case()) return std::unexpected("before line " + std::to_string(line_) + ": " + error_);
    return std::move(fixture_);
  }

 private:
  bool fail(std::string error) {
    error_ = std::move(error);
    return false;
  }
  Case& current() { return fixture_.cases.back(); }

  bool read_line(std::string_view line) {
    const std::string_view words = trim(line.ends_with('\n') ? line.substr(0, line.size() - 1) : line);
    if (const auto rule = after(words, "-- rule:")) {
      fixture_.rule = *rule;
      return true;
    }
    if (const auto title = after(words, "-- case:")) return begin_case(*title);
    if (fixture_.cases.empty()) return true;  // prose in front of the first case
    if (const auto name = after(words, "-- file:")) return begin_file(*name);
    if (const auto read = read_grammar(words)) {
      if (!*read) return false;
      add(std::string(line.size() - 1, ' ') + "\n");
      return true;
    }
    if (!finish_expectations()) return false;
    add(std::string(line));
    return true;
  }

  // Empty when the line is none of the fixture's own; false when it is a wrong one.
  std::optional<bool> read_grammar(std::string_view words) {
    if (words == "-- expect-none") return current().expects_none = true;
    if (const auto text = after(words, "-- expect:")) {
      const auto expectation = parse_expectation(*text);
      if (!expectation) return fail("an expectation is written `-- expect: COL [rule] \"part of message\"`");
      pending_.push_back(*expectation);
      return true;
    }
    if (const auto text = after(words, "-- label:")) return add_label(*text);
    if (const auto text = after(words, "-- severity:")) return add_severity(*text);
    if (const auto text = after(words, "-- advice:")) return add_advice(*text);
    if (words == "-- fixed: none") return begin_fix(true);
    if (const auto text = after(words, "-- fixed:")) return add_fixed_line(true, *text);
    if (const auto text = after(words, "-- fixed (unsafe):")) return add_fixed_line(false, *text);
    if (const auto text = after(words, "-- pg:")) {
      const auto version = parse_number<int>(*text);
      if (!version) return fail("no version of Postgres");
      current().postgres = *version;
      current().postgres_known = true;
      return true;
    }
    if (const auto text = after(words, "-- runner:")) {
      const auto runner = parse_runner(*text);
      if (!runner) return fail("no runner");
      current().runner = *runner;
      return true;
    }
    for (const std::string_view word : {"-- expect", "-- fixed", "-- label", "-- severity", "-- advice",
                                        "-- case", "-- file", "-- pg:", "-- runner"}) {
      if (words.starts_with(word)) return fail("not understood");
    }
    return std::nullopt;
  }

  bool add_label(std::string_view text) {
    if (pending_.empty()) return fail("`label` belongs behind an `expect`");
    pending_.back().label = text;
    return true;
  }
  bool add_severity(std::string_view text) {
    if (pending_.empty()) return fail("`severity` belongs behind an `expect`");
    pending_.back().severity = text;
    return true;
  }
  bool add_advice(std::string_view text) {
    if (pending_.empty()) return fail("`advice` belongs behind an `expect`");
    pending_.back().advice.emplace_back(text);
    return true;
  }
  bool begin_fix(bool safe) {
    if (pending_.empty()) return fail("`fixed` belongs behind an `expect`");
    if (!pending_.back().fix) pending_.back().fix = ExpectedFix{.safe = safe, .lines = {}};
    return true;
  }
  bool add_fixed_line(bool safe, std::string_view line) {
    if (!begin_fix(safe)) return false;
    pending_.back().fix->lines.emplace_back(line);
    return true;
  }

  bool begin_case(std::string_view title) {
    if (!fixture_.cases.empty() && !finish_case()) return false;
    Case next;
    for (const std::string_view doc : {"bad", "good"}) {
      const std::string mark = "(doc: " + std::string(doc) + ")";
      if (!title.ends_with(mark)) continue;
      next.doc = doc;
      title = trim(title.substr(0, title.size() - mark.size()));
    }
    next.title = title;
    next.runner.prisma = project::parse_version("6.19.0");
    next.rule = fixture_.rule;
    fixture_.cases.push_back(std::move(next));
    return true;
  }

  bool begin_file(std::string_view name) {
    if (!current().complete && !current().files.empty()) {
      // Only blank lines and context may stand between a case and its first file.
      if (current().files.front().sql.find_first_not_of(" \n") != std::string::npos)
        return fail("SQL before the first file");
      current().files.clear();
    }
    if (!pending_.empty()) return fail("an expectation above no line");
    current().complete = true;
    const std::string_view mark = "(replayed)";
    const bool replayed = name.ends_with(mark);
    if (replayed) name = trim(name.substr(0, name.size() - mark.size()));
    current().files.push_back(
        {.name = std::string(name), .sql = {}, .replayed = replayed, .expectations = {}});
    return true;
  }

  void add(const std::string& line) {
    if (current().files.empty())
      current().files.push_back({.name = "migration.sql", .sql = {}, .replayed = false, .expectations = {}});
    current().files.back().sql += line;
  }

  // The expectations above a line speak of it.
  bool finish_expectations() {
    if (pending_.empty()) return true;
    File& file = current().files.back();
    const auto line = static_cast<std::uint32_t>(std::ranges::count(file.sql, '\n')) + 1;
    for (Expectation& expectation : pending_) {
      expectation.line = line;
      file.expectations.push_back(std::move(expectation));
    }
    pending_.clear();
    return true;
  }

  bool finish_case() {
    if (fixture_.cases.empty()) return fail("no case");
    if (!pending_.empty()) return fail("an expectation above no line");
    std::size_t expected = 0;
    for (const File& file : current().files) expected += file.expectations.size();
    if (expected > 0 && current().expects_none) return fail("the case expects none and some");
    if (expected == 0 && !current().expects_none)
      return fail("the case `" + current().title + "` expects nothing");
    return true;
  }

  Fixture fixture_;
  std::vector<Expectation> pending_;
  std::size_t line_ = 0;
  std::string error_;
};

}  // namespace

std::expected<Fixture, std::string> read_fixture(std::string_view text) { return Reader().read(text); }

}  // namespace lockstep::fixtures
