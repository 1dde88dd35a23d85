/// What:  Two migrations whose names begin with the same time, or differ in nothing else.
/// When:  another migration of the folder has the same time; or, as a note, a new one has the description of
///        another one behind another time.
/// Why:   with the same time the description decides which of them runs first, by its first letters, and
///        whoever made them didn't see the other. The same description twice is often one change that was
///        generated twice, whose second run fails because its objects exist.
/// Do:    rename the newer folder to a time of its own; remove it if it is the same change.
/// Allow: the order of the two doesn't matter, or the description says too little to tell them apart.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
#include <map>

#include "project/migration_name.h"
#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "duplicate-migration",
    .group = "folder",
    .since = "0.1.0",
    .summary = "two migrations have one time, or one description",
};

using Names = std::map<std::string_view, const project::MigrationFacts*>;

// One name of two is reported: the later one, or the one that is reported on at all.
void report_pair(const project::MigrationFacts& earlier, const project::MigrationFacts& later, bool same_time,
                 ProjectContext& cx) {
  const project::MigrationFacts& reported = later.reported ? later : earlier;
  const project::MigrationFacts& other = later.reported ? earlier : later;
  if (!reported.reported) return;
  if (same_time) {
    cx.report(reported.place, "migration {} has the same time as {}: the description orders them",
              reported.name, other.name)
        .object(reported.name)
        .advise("rename the folder that is not yet applied anywhere to a time of its own");
  } else if (reported.is_new) {
    cx.report(reported.place, "migration {} has the description of {}", reported.name, other.name)
        .severity(Severity::note)
        .object(reported.name)
        .advise("if it is the same change, remove it; else give it a description of its own");
  }
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  Names by_time;
  Names by_description;
  for (const project::MigrationFacts& migration : facts.migrations) {
    const auto parts = project::split_name(migration.name);
    if (!parts) continue;
    const auto [same_time, first_of_time] = by_time.try_emplace(parts->time, &migration);
    if (!first_of_time) report_pair(*same_time->second, migration, true, cx);
    const auto [same, first] = by_description.try_emplace(parts->description, &migration);
    if (!first && first_of_time && !parts->description.empty())
      report_pair(*same->second, migration, false, cx);
    same->second = &migration;
  }
}

}  // namespace

extern const Rule duplicate_migration;
constinit const Rule duplicate_migration = make_rule<check>(kInfo);

}  // namespace lockstep::rules
