/// What:  a concurrent index build that can't be repeated safely when it has failed.
/// When:  `CREATE INDEX CONCURRENTLY` with `IF NOT EXISTS` or without a name, on a table that was not made in
///        the same migration, with no `DROP INDEX` of that name before it.
/// Why:   a build that fails, by a duplicate, a deadlock or a timeout, leaves an invalid index under its
///        name. It serves no query and costs every write. On the second run `IF NOT EXISTS` finds it there
///        and skips the build, and the migration counts as applied; without a name a second index is built
///        beside it.
/// Do:    give it a name and leave `IF NOT EXISTS` out: then the second run fails until the invalid index is
///        dropped. Or drop it first, where the file may hold both statements.
/// Allow: something else looks for invalid indexes after the deployment.
/// See:   https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/rule.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP070"};
constexpr RuleInfo kInfo{
    .id = "invalid-index-left-behind",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a concurrent build that has failed is taken for the index, or built twice",
    .aliases = kAliases,
};

bool is_dropped_before(const Name& index, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* drop = std::get_if<action::Drop>(&earlier.action);
    return drop != nullptr && drop->kind == ObjectKind::index &&
           contains(drop->names, index.text, &QualifiedName::name);
  });
}

std::string and_run_again(const RuleContext& cx) {
  return cx.runner().kind == project::RunnerKind::prisma
             ? "npx prisma migrate resolve --rolled-back with the migration's name, and deploy again"
             : "run the migration again";
}

void check(const action::CreateIndex& index, RuleContext& cx) {
  const bool unnamed = index.name.text.empty();
  if (!index.concurrently || !(index.if_not_exists || unnamed)) return;
  if (cx.created_here(index.relation) || cx.effect().find(effects::WorkKind::index_build) == nullptr) return;
  if (unnamed) {
    cx.report(cx.statement().keyword,
              "a build that fails leaves an invalid index, beside which the next run builds another")
        .object(cx.name_of(index.relation))
        .advise("give the index a name, so that a second run doesn't make a second one");
    return;
  }
  if (is_dropped_before(index.name, cx)) return;
  cx.report(index.name.span, "after a failed build {} is invalid, and IF NOT EXISTS skips it",
            index.name.text)
      .object(index.name.text)
      .advise(text::format("leave IF NOT EXISTS out; when the build has failed, drop what is left, then {}:\n"
                           "  DROP INDEX CONCURRENTLY IF EXISTS {};",
                           and_run_again(cx), cx.sql(index.name)));
}

}  // namespace

extern const Rule invalid_index_left_behind;
constinit const Rule invalid_index_left_behind = make_rule<check>(kInfo);

}  // namespace lockstep::rules
