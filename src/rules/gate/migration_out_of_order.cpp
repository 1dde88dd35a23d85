/// What:  A new migration that sorts before one that the base already has.
/// When:  its name is smaller, byte by byte, than that of the newest migration at the base.
/// Why:   databases that have the newer one apply this one behind it, new databases and Prisma's shadow
///        database in front of it: two orders of one history. `prisma migrate dev` wants to reset every
///        developer's database where the newer one is applied already.
/// Do:    rename the folder to a time behind the newest, then try it on a database that has the newest.
/// Allow: the two have nothing to do with each other, and the new one is applied somewhere already.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/workflows/team-development
#include "project/migration_name.h"
#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-out-of-order",
    .group = "gate",
    .since = "0.1.0",
    .summary = "a new migration sorts before one of the base",
};

// Its old name was in order: the finding is that of the rename.
bool was_renamed(const project::GateFacts& gate, const std::string& name) {
  return contains(gate.changed, name, &project::ChangedMigration::new_name);
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.gate) return;
  const project::GateFacts& gate = *facts.gate;
  for (const project::MigrationFacts& migration : facts.migrations) {
    if (!migration.is_new || migration.name >= gate.newest || was_renamed(gate, migration.name)) continue;
    const auto parts = project::split_name(migration.name);
    const std::string description(parts ? parts->description : "description");
    cx.report(migration.place, "migration {} sorts before {}, which {} already has", migration.name,
              gate.newest, gate.uncommitted_only ? "the last commit" : gate.reference)
        .object(migration.name)
        .advise(
            text::format("rename its folder to YYYYMMDDHHMMSS_{}, with the time of now in UTC", description));
  }
}

}  // namespace

extern const Rule migration_out_of_order;
constinit const Rule migration_out_of_order = make_rule<check>(kInfo);

}  // namespace lockstep::rules
