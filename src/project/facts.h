#pragma once
// What rules ask about a folder of migrations as a whole and about the repository around it: names, the
// lock file, what became of the migrations of the base, what the schema file means. Plain data; `cli`
// gathers it, rules of the groups `folder` and `gate` look at it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/directives.h"
#include "parser/source.h"
#include "project/changes.h"
#include "project/migrations.h"
#include "schema/model.h"
#include "support/result.h"

namespace lockstep::project {

// A range in one of ProjectFacts::files; an empty one is the file as a whole.
using schema::Place;

struct MigrationFacts {
  std::string name;
  Place place;             // its migration.sql, which may be missing
  bool missing = false;    // there is a folder and no migration.sql in it
  bool reported = false;   // the run speaks of it
  bool is_new = false;     // surely: there is a base, and it hasn't this migration
  // Of a migration that is reported on and has its file, once that was read.
  std::optional<std::uint64_t> statements;
  std::vector<Directive> rolls_back;
  // When it was committed at the latest, in seconds since 1970; none when it isn't committed yet.
  std::optional<std::int64_t> committed;
};

struct LockFileFacts {
  Place place;
  bool missing = false;
  std::string provider;  // empty when it says none
  Span provider_span;
  std::string provider_at_base;  // empty without a base that has the file
};

enum class Fate : std::uint8_t { edited, renamed, deleted };

// A migration of the base that isn't there any more as it was.
struct ChangedMigration {
  std::string name;
  Fate fate = Fate::edited;
  std::string new_name;  // of a renamed one
  Place place;           // of what is left of it: the first line that differs
};

// How one state of the schema differs from an earlier one in what it means for the database.
struct SchemaChanges {
  std::vector<std::string> phrases;  // `column "total" was added to "Order"`
  std::string object;                // of the first
  Place place;                       // of the first that still stands somewhere
};

struct SchemaFacts {
  std::string provider;   // of the datasource; empty when there is none
  SchemaChanges changes;  // since the base
  bool bytes_changed = false;
};

// The schema that the generated client was made of.
struct ClientFacts {
  std::string display;    // path of the copy
  SchemaChanges changes;  // in the schema, since the copy
};

// What the gate asks; there is none in a run that only lints.
struct GateFacts {
  std::string reference;  // of the base: "origin/main"
  bool uncommitted_only = false;
  std::string newest;  // name of the newest migration there; empty when there is none
  std::vector<ChangedMigration> changed;  // by name
  bool all_gone = false;  // the base has several migrations, and each is renamed or deleted
  std::optional<SchemaFacts> schema;
  std::optional<ClientFacts> client;
};

struct ProjectFacts {
  std::string folder;  // display path of the migrations
  std::vector<SourceFile> files;  // what places point to; the bytes of a migration are the report's
  bool has_base = false;  // in a git checkout, and what is new in it is known
  std::vector<MigrationFacts> migrations;  // in the order in which they are applied
  std::optional<LockFileFacts> lock_file;  // where the whole folder is looked at
  std::optional<GateFacts> gate;
  std::optional<std::int64_t> now;  // as --now says

  [[nodiscard]] MigrationFacts* find(std::string_view migration);
};

struct FactsInput {
  const History& history;
  const std::vector<bool>& reported;  // by file of the history
  bool whole_folder = true;  // and not single files of it
  std::string root;  // display paths are seen from here
  std::string schema;  // absolute; empty when there is none
  const GitBase* base = nullptr;  // none: nothing is known to be new
  const Changes* changes = nullptr;  // of the folder since the base, where there is one
  bool gate = false;  // only with a base
  std::optional<std::int64_t> now;
};
[[nodiscard]] Result<ProjectFacts> gather_facts(const FactsInput& input);

}  // namespace lockstep::project
