/// What:  A migration of the base that was edited, renamed or deleted.
/// When:  its `migration.sql` has other bytes than at the base, line ends aside; or it isn't there any more.
/// Why:   who has merged has deployed, or will have to. Prisma keeps a checksum of each migration that it
///        applied: `migrate deploy` doesn't run it again, so that those databases never get the change, and
///        `migrate dev` wants to reset every developer's. A renamed one is a new one to it, and runs a second
///        time.
/// Do:    put the file back, and write what it lacks as a new migration. Squashing is done with
///        `prisma migrate resolve --applied` in every database before the new history is deployed.
/// Allow: the migration has failed everywhere, so that no database keeps it; or the history is squashed.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-edited",
    .group = "gate",
    .since = "0.1.0",
    .summary = "a migration of the base was edited, renamed or deleted",
};

// "since origin/main", "since the last commit"
std::string since(const project::GateFacts& gate) {
  return gate.uncommitted_only ? "since the last commit" : "since " + gate.reference;
}

std::string restore(const project::ProjectFacts& facts, const project::ChangedMigration& changed) {
  const std::string reference = facts.gate->uncommitted_only ? "HEAD" : facts.gate->reference;
  return text::format("put it back, and write the change as a new migration:\n  git checkout {} -- {}",
                      quote_argument(reference), quote_argument(facts.folder + "/" + changed.name));
}

void report(const project::ProjectFacts& facts, const project::ChangedMigration& changed,
            ProjectContext& cx) {
  const project::GateFacts& gate = *facts.gate;
  switch (changed.fate) {
    case project::Fate::edited:
      cx.report(changed.place, "migration {} was edited {}: databases that have it keep the old one",
                changed.name, since(gate))
          .object(changed.name)
          .advise(restore(facts, changed));
      break;
    case project::Fate::renamed:
      cx.report(changed.place, "migration {} was renamed {}: it runs again where it was applied",
                changed.name, since(gate))
          .object(changed.name)
          .advise(text::format("give it its name back:\n  git mv {} {}",
                               quote_argument(facts.folder + "/" + changed.new_name),
                               quote_argument(facts.folder + "/" + changed.name)));
      break;
    case project::Fate::deleted:
      cx.report(changed.place, "migration {} was deleted {}: databases that have it keep what it did",
                changed.name, since(gate))
          .object(changed.name)
          .advise(restore(facts, changed));
      break;
  }
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.gate || facts.gate->changed.empty()) return;
  const project::GateFacts& gate = *facts.gate;
  if (!gate.all_gone) {
    for (const project::ChangedMigration& changed : gate.changed) report(facts, changed, cx);
    return;
  }
  cx.report(gate.changed.front().place, "all {} migrations of {} were deleted", gate.changed.size(),
            gate.uncommitted_only ? "the last commit" : gate.reference)
      .object(gate.changed.front().name)
      .advise(
          "put them back; if the history is squashed, mark the new migration as applied in every database "
          "before it is deployed:\n  npx prisma migrate resolve --applied NAME");
}

}  // namespace

extern const Rule migration_edited;
constinit const Rule migration_edited = make_rule<check>(kInfo);

}  // namespace lockstep::rules
