/// What:  a unique constraint, primary key or exclusion constraint on an existing table that builds its index
///        while the table is locked.
/// When:  `ADD CONSTRAINT ... UNIQUE`, `PRIMARY KEY` or `EXCLUDE` without `USING INDEX`, or a `UNIQUE` column
///        of `ADD COLUMN`, on a table that was not made or truncated in the same migration. Not where the
///        same statement rewrites the table, which builds its indexes again, and not where a later one drops
///        the table or a column of the constraint.
/// Why:   the index is built under an ACCESS EXCLUSIVE lock: reads and writes wait until it is finished.
/// Do:    build a unique index with `CONCURRENTLY`, alone in its migration, and make it the constraint with
///        `USING INDEX`, which takes its lock for a moment. An exclusion constraint has no such way. A key
///        that is dropped and added over the same columns needs no new index: rename it, or let it be.
/// Allow: the table is small.
/// See: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/key_advice.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"squawk:disallowed-unique-constraint",
                                         "squawk:adding-serial-primary-key-field",
                                         "eugene:E7",
                                         "eugene:E8",
                                         "pgfence:add-constraint-unique",
                                         "pgfence:add-pk-without-using-index",
                                         "strong_migrations:add_unique_constraint",
                                         "strong_migrations:add_exclusion_constraint",
                                         "atlas:PG104",
                                         "atlas:PG105",
                                         "migrationpilot:MP027",
                                         "migrationpilot:MP031",
                                         "pgrubic:US014",
                                         "pgrubic:US015"};
constexpr RuleInfo kInfo{
    .id = "constraint-builds-index",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a constraint builds its index while reads and writes wait",
    .aliases = kAliases,
};

bool is_key(const action::Constraint& constraint) {
  return constraint.kind == ConstraintKind::unique || constraint.kind == ConstraintKind::primary_key;
}

std::string what(const action::Constraint& constraint) {
  if (!constraint.name.text.empty()) return constraint.name.text;
  if (constraint.kind == ConstraintKind::exclusion) return "the exclusion constraint";
  return constraint.kind == ConstraintKind::unique ? "the unique constraint" : "the primary key";
}

std::string advice(const action::Constraint& key, const RuleContext& cx) {
  const std::string table = cx.sql(cx.alter_table().relation);
  const catalog::Relation* found = cx.before().find_table(cx.alter_table().relation);
  if (found != nullptr && found->kind == catalog::RelationKind::partitioned_table)
    return "give each partition an index with CONCURRENTLY and the constraint USING INDEX, then add it to " +
           table;
  if (!is_key(key) || key.temporal)
    return "no form of it lets others go on: run it when nobody uses " + table + ", or while it is small";
  return build_index_first(key, cx);
}

// Builds an index for which others wait, and nothing else that has a rule of its own.
bool builds_index(const action::Constraint& constraint, const RuleContext& cx) {
  return cx.awaited_work(effects::WorkKind::index_build) != nullptr &&
         cx.effect_of(cx.statement()).find(effects::WorkKind::rewrite) == nullptr &&
         std::ranges::none_of(constraint.columns, [&](const Name& name) { return is_moot(name.text, cx); }) &&
         std::ranges::none_of(constraint.exclusion, [&](const action::IndexElement& element) {
           return is_moot(element.column.text, cx);
         });
}

FindingBuilder report(const action::Constraint& constraint, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  FindingBuilder finding =
      cx.report(constraint.keyword, "adding {} builds an index while {} of {} wait", what(constraint),
                effects::who_waits(cx.lock_on(table)), cx.name_of(table));
  label_lock(finding, table, cx);
  finding.object(constraint.name.text.empty() ? cx.name_of(table) : constraint.name.text);
  return finding;
}

void check_constraint(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& constraint = add.constraint;
  if (builds_index(constraint, cx)) report(constraint, cx).advise(advice(constraint, cx));
}

void check_column(const action::AddColumn& add, RuleContext& cx) {
  const auto key = std::ranges::find_if(add.column.constraints, is_key);
  if (key == add.column.constraints.end() || !builds_index(*key, cx)) return;
  report(*key, cx).advise(text::format("add the column without it:\n  {}\n{}",
                                       add_without(add.column, *key, cx), advice(*key, cx)));
}

}  // namespace

extern const Rule constraint_builds_index;
constinit const Rule constraint_builds_index = make_rule<check_constraint, check_column>(kInfo);

}  // namespace lockstep::rules
