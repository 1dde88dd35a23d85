/// What:  the datasource's URL leads through a connection pooler, and there is no `directUrl`.
/// When:  the schema's `url` has `pgbouncer=true`, port 6543, a host `...-pooler.` or the scheme
///        `prisma://`, or is `env("POSTGRES_PRISMA_URL")`, which Vercel gives to the pooler. `lockstep
///        check` looks at a schema that changed since the base, `lockstep lint --all` at any. Prisma 7 has
///        no `directUrl`: its `prisma.config.ts` holds the direct URL, and the client is given the other
///        one.
/// Why:   Prisma Migrate takes an advisory lock for its session and prepares statements. A pooler gives
///        each transaction another session: `migrate deploy` fails with `prepared statement "s0" already
///        exists`, or waits for a lock that nobody gives back.
/// Do:    add `directUrl = env("DIRECT_URL")`, which leads to the server itself.
/// Allow: migrations are run with another URL, which is put into the variable.
/// See: https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/pgbouncer
#include <algorithm>

#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "pooled-url",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "migrations run through a connection pooler",
};

// https://vercel.com/docs/postgres
constexpr std::string_view kPooledVariable = "POSTGRES_PRISMA_URL";

bool is_pooled(const schema::Url& url) {
  if (url.environment) return url.text == kPooledVariable;
  constexpr std::string_view kParts[] = {"pgbouncer=true", ":6543/", ":6543?", "-pooler."};
  return url.text.starts_with("prisma://") ||
         std::ranges::any_of(kParts, [&](std::string_view part) { return url.text.contains(part); });
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.schema || !facts.schema->changed || !facts.schema->is_for_postgres()) return;
  const std::optional<schema::Datasource>& datasource = facts.schema->schema.datasource;
  if (!datasource || !datasource->url || datasource->direct_url || !is_pooled(*datasource->url)) return;
  cx.report(facts.schema->at(datasource->url->place),
            "this URL leads through a connection pooler, which migrations can't use")
      .object("datasource " + datasource->name)
      .advise("give Prisma Migrate a URL of the server itself:\n  directUrl = env(\"DIRECT_URL\")");
}

}  // namespace

extern const Rule pooled_url;
constinit const Rule pooled_url = make_rule<check>(kInfo);

}  // namespace lockstep::rules
