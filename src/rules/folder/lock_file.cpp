/// What:  `migration_lock.toml` is missing, names another database than Postgres, or another one than before.
/// When:  Prisma runs the migrations, and where one is new the file isn't in their folder (warning), or its
///        provider is no Postgres, or not the one that the base has.
/// Why:   Prisma refuses every migrate command where the file's provider and the schema's differ (P3019), and
///        without the file nothing keeps migrations of two databases apart.
/// Do:    commit the file as Prisma writes it: `provider = "postgresql"`.
/// Allow: the folder isn't Prisma's.
/// See:   https://www.prisma.io/docs/orm/reference/error-reference#p3019
#include <algorithm>

#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "lock-file",
    .group = "folder",
    .since = "0.1.0",
    .summary = "migration_lock.toml is missing or names another database",
};
constexpr std::string_view kAdvice =
    "commit the file as Prisma writes it:\n"
    "provider = \"postgresql\"";

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.lock_file || facts.migrations.empty() || cx.runner().kind != project::RunnerKind::prisma) return;
  const project::LockFileFacts& lock = *facts.lock_file;
  const std::string object(project::kLockFile);
  const project::Place provider{.file = lock.place.file, .span = lock.provider_span};
  if (lock.missing) {
    const bool speaks = std::ranges::any_of(facts.migrations, &project::MigrationFacts::reported);
    if (!facts.has_base || !speaks) return;
    cx.report(lock.place, "{} is missing: nothing says which database the migrations are for",
              project::kLockFile)
        .severity(Severity::warning)
        .object(object)
        .advise(std::string(kAdvice));
  } else if (!project::is_postgres(lock.provider)) {
    cx.report(provider, "{} names the provider \"{}\", and not Postgres", project::kLockFile, lock.provider)
        .object(object)
        .advise(std::string(kAdvice));
  } else if (!lock.provider_at_base.empty() && lock.provider_at_base != lock.provider) {
    cx.report(provider, "the provider in {} was \"{}\" and is \"{}\" now", project::kLockFile,
              lock.provider_at_base, lock.provider)
        .object(object)
        .advise("put back what the base has; another database starts a history of its own");
  }
}

}  // namespace

extern const Rule lock_file;
constinit const Rule lock_file = make_rule<check>(kInfo);

}  // namespace lockstep::rules
