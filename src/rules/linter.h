#pragma once
// The engine: feeds a history's files through parser, rules and replay. Called by `cli`.

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "parser/directives.h"
#include "parser/script.h"
#include "parser/source.h"
#include "project/config.h"
#include "project/runner.h"
#include "replay/replay.h"
#include "rules/policy.h"
#include "rules/rule.h"
#include "support/finding.h"

namespace lockstep::project {
struct ReleasedSchema;
}

namespace lockstep::rules {

struct LintOptions {
  project::Runner runner;
  int postgres = project::kOldestPostgres;  // major version of the target server
  bool postgres_known = false;              // the project says so
  Policy policy;
  project::Tables tables = {};
  const project::ReleasedSchema* released = nullptr;  // which lasts longer; null where none is known
  bool keep_going = false;  // behind a statement that Postgres refuses
  std::span<const Rule* const> rules = all_rules();  // those that the policy turns on are run, in this order
};

struct FileResult {
  std::vector<Finding> findings;  // ordered by begin and rule; allowed ones carry their reason
  std::uint64_t statements = 0;
  std::uint32_t skipped = 0;  // statements without a fact, and those that Postgres can't read
  std::vector<Directive> directives;  // of the file's comments
  // Postgres refuses a statement of it, so that the tool stops: nothing behind the file is run.
  bool stops = false;
};

// One history: a folder of migrations, or single files.
class Linter {
 public:
  // `complete`: the files are all that ever ran, from an empty database on; else an unknown table is
  // one that exists unseen.
  Linter(LintOptions options, bool complete);

  // For the files from now on.
  void set_policy(Policy policy);

  // The next file of the history, only for what it does to the catalog. `file` is its index in the report.
  void replay(const SourceFile& source, std::uint32_t file);
  // The next file of the history, reported on.
  [[nodiscard]] FileResult lint(const SourceFile& source, std::uint32_t file);

  // The same of files that someone reads ahead: readers that handed out nothing yet; to lint, with spans.
  void replay(ScriptReader& reader, std::uint32_t file);
  [[nodiscard]] FileResult lint(ScriptReader& reader, std::uint32_t file);

  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }

  // The first statement of a file that was only replayed which Postgres would refuse. The database has got
  // past it in a way that the history doesn't tell, which from there on is not taken for complete.
  struct Doubt {
    std::uint32_t file;
    replay::Refusal refusal;
  };
  [[nodiscard]] const std::optional<Doubt>& doubt() const { return doubt_; }

 private:
  // Ordinal of the file in the history, whose session begins.
  std::uint32_t begin_file(std::uint32_t file);

  LintOptions options_;
  std::vector<ActiveRule> active_;  // of the options' policy
  catalog::Catalog catalog_;
  std::vector<std::uint32_t> files_;  // by ordinal of the migration
  std::optional<Doubt> doubt_;
};

}  // namespace lockstep::rules
