#pragma once
// Fixtures: cases of one rule, written as SQL with what is expected inside. The grammar is told in
// tests/fixtures/README.md.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "project/config.h"
#include "project/runner.h"

namespace lockstep::fixtures {

struct ExpectedFix {
  bool safe = true;
  std::vector<std::string> lines;  // the lines that change, afterwards; none: there is no fix
};

struct Expectation {
  std::uint32_t line = 0;    // 1-based, in its file
  std::uint32_t column = 0;  // 1-based, in characters
  std::string rule;
  std::string message;  // a part of it; may be empty
  std::string label;    // likewise
  std::string severity;  // by its name; empty: any
  std::vector<std::string> advice;  // parts of it
  std::optional<ExpectedFix> fix;
};

struct File {
  std::string name;
  std::string sql;  // the fixture's grammar is blanked in it, so that lines and columns stay
  bool replayed = false;  // not reported on
  std::vector<Expectation> expectations;
};

struct Case {
  std::string rule;  // that the fixture is about
  std::string title;
  std::string doc;  // "bad", "good" or empty: an example of the rule's page
  bool complete = false;  // a series of files is a whole history; a single file comes to an unknown database
  bool expects_none = false;
  int postgres = project::kOldestPostgres;
  bool postgres_known = false;  // the case says so
  project::Runner runner;
  std::vector<File> files;
};

struct Fixture {
  std::string rule;
  std::vector<Case> cases;
};

// The error names the line of the fixture.
[[nodiscard]] std::expected<Fixture, std::string> read_fixture(std::string_view text);

}  // namespace lockstep::fixtures
