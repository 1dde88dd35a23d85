#pragma once
// How the migration tool runs a file: which of its statements share a transaction. Data for the rule
// engine, which follows every possible way.
// The facts: prisma-engines sends a file as one simple query up to 7.3, statement by statement from 7.4.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace lockstep::project {

struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;
  friend auto operator<=>(const Version&, const Version&) = default;
};
// "7.4.1", "v6.19", "^6.2.0", "~6", ">=7": the first version that the range allows.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);
// "7.4.1"; "6" for 6.0.0, which stands for its series where that alone is known.
[[nodiscard]] std::string to_text(const Version& version);

// https://github.com/prisma/prisma-engines/pull/5767
inline constexpr Version kPrismaSplitsFrom = {7, 4, 0};

enum class RunnerKind : std::uint8_t {
  prisma,                // by version: one query up to 7.3, split from 7.4
  psql,                  // psql -f: each statement by itself
  transaction_per_file,  // BEGIN, the file, COMMIT
  statement_per_query,   // each statement by itself
};

struct Runner {
  RunnerKind kind = RunnerKind::prisma;
  std::optional<Version> prisma;  // unknown: either of Prisma's ways
};
[[nodiscard]] Result<Runner> parse_runner(
    std::string_view name);  // "prisma", "psql", "transaction-per-file", "statement-per-query"
[[nodiscard]] const char* runner_name(RunnerKind kind);

// The ways in which one file may run. More than one: a finding holds in each or says in which.
enum class FileMode : std::uint8_t {
  one_query,    // a simple query: one statement commits by itself, several share an implicit transaction
  split,        // each statement by itself
  transaction,  // all in one explicit transaction
};

// What of a file decides about its mode.
struct FileShape {
  bool several_statements = false;
  // It holds a form on which Prisma's splitter was seen to give up, so that the file goes as one
  // query: some DO, LOCK, DROP INDEX CONCURRENTLY and IF forms.
  bool may_defeat_splitter = false;
};

[[nodiscard]] std::vector<FileMode> file_modes(const Runner& runner, FileShape shape);

// For messages: "Prisma 6.19 sends the file as one query", "psql runs each statement by itself".
[[nodiscard]] std::string describe(const Runner& runner, FileMode mode);

}  // namespace lockstep::project
