/// What:  A migration that loses data names no backup, or no way back.
/// When:  a rule of the group data_loss speaks of it, allowed or not, and it has no comment
///        `-- lockstep: backup REFERENCE` or none `-- lockstep: rollback PLAN`. A `README.md` beside the file
///        stands for both, a `rollback.sql` or `down.sql` for the plan. Off unless a project turns it on.
/// Why:   what a migration has dropped, no later one brings back. When it has to be taken back, nobody has
///        the time to look for the backup or to think of the steps.
/// Do:    say before it is merged where the backup is, and how to go back.
/// Allow: the data is of no use to anybody; better say so as the plan.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/workflows/generating-down-migrations
#include <string>
#include <string_view>
#include <vector>

#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "destructive-without-evidence",
    .group = "folder",
    .since = "0.1.0",
    .summary = "a migration loses data and names no backup or no way back",
};

bool says(const project::MigrationFacts& migration, Directive::Kind kind) {
  return contains(migration.directives, kind, &Directive::kind);
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  for (const project::MigrationFacts& migration : facts.migrations) {
    if (!migration.loss) continue;
    const std::vector<std::string> beside = migration.beside();
    const auto has_file = [&](const char* name) { return contains(beside, name); };
    if (has_file("README.md")) continue;
    const bool backup = says(migration, Directive::Kind::backup);
    const bool plan =
        says(migration, Directive::Kind::rollback) || has_file("rollback.sql") || has_file("down.sql");
    if (backup && plan) continue;
    const char* lacks = backup ? "no way back" : plan ? "no backup" : "neither backup nor way back";
    const char* lines = backup ? "\n  -- lockstep: rollback PLAN"
                        : plan ? "\n  -- lockstep: backup REFERENCE"
                               : "\n  -- lockstep: backup REFERENCE\n  -- lockstep: rollback PLAN";
    cx.report(migration.loss->place, "migration {} loses data and names {}", migration.name, lacks)
        .object(migration.name)
        .advise(text::format("say it in the file, or in a README.md beside it:{}", lines));
  }
}

}  // namespace

extern const Rule destructive_without_evidence;
constinit const Rule destructive_without_evidence = make_rule<check>(kInfo);

}  // namespace lockstep::rules
