/// What:  `ALTER TABLE ... RENAME TO`.
/// When:  the table was not made in the same migration, and the same transaction doesn't put another table or
///        a view under the old name. Not for a table that takes the name of one which the file has dropped:
///        drop-table speaks of both.
/// Why:   at every moment one of the two releases has the wrong name: the old one from the migration on, the
///        new one until it. Indexes, foreign keys and views follow the rename; function bodies and the
///        application don't.
/// Do:    with Prisma, rename the model and keep the table: `@@map("old_name")`. Otherwise leave a view under
///        the old name, made in the same transaction, until no release uses it.
/// Allow: nothing uses the table while the release is rolled out.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME
#include <algorithm>
#include <string>

#include "rules/earlier.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:renaming-table", "pgfence:rename-table", "strong_migrations:rename_table",
    "atlas:BC101",           "migrationpilot:MP028", "pgrubic:US022",
};
constexpr RuleInfo kInfo{
    .id = "rename-table",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "a table changes its name under the running release",
    .aliases = kAliases,
};

bool taken_by(const Statement& other, const action::Rename& rename, const RuleContext& cx) {
  return other.span.begin > cx.statement().span.begin && takes_name(other.action, rename.object, cx);
}

// Others never see the old name without something behind it.
bool name_stays_in_use(const action::Rename& rename, const RuleContext& cx) {
  return std::ranges::any_of(cx.same_transaction(),
                             [&](const Statement* other) { return taken_by(*other, rename, cx); });
}

// One table for another: what the running release makes of it is told where that one is dropped.
bool replaces_dropped(const action::Rename& rename, const RuleContext& cx) {
  const QualifiedName name{.schema = rename.object.schema, .name = rename.to.text, .span = {}};
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* drop = std::get_if<action::Drop>(&earlier.action);
    return drop != nullptr && drop->kind == ObjectKind::table &&
           std::ranges::any_of(drop->names,
                               [&](const QualifiedName& dropped) { return cx.same_relation(dropped, name); });
  });
}

std::string advice(const action::Rename& rename, const RuleContext& cx) {
  if (std::ranges::any_of(cx.following(),
                          [&](const Statement& later) { return taken_by(later, rename, cx); }))
    return "rename it in one transaction with what takes its name, between BEGIN; and COMMIT;";
  if (cx.runner().kind == project::RunnerKind::prisma)
    return text::format("rename the model in schema.prisma alone, and keep the table: @@map(\"{}\")",
                        rename.object.name);
  return text::format(
      "keep the old name until no release uses it, in the same transaction:\n  CREATE VIEW {} AS SELECT * "
      "FROM {};",
      cx.sql(rename.object), cx.sql(rename.to));
}

void check(const action::Rename& rename, RuleContext& cx) {
  if (rename.kind != ObjectKind::table || cx.created_here(rename.object)) return;
  if (rename.if_exists && cx.missing(rename.object)) return;
  if (cx.before().find_index(rename.object) != nullptr) return;  // ALTER TABLE renames indexes as well
  if (name_stays_in_use(rename, cx) || replaces_dropped(rename, cx)) return;
  // The running release doesn't know a name that this file has given.
  if (former_name(ObjectKind::table, rename.object, cx).name != rename.object.name) return;

  const std::string table = cx.name_of(rename.object);
  FindingBuilder finding =
      cx.report(rename.object.span, "renaming {} to {} breaks the release that is still running", table,
                rename.to.text);
  finding.object(table).advise(advice(rename, cx));
}

}  // namespace

extern const Rule rename_table;
constinit const Rule rename_table = make_rule<check>(kInfo);

}  // namespace lockstep::rules
