/// What:  The Prisma schema changed in a way that means something for the database, and no migration is new.
/// When:  the models, fields, keys, relations or enums of the schema stand for other tables than at the base,
///        and no migration with a statement was added since. Comments, order, formatting and what only the
///        client sees don't count; with `strict-hash` every changed byte does.
/// Why:   the client of the new schema reads and writes columns that no database gets: the first query on
///        them fails in production, behind tests that ran with `prisma db push`.
/// Do:    make the migration: `npx prisma migrate dev --name DESCRIPTION`.
/// Allow: the database is changed by other means, or the schema now says what it already is.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production
#include <string>

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

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.gate || !facts.schema || !facts.schema->is_for_postgres()) return;
  if (has_new_migration(facts)) return;
  const project::SchemaChanges& changes = *facts.gate->schema_changes;
  constexpr std::string_view kAdvice =
      "make the migration and commit it:\n  npx prisma migrate dev --name DESCRIPTION";
  if (!changes.phrases.empty()) {
    cx.report(changes.place, "the schema changed and no migration is new: {}", first_of(changes.phrases))
        .object(changes.object)
        .advise(std::string(kAdvice));
  } else if (facts.schema->changed && cx.flag("strict-hash")) {
    cx.report(changes.place, "the schema's text changed and no migration is new")
        .object("schema")
        .advise(std::string(kAdvice));
  }
}

}  // namespace

extern const Rule schema_without_migration;
constinit const Rule schema_without_migration = make_rule<check>(kInfo);

}  // namespace lockstep::rules
