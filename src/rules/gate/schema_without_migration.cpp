/// What:  The Prisma schema changed in a way that means something for the database, and no migration is new.
/// When:  the models, fields, keys, relations or enums of the schema stand for other tables than at the base,
///        and no migration with a statement was added since. Comments, order, formatting and what only the
///        client sees don't count; with `strict-hash` every changed byte does.
/// Why:   the client of the new schema reads and writes columns that no database gets: the first query on
///        them fails in production, behind tests that ran with `prisma db push`.
/// Do:    make the migration: `npx prisma migrate dev --name DESCRIPTION`.
/// Allow: the database is changed by other means, or the schema now says what it already is.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production
#include <algorithm>

#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleOption kOptions[] = {{
    .name = "strict-hash",
    .kind = OptionKind::flag,
    .summary = "every change of the schema's bytes needs a migration",
}};
constexpr RuleInfo kInfo{
    .id = "schema-without-migration",
    .group = "gate",
    .since = "0.1.0",
    .summary = "the schema changed and there is no new migration",
    .options = kOptions,
};

bool is_new_migration(const project::MigrationFacts& migration, const project::GateFacts& gate) {
  return migration.is_new && !migration.missing && migration.statements != 0 &&
         std::ranges::find(gate.changed, migration.name, &project::ChangedMigration::new_name) ==
             gate.changed.end();
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.gate || !facts.gate->schema) return;
  const project::GateFacts& gate = *facts.gate;
  const project::SchemaFacts& schema = *gate.schema;
  if (!schema.provider.empty() && !project::is_postgres(schema.provider)) return;
  const auto is_new = [&](const project::MigrationFacts& each) { return is_new_migration(each, gate); };
  if (std::ranges::any_of(facts.migrations, is_new)) return;
  constexpr std::string_view kAdvice =
      "make the migration and commit it:\n  npx prisma migrate dev --name DESCRIPTION";
  if (!schema.changes.phrases.empty()) {
    cx.report(schema.changes.place, "the schema changed and no migration is new: {}",
              first_of(schema.changes.phrases))
        .object(schema.changes.object)
        .advise(std::string(kAdvice));
  } else if (schema.bytes_changed && cx.flag("strict-hash")) {
    cx.report(schema.changes.place, "the schema's text changed and no migration is new")
        .object("schema")
        .advise(std::string(kAdvice));
  }
}

}  // namespace

extern const Rule schema_without_migration;
constinit const Rule schema_without_migration = make_rule<check>(kInfo);

}  // namespace lockstep::rules
