/// What:  `RENAME COLUMN`.
/// When:  neither the column nor its table was made in the same migration, and no other column is given the
///        old name in the same transaction.
/// Why:   at every moment one of the two releases has the wrong name: the old one from the migration on, the
///        new one until it. Indexes, foreign keys and views follow the rename; function bodies and the
///        application don't.
/// Do:    with Prisma, rename the field and keep the column: `field Type @map("old_name")`. Otherwise add a
///        column, write both, copy in batches, read the new one, and drop the old one in a later release.
/// Allow: nothing reads the table while the release is rolled out.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME
#include <algorithm>
#include <string>

#include "rules/columns.h"
#include "rules/earlier.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:renaming-column", "pgfence:rename-column", "strong_migrations:rename_column", "atlas:BC102",
    "migrationpilot:MP010",   "pgrubic:US003",
};
constexpr RuleInfo kInfo{
    .id = "rename-column",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "a column changes its name under the running release",
    .aliases = kAliases,
};

// An earlier statement has given the column this name, which the running release doesn't know.
bool named_here(const action::Rename& rename, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    return renames_to(earlier.action, rename.object, rename.from, cx);
  });
}

// Another column gets the name in the same transaction: others never see the table without it.
bool swapped(const action::Rename& rename, const RuleContext& cx) {
  return std::ranges::any_of(cx.same_transaction(), [&](const Statement* other) {
    return other->span.begin > cx.statement().span.begin &&
           renames_to(other->action, rename.object, rename.from, cx);
  });
}

std::string advice(const action::Rename& rename, const RuleContext& cx) {
  const bool prisma = cx.runner().kind == project::RunnerKind::prisma;
  if (added_later(rename.object, rename.from.text, cx) != nullptr) {
    return text::format("leave {} as it is, and add the new column under another name{}", cx.sql(rename.from),
                        prisma ? ", given to its field by @map" : "");
  }
  if (prisma) {
    return text::format("rename the field in schema.prisma alone, and keep the column: @map(\"{}\")",
                        rename.from.text);
  }
  return text::format("add {} beside it, write both, copy in batches, and drop {} in a later release",
                      cx.sql(rename.to), cx.sql(rename.from));
}

void check(const action::Rename& rename, RuleContext& cx) {
  if (rename.kind != ObjectKind::column || cx.created_here(rename.object)) return;
  if (rename.if_exists && cx.missing(rename.object)) return;
  const catalog::Column* column = cx.find_column(rename.object, rename.from);
  if (column != nullptr && cx.created_here(column->origin)) return;
  if (named_here(rename, cx) || swapped(rename, cx)) return;

  const std::string table = former_table(rename.object, cx);
  FindingBuilder finding =
      cx.report(rename.from.span, "renaming {}.{} to {} breaks the release that is still running", table,
                rename.from.text, rename.to.text);
  finding.object(table + "." + rename.from.text).advise(advice(rename, cx));
}

}  // namespace

extern const Rule rename_column;
constinit const Rule rename_column = make_rule<check>(kInfo);

}  // namespace lockstep::rules
