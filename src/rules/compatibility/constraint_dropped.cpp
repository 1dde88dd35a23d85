/// What:  a rule about rows is given up: a unique constraint or index, a primary key or a CHECK is dropped.
/// When:  `DROP CONSTRAINT`, or `DROP INDEX` of a unique index, that an earlier migration has made. Not where
///        another unique index or key over the same columns or fewer is there or comes later in the file, or
///        another CHECK over a column of it; not for a `CHECK (column IS NOT NULL)` of a column that is NOT
///        NULL; not where the table or a column of it is dropped; and not where the file adds a required
///        column without a value, for which the table has to be empty.
/// Why:   from now on the table takes rows that the running release doesn't expect: two users with one email,
///        a total below zero. Without the unique index `ON CONFLICT (column)` fails, which Prisma's `upsert`
///        uses. To come back means to clean up first.
/// Do:    first deploy a release that lives without it, then drop it. To change it, add the new one before.
/// Allow: no release relies on it any more.
/// See:   https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT
#include <string>

#include "rules/lost_constraint.h"
#include "rules/rule.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "atlas:CD101",
    "migrationpilot:MP055",
    "migrationpilot:MP097",
    "pgrubic:CT004",
};
constexpr RuleInfo kInfo{
    .id = "constraint-dropped",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "rows that a constraint has refused are taken from now on",
    .aliases = kAliases,
};

// "email", "tenant and email"; of expressions "key".
std::string columns_of(const LostConstraint& lost) {
  const bool plain = !lost.columns.empty() && !contains(lost.columns, "");
  return plain ? list_names(lost.columns) : "key";
}

bool is_partial(const LostConstraint& lost, const RuleContext& cx) {
  return lost.index != 0 && !cx.before().index(lost.index).predicate.empty();
}

void report(const LostConstraint& lost, const Name& name, RuleContext& cx) {
  if (is_made_up_for(lost, cx)) return;
  const std::string table = to_text(lost.table);
  FindingBuilder finding =
      lost.check == nullptr
          ? cx.report(name.span, "without {}, {} takes rows with the same {}{}", name.text, table,
                      columns_of(lost), is_partial(lost, cx) ? " that its WHERE picks" : "")
          : cx.report(name.span, "without {}, {} takes rows that it has refused so far", name.text, table);
  if (lost.check == nullptr) finding.label("ON CONFLICT on it fails from now on");
  finding.object(name.text)
      .related(lost.origin, "made here")
      .advise("first deploy a release that doesn't rely on it; drop it in a later migration");
}

void check_constraint(const action::DropConstraint& drop, RuleContext& cx) {
  if (const auto lost = lost_constraint(drop, cx)) report(*lost, drop.constraint, cx);
}

void check_index(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::index) return;
  for (const QualifiedName& name : drop.names) {
    if (const auto lost = lost_index(name, cx)) report(*lost, {.text = name.name, .span = name.span}, cx);
  }
}

}  // namespace

extern const Rule constraint_dropped;
constinit const Rule constraint_dropped = make_rule<check_constraint, check_index>(kInfo);

}  // namespace lockstep::rules
