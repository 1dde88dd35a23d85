/// What:  A migration's folder without a `migration.sql`, or with one that does nothing.
/// When:  a folder among the migrations holds no `migration.sql`; or the file has no statement (warning).
/// Why:   Prisma stops at a folder without its file (P3015), and no migration of the project is applied any
///        more. An empty one is applied and noted as done: what was meant to be in it never comes, as it must
///        not be changed any more.
/// Do:    restore the file from where the folder came from, or remove the folder; write what the migration is
///        for before it is merged.
/// Allow: an empty migration only keeps a name that databases have noted already.
/// See:   https://www.prisma.io/docs/orm/reference/error-reference#p3015
#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-without-sql",
    .group = "folder",
    .since = "0.1.0",
    .summary = "a migration has no migration.sql, or an empty one",
};

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  for (const project::MigrationFacts& migration : facts.migrations) {
    if (!migration.reported) continue;
    if (migration.missing) {
      cx.report(migration.place, "migration {} has no migration.sql: Prisma applies no migration any more",
                migration.name)
          .object(migration.name)
          .advise("restore the file, or remove the folder");
    } else if (migration.statements == 0) {
      cx.report(migration.place, "migration {} has no statement, and can't be changed once it is applied",
                migration.name)
          .severity(Severity::warning)
          .object(migration.name)
          .advise("write what it is for, or remove the folder, before it is merged");
    }
  }
}

}  // namespace

extern const Rule migration_without_sql;
constinit const Rule migration_without_sql = make_rule<check>(kInfo);

}  // namespace lockstep::rules
