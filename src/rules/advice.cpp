#include "rules/advice.h"

#include "replay/expressions.h"
#include "replay/names.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

std::string_view label_of(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::check: return "check";
    case ConstraintKind::not_null: return "not_null";
    case ConstraintKind::primary_key: return "pkey";
    case ConstraintKind::unique: return "key";
    case ConstraintKind::foreign_key: return "fkey";
    case ConstraintKind::exclusion: return "excl";
  }
  return {};
}

// The middle part of a made-up name; that of a CHECK over several columns is empty.
std::string columns_in_name(const action::Constraint& constraint) {
  std::vector<std::string> columns;
  for (const Name& column : constraint.columns) columns.push_back(column.text);
  if (constraint.kind == ConstraintKind::check) {
    const std::vector<std::string_view> mentioned = replay::column_names(constraint.expression);
    columns.assign(mentioned.begin(), mentioned.end());
    if (columns.size() > 1) columns.clear();
  }
  return replay::join_column_names(columns);
}

std::string alter_table(const RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  return text::format("ALTER TABLE {}{}", alter.only ? "ONLY " : "", cx.sql(alter.relation));
}

}  // namespace

std::string where_it_runs_alone(const project::Runner& runner) {
  switch (runner.kind) {
    case project::RunnerKind::prisma:
      return "as the only statement of a migration of its own (npx prisma migrate dev --create-only)";
    case project::RunnerKind::transaction_per_file:
      return "in a file that the migration tool runs without a transaction";
    case project::RunnerKind::psql:
    case project::RunnerKind::statement_per_query: return "outside BEGIN and COMMIT";
  }
  return {};
}

bool may_be_concurrent(const RuleContext& cx) {
  const bool alone = !cx.session().shape().several_statements;
  return cx.session().in_transaction() == Certainty::no &&
         (alone || cx.runner().kind != project::RunnerKind::prisma);
}

std::string where_it_runs_alone(const RuleContext& cx) {
  if (!may_be_concurrent(cx)) return where_it_runs_alone(cx.runner());
  return cx.runner().kind == project::RunnerKind::prisma ? "as the only statement of its migration"
                                                         : "outside a transaction, as here";
}

std::string index_by_partition(const QualifiedName& table, const RuleContext& cx) {
  return text::format(
      "CONCURRENTLY is not for partitioned tables: create the index ON ONLY {}, build one on each partition "
      "with CONCURRENTLY, then ALTER INDEX ... ATTACH PARTITION",
      cx.sql(table));
}

std::string with_concurrently(Span keyword, const RuleContext& cx) {
  const Span statement = cx.statement().span;
  return text::format("{} CONCURRENTLY{};", cx.text({.begin = statement.begin, .end = keyword.end}),
                      cx.text({.begin = keyword.end, .end = statement.end}));
}

std::string rename_in_schema(std::string_view what, std::string_view name) {
  return text::format("rename the {} in schema.prisma alone, and keep the database's name: @@map(\"{}\")",
                      what, name);
}

std::string afterwards(const project::Runner& runner) {
  switch (runner.kind) {
    case project::RunnerKind::prisma:
    case project::RunnerKind::transaction_per_file: return "in the next migration";
    case project::RunnerKind::psql:
    case project::RunnerKind::statement_per_query: return "in a transaction of its own";
  }
  return {};
}

std::string move_to_own_migration(const RuleContext& cx) {
  return text::format("move it{} to a migration of its own",
                      cx.following().empty() ? "" : " and what follows it");
}

std::string when_unlocked(const RuleContext& cx) {
  if (!cx.locks_outlive_statement()) return "it is done";
  return cx.session().in_explicit_block() ? "the transaction ends" : "the migration ends";
}

void label_lock(FindingBuilder& finding, const QualifiedName& table, const RuleContext& cx) {
  const HeldLock* held = cx.stronger_lock_on(table);
  if (held == nullptr) {
    finding.label(lock_label(cx.lock_on(table)));
    return;
  }
  const effects::LockMode mode = held->lock.mode;
  finding.label("under the " + lock_label(mode))
      .related(held->statement, text::format("takes the {} lock, held until the transaction ends",
                                             effects::lock_mode_name(mode)));
}

std::string new_constraint_name(std::string_view columns, std::string_view label, const RuleContext& cx) {
  const QualifiedName& relation = cx.alter_table().relation;
  const catalog::Relation* table = cx.before().find_table(relation);
  std::string name = replay::make_object_name(relation.name, columns, label);
  for (int number = 1; table != nullptr && table->find_constraint(name) != nullptr; ++number) {
    name = replay::make_object_name(relation.name, columns, text::format("{}{}", label, number));
  }
  return quote_identifier(name);
}

std::string constraint_name(const action::Constraint& constraint, const RuleContext& cx) {
  if (!constraint.name.text.empty()) return cx.sql(constraint.name);
  return new_constraint_name(columns_in_name(constraint), label_of(constraint.kind), cx);
}

std::string add_not_valid_and_validate(std::string_view name, std::string_view definition,
                                       const RuleContext& cx) {
  return text::format("\n  {0} ADD CONSTRAINT {1} {2} NOT VALID;\n{3}:\n  {0} VALIDATE CONSTRAINT {1};",
                      alter_table(cx), name, definition, afterwards(cx.runner()));
}

std::string add_not_valid_and_validate(const action::Constraint& constraint, const RuleContext& cx) {
  return add_not_valid_and_validate(constraint_name(constraint, cx),
                                    cx.text({.begin = constraint.keyword.begin, .end = constraint.span.end}),
                                    cx);
}

std::string add_without(const action::ColumnDef& column, const action::Constraint& constraint,
                        const RuleContext& cx) {
  std::string_view before = cx.text({.begin = column.span.begin, .end = constraint.span.begin});
  before = before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
  return text::format("{} ADD COLUMN {}{};", alter_table(cx), before,
                      cx.text({.begin = constraint.span.end, .end = column.span.end}));
}

std::string add_not_valid_and_validate(const action::ColumnDef& column, const action::Constraint& constraint,
                                       std::string_view definition, const RuleContext& cx) {
  return "\n  " + add_without(column, constraint, cx) +
         add_not_valid_and_validate(constraint_name(constraint, cx), definition, cx);
}

std::vector<Edit> make_not_valid(const action::Constraint& constraint, const RuleContext& cx) {
  const Span span = constraint.span;
  std::vector<Edit> edits;
  if (constraint.name.text.empty()) {
    edits.push_back({.span = {.begin = span.begin, .end = span.begin},
                     .text = "CONSTRAINT " + constraint_name(constraint, cx) + " "});
  }
  edits.push_back({.span = {.begin = span.end, .end = span.end}, .text = " NOT VALID"});
  return edits;
}

}  // namespace lockstep::rules
