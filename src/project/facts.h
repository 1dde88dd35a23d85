#pragma once
// What rules ask about a folder of migrations as a whole and about the repository around it: names, the
// lock file, what became of the migrations of the base, what the schema file means. Data; `cli`
// gathers it, rules of the groups `folder` and `gate` look at it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/directives.h"
#include "parser/source.h"
#include "project/changes.h"
#include "project/migrations.h"
#include "schema/schema.h"
#include "support/result.h"

namespace lockstep::project {

// A range in one of ProjectFacts::files; an empty one is the file as a whole.
using schema::Place;

// What a rule says of a migration first that speaks of lost data.
struct DataLoss {
  Place place;
  std::string object;  // "orders.note"
};

struct MigrationFacts {
  std::string name;
  Place place;             // its migration.sql, which may be missing
  bool missing = false;    // there is a folder and no migration.sql in it
  bool reported = false;   // the run speaks of it
  bool is_new = false;     // surely: there is a base, and it hasn't this migration
  // Of a migration that is reported on and has its file, once that was read.
  std::optional<std::uint64_t> statements;
  std::vector<Directive> directives;
  std::optional<DataLoss> loss;
  // Names of the other files in its folder, looked up when it is called: few of thousands of migrations are
  // asked. Only where it is reported on and there.
  std::function<std::vector<std::string>()> beside;
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
  Place place;  // of what is left of it: the first line that differs
};

// How one state of the schema differs from an earlier one in what it means for the database.
struct SchemaChanges {
  std::vector<std::string> phrases;  // `column "total" was added to "Order"`
  std::string object;  // of the first
  Place place;  // of the first that still stands somewhere
};

// The schema as it is now.
struct SchemaFacts {
  schema::Schema schema;
  std::uint32_t first_file = 0;  // in ProjectFacts::files, where its files begin, from which places count
  std::vector<std::string> paths;  // of its files, absolute
  bool changed = true;  // since the base; without one all of it is new

  [[nodiscard]] Place at(const Place& place) const {
    return {.file = first_file + place.file, .span = place.span};
  }
  [[nodiscard]] bool is_for_postgres() const;  // as far as its datasource says
};

// The schema at the base, which the release was made of that runs while new migrations are applied.
struct ReleasedSchema {
  std::string reference;  // "origin/main"
  schema::Schema schema;
};

// The schema that the generated client was made of.
struct ClientFacts {
  std::string display;  // path of the copy
  SchemaChanges changes;  // in the schema, since the copy
};

// What the gate asks; there is none in a run that only lints.
struct GateFacts {
  std::string reference;  // of the base: "origin/main"
  bool uncommitted_only = false;
  std::string newest;  // name of the newest migration there; empty when there is none
  std::vector<ChangedMigration> changed;  // by name
  bool all_gone = false;  // the base has several migrations, and each is renamed or deleted
  std::optional<SchemaChanges> schema_changes;  // since the base
  std::optional<ClientFacts> client;
};

struct ProjectFacts {
  std::string folder;  // display path of the migrations
  std::vector<SourceFile> files;  // what places point to; the bytes of a migration are the report's
  bool has_base = false;  // in a git checkout, and what is new in it is known
  std::vector<MigrationFacts> migrations;  // in the order in which they are applied
  std::optional<LockFileFacts> lock_file;  // where the whole folder is looked at
  // Where the gate asks, or the run speaks of everything.
  std::optional<SchemaFacts> schema;
  std::optional<ReleasedSchema> released;  // where a migration is reported on and the base has a schema
  std::vector<std::uint32_t> seeds;  // files of SQL beside the schema that fill a new database; those new
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
