/// What:  A new migration whose name isn't `YYYYMMDDHHMMSS_description` with a real time in UTC.
/// When:  the name has no such time, or one that no calendar has, or one later than the commit that holds it
///        (or than `--now`); the description has other characters than lowercase letters, digits and
///        underscores (note). Only for migrations that the git base doesn't have: others were applied under
///        their names. With `style = "dashed"` names are `YYYYMMDD-HHMMSS_description`.
/// Why:   migrations are applied in the byte order of their names. One that sorts elsewhere than by its time
///        runs before what it builds on, and behind a time in the future everything that is made until then
///        sorts before it: a new database gets another order than the others had.
/// Do:    rename the folder before it is merged; `prisma migrate dev --name DESCRIPTION` makes such a name.
/// Allow: another tool reads the folder and orders it in its own way.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
#include <algorithm>

#include "project/migration_name.h"
#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleOption kOptions[] = {{
    .name = "style",
    .kind = OptionKind::text,
    .summary = "\"prisma\" for YYYYMMDDHHMMSS_description, \"dashed\" for YYYYMMDD-HHMMSS_description",
    .text = "prisma",
}};
constexpr RuleInfo kInfo{
    .id = "migration-name",
    .group = "folder",
    .since = "0.1.0",
    .summary = "a new migration's name has no real time, or one in the future",
    .options = kOptions,
};

bool is_plain(char character) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '_';
}

std::string_view pattern(bool dashed) {
  return dashed ? "YYYYMMDD-HHMMSS_description" : "YYYYMMDDHHMMSS_description";
}

void check_name(const project::MigrationFacts& migration, const project::ProjectFacts& facts, bool dashed,
                ProjectContext& cx) {
  const std::string& name = migration.name;
  const auto parts = project::split_name(name);
  const std::optional<std::int64_t> latest = facts.now ? facts.now : migration.committed;
  if (!parts || parts->dashed() != dashed) {
    cx.report(migration.place, "migration {} is not named {}", name, pattern(dashed))
        .object(name)
        .advise("rename the folder to the time it was made at, in UTC, before it is merged");
  } else if (!parts->seconds) {
    cx.report(migration.place, "the time {} in migration {} is on no calendar", parts->time, name)
        .object(name)
        .advise("rename the folder to the time it was made at, in UTC, before it is merged");
  } else if (latest && *parts->seconds > *latest) {
    cx.report(migration.place, "migration {} is named for a time in the future: later ones sort before it",
              name)
        .object(name)
        .advise("rename the folder to the time it was made at, in UTC, before it is merged");
  } else if (parts->description.empty() || !std::ranges::all_of(parts->description, is_plain)) {
    cx.report(migration.place, "the description of migration {} is not of lowercase letters, digits and _",
              name)
        .severity(Severity::note)
        .object(name)
        .advise("rename the folder, before it is merged");
  }
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  const bool dashed = cx.text_option("style") == "dashed";
  for (const project::MigrationFacts& migration : facts.migrations) {
    if (migration.reported && migration.is_new) check_name(migration, facts, dashed, cx);
  }
}

}  // namespace

extern const Rule migration_name;
constinit const Rule migration_name = make_rule<check>(kInfo);

}  // namespace lockstep::rules
