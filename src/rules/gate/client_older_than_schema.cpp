/// What:  The generated Prisma client was made of another schema than the one that is there.
/// When:  the copy of the schema beside the client, in `node_modules/.prisma/client` or where the generator's
///        `output` says, means other tables. Where there is no copy nothing is checked.
/// Why:   types and queries follow the copy: code compiles against fields that are gone, and those that are
///        new don't exist for it.
/// Do:    generate it: `npx prisma generate`; in CI behind the installation and before the build.
/// Allow: the client is generated later in the same run.
/// See:   https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/generating-prisma-client
#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "client-older-than-schema",
    .group = "gate",
    .since = "0.1.0",
    .summary = "the generated client is of another schema",
};

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.gate || !facts.gate->client || facts.gate->client->changes.phrases.empty()) return;
  const project::ClientFacts& client = *facts.gate->client;
  cx.report(client.changes.place, "the generated client doesn't know that {}",
            first_of(client.changes.phrases))
      .object(client.changes.object)
      .advise(text::format("generate it anew; its schema is {}:\n  npx prisma generate", client.display));
}

}  // namespace

extern const Rule client_older_than_schema;
constinit const Rule client_older_than_schema = make_rule<check>(kInfo);

}  // namespace lockstep::rules
