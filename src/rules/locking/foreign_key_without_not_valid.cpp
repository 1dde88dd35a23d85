/// What:  a foreign key on an existing table that is checked against all its rows at once.
/// When:  `ADD FOREIGN KEY` without `NOT VALID` on a table that was not made or truncated in the same
///        migration, or `ADD COLUMN ... REFERENCES` with a default. Not for one without default, which has
///        nothing to check, not where a later statement drops the table or a column of the key, and not where
///        the file has added a required column without a value, for which the table has to be empty. Where
///        the referenced table is made in the same migration, and nothing puts rows into it, a value in an
///        older column fails the key.
/// Why:   every row is looked up in the referenced table under a SHARE ROW EXCLUSIVE lock on both tables:
///        reads go on, writes to either of them wait until the check is done. Where the transaction has
///        dropped the old key before, or added the column, reads wait as well.
/// Do:    add it `NOT VALID`, which checks new rows only and takes its locks for a moment, and `VALIDATE
///        CONSTRAINT` in the next migration, which lets writes go on. Prisma sees no difference between the
///        two. The key of a column that the same migration adds can be written into its `ADD COLUMN`.
/// Allow: both tables are small.
/// See: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
#include <algorithm>
#include <string>
#include <vector>

#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/new_references.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:adding-foreign-key-constraint",
    "eugene:E1",
    "pgfence:add-constraint-fk-no-not-valid",
    "strong_migrations:add_foreign_key",
    "migrationpilot:MP005",
    "pgrubic:US012",
    "prisma-strong-migrations:addForeignKey",
};
constexpr RuleInfo kInfo{
    .id = "foreign-key-without-not-valid",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a foreign key is checked while writes to both tables wait",
    .aliases = kAliases,
};

// https://www.postgresql.org/docs/18/release-18.html: NOT VALID on partitioned tables
constexpr int kNotValidOnPartitioned = 18;

bool cannot_be_not_valid(const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  return cx.postgres() < kNotValidOnPartitioned && table != nullptr &&
         table->kind == catalog::RelationKind::partitioned_table;
}

std::string advice_for_partitions(const RuleContext& cx) {
  return "before Postgres 18 a foreign key on a partitioned table cannot be NOT VALID: add it to each "
         "partition NOT VALID, validate it there, and then to " +
         cx.sql(cx.alter_table().relation);
}

bool has_nothing_to_check(const action::Constraint& key, const RuleContext& cx) {
  return std::ranges::any_of(key.columns, [&](const Name& column) { return is_moot(column.text, cx); });
}

std::string definition(const action::Constraint& key, const RuleContext& cx) {
  return "REFERENCES " + std::string(cx.text({.begin = key.references.span.begin, .end = key.span.end}));
}

void report_refers_to_nothing(const action::Constraint& key, RuleContext& cx) {
  const std::string table = cx.name_of(cx.alter_table().relation);
  const std::string referenced = cx.name_of(key.references);
  std::vector<std::string> columns;
  for (const Name& column : key.columns) columns.push_back(table + "." + column.text);
  cx.report(key.keyword, "it fails where {} {}: {} is new and empty", list_names(columns),
            columns.size() == 1 ? "has a value" : "have values", referenced)
      .label("no row of " + referenced + " is there to refer to")
      .object(key.name.text.empty() ? table : key.name.text)
      .advise(
          text::format("fill {} before, or set {} to NULL where it can be", referenced, list_names(columns)));
}

FindingBuilder report(const action::Constraint& key, RuleContext& cx) {
  const std::string table = cx.name_of(cx.alter_table().relation);
  const std::string name =
      key.name.text.empty() ? "the foreign key to " + cx.name_of(key.references) : key.name.text;
  FindingBuilder finding =
      cx.report(key.keyword, "checking {} reads all of {} while {}", name, table, those_who_wait(cx));
  label_lock(finding, cx.alter_table().relation, cx);
  finding.object(key.name.text.empty() ? table : key.name.text);
  return finding;
}

void check_constraint(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& key = add.constraint;
  const QualifiedName& table = cx.alter_table().relation;
  if (key.kind != ConstraintKind::foreign_key || cx.awaited_work(effects::WorkKind::scan) == nullptr) return;
  if (has_nothing_to_check(key, cx)) return;

  if (refers_to_nothing(key, cx)) {
    report_refers_to_nothing(key, cx);
    return;
  }
  FindingBuilder finding = report(key, cx);
  if (const action::ColumnDef* column = added_without_its_key(key, cx)) {
    finding.advise(text::format(
        "write it into the ADD COLUMN, where it has nothing to check:\n  ALTER TABLE {} ADD COLUMN {} "
        "CONSTRAINT {} {};",
        cx.sql(table), cx.text(column->span), constraint_name(key, cx), definition(key, cx)));
    return;
  }
  if (cannot_be_not_valid(cx)) {
    finding.advise(advice_for_partitions(cx));
    return;
  }
  finding
      .advise("instead:" + add_not_valid_and_validate(key, cx))
      // Rows that are there stay unchecked until it is validated.
      .fix("add it NOT VALID, to be validated " + afterwards(cx.runner()), false, make_not_valid(key, cx));
}

void check_column(const action::AddColumn& add, RuleContext& cx) {
  const action::Constraint* key = find_inline(add.column, ConstraintKind::foreign_key);
  if (key == nullptr || cx.awaited_work(effects::WorkKind::scan) == nullptr) return;
  // The scan may have another cause, which has a rule of its own.
  if (is_moot(add.column.name.text, cx) || find_inline(add.column, ConstraintKind::check) != nullptr) return;
  if (cx.awaited_work(effects::WorkKind::rewrite) != nullptr) return;
  const std::string of_table =
      text::format("FOREIGN KEY ({}) {}", cx.sql(add.column.name), definition(*key, cx));
  report(*key, cx).advise(cannot_be_not_valid(cx)
                              ? advice_for_partitions(cx)
                              : "instead:" + add_not_valid_and_validate(add.column, *key, of_table, cx));
}

}  // namespace

extern const Rule foreign_key_without_not_valid;
constinit const Rule foreign_key_without_not_valid = make_rule<check_constraint, check_column>(kInfo);

}  // namespace lockstep::rules
