/// What:  a statement that the shadow database can't run: `migrate dev` replays all migrations there, from
///        an empty database on, which often stands on the same server.
/// When:  Prisma runs the files, and the statement makes, changes or drops roles, databases, tablespaces,
///        settings of the whole server or a subscription; or it gives something to a role that no migration
///        creates.
/// Why:   `migrate dev` and `migrate diff` fail with P3006 for everyone, and so does every new environment.
///        A role that the history creates is there already when the shadow database is made.
/// Do:    set up roles and servers outside of the migrations, or look first in a `DO` block.
/// Allow: every server, the developers' too, is prepared so that the statement works.
/// See:   https://www.postgresql.org/docs/current/user-manag.html
#include <algorithm>
#include <array>
#include <string>

#include "rules/rule.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "shadow-database-hostile",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "the shadow database can't run the statement",
};

bool is_prisma(const RuleContext& cx) { return cx.runner().kind == project::RunnerKind::prisma; }

struct Shared {
  std::string_view statement;  // as Opaque names it
  std::string_view why;
};

constexpr std::string_view kRoles = "roles belong to the whole server";
constexpr auto kShared = std::to_array<Shared>({
    {"ALTER ROLE", kRoles},
    {"CREATE DATABASE", "it has been made on this server already"},
    {"CREATE SUBSCRIPTION", "it connects to another server"},
    {"CREATE TABLESPACE", "tablespaces belong to the whole server"},
    {"GRANT ROLE", kRoles},
    {"REVOKE ROLE", kRoles},
});

constexpr std::string_view kOutside = "do it where the server is set up";

void report(std::string_view statement, std::string_view why, RuleContext& cx) {
  const bool looks_first = cx.session().in_code() && why == kRoles;
  if (!is_prisma(cx) || looks_first) return;
  cx.report(cx.statement().keyword, "{} may fail on a shadow database: {}", statement, why)
      .advise(std::string(kOutside) + (why == kRoles ? ", or in a DO block that looks first" : ""));
}

void check_shared(const action::Opaque& statement, RuleContext& cx) {
  const auto shared = std::ranges::find(kShared, statement.what, &Shared::statement);
  if (shared != kShared.end()) report(shared->statement, shared->why, cx);
}

void check_created(const action::CreateRole&, RuleContext& cx) { report("CREATE ROLE", kRoles, cx); }

void check_reassigned(const action::DropOwned& statement, RuleContext& cx) {
  if (!statement.new_owner.empty()) report("REASSIGN OWNED", kRoles, cx);
}

// On every server, or made before, if only in code.
bool is_there(const std::string& role, const RuleContext& cx) {
  constexpr std::string_view kEverywhere[] = {"public", "current_role", "current_user", "session_user",
                                              "postgres"};
  const catalog::Catalog& before = cx.before();
  return role.starts_with("pg_") || std::ranges::find(kEverywhere, role) != std::end(kEverywhere) ||
         contains(before.roles, role) ||
         std::ranges::any_of(before.code, [&](const std::string& code) { return code.contains(role); });
}

void check_role(const std::string& role, Span span, RuleContext& cx) {
  if (!is_prisma(cx) || !cx.before().complete || is_there(role, cx)) return;
  cx.report(span, "no migration creates the role {}: the statement fails where the server has none", role)
      .label("a shadow database may be on such a server")
      .object(role)
      .advise(text::format("create it before, where it is missing:\n"
                           "  DO $$ BEGIN CREATE ROLE {}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
                           quote_identifier(role)));
}

void check_grant(const action::Grant& grant, RuleContext& cx) {
  for (const std::string& role : grant.roles) check_role(role, cx.statement().keyword, cx);
}

void check_owner(const action::SetOwner& owner, RuleContext& cx) {
  check_role(owner.role, cx.statement().keyword, cx);
}

void check_table_owner(const action::OwnerTo& owner, RuleContext& cx) {
  check_role(owner.role, cx.command().keyword, cx);
}

void check_drop(const action::Drop& drop, RuleContext& cx) {
  const bool shared = drop.kind == ObjectKind::role || drop.kind == ObjectKind::database ||
                      drop.kind == ObjectKind::tablespace;
  if (!is_prisma(cx) || !shared || drop.if_exists) return;
  cx.report(cx.statement().keyword,
            "dropping a {} may fail on a shadow database: it may not be on that server",
            object_kind_name(drop.kind))
      .advise("write IF EXISTS, or do it where the server is set up");
}

void check_system(const action::AlterSystem& /*alter*/, RuleContext& cx) {
  if (!is_prisma(cx)) return;
  cx.report(cx.statement().keyword, "ALTER SYSTEM on a shadow database changes the developers' whole server")
      .advise(std::string(kOutside));
}

}  // namespace

extern const Rule shadow_database_hostile;
constinit const Rule shadow_database_hostile =
    make_rule<check_shared, check_created, check_reassigned, check_grant, check_owner, check_table_owner,
              check_drop, check_system>(kInfo);

}  // namespace lockstep::rules
