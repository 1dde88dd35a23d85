#pragma once
// Phrases of advice that several rules share, in the words of the project's migration tool. All SQL is
// to be pasted, with the user's own names.

#include <string>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "project/runner.h"
#include "support/finding.h"

namespace lockstep::rules {

class FindingBuilder;
class RuleContext;

// Where a statement goes that must not run in a transaction: "as the only statement of a migration of its
// own, ...".
[[nodiscard]] std::string where_it_runs_alone(const project::Runner& runner);
// Whether CONCURRENTLY may be added to the statement where it stands. From 7.4 on Prisma sends statements
// one by one, but not from every file, and one that fails leaves its migration half applied: there, too, it
// has to be alone.
[[nodiscard]] bool may_be_concurrent(const RuleContext& cx);
// The same as above for this statement, which may be where it has to be.
[[nodiscard]] std::string where_it_runs_alone(const RuleContext& cx);

// How an index of a partitioned table is built, for which CONCURRENTLY is refused.
[[nodiscard]] std::string index_by_partition(const QualifiedName& table, const RuleContext& cx);
// The statement with CONCURRENTLY behind `keyword`.
[[nodiscard]] std::string with_concurrently(Span keyword, const RuleContext& cx);

// Of an enum, view or model that Prisma's schema names: a rename that the database needn't know.
[[nodiscard]] std::string rename_in_schema(std::string_view what, std::string_view name);

// "in the next migration": where it goes that comes after everything of this file is committed.
[[nodiscard]] std::string afterwards(const project::Runner& runner);

// "move it and what follows it to a migration of its own": later statements may need what it does, or take
// away what it reads.
[[nodiscard]] std::string move_to_own_migration(const RuleContext& cx);

// "it is done", or the end of the transaction in which other statements follow: how long locks last.
[[nodiscard]] std::string when_unlocked(const RuleContext& cx);
// Labels a finding with the lock on the table, or with a stronger one that the transaction holds already.
void label_lock(FindingBuilder& finding, const QualifiedName& table, const RuleContext& cx);

// The rest is asked in a check of an ALTER TABLE.

// A name that its table has not given to a constraint yet, as SQL.
[[nodiscard]] std::string new_constraint_name(std::string_view columns, std::string_view label,
                                              const RuleContext& cx);
// The constraint's own name, as SQL, else one as Postgres would make it.
[[nodiscard]] std::string constraint_name(const action::Constraint& constraint, const RuleContext& cx);

// The statement that adds the column without an inline constraint of it.
[[nodiscard]] std::string add_without(const action::ColumnDef& column, const action::Constraint& constraint,
                                      const RuleContext& cx);
// The statement that adds the constraint NOT VALID, and the later one that validates it. `definition` is
// what stands behind the name.
[[nodiscard]] std::string add_not_valid_and_validate(std::string_view name, std::string_view definition,
                                                     const RuleContext& cx);
[[nodiscard]] std::string add_not_valid_and_validate(const action::Constraint& constraint,
                                                     const RuleContext& cx);
// The same for an inline constraint of a new column, which is added without it. `definition` is that of
// the table's constraint.
[[nodiscard]] std::string add_not_valid_and_validate(const action::ColumnDef& column,
                                                     const action::Constraint& constraint,
                                                     std::string_view definition, const RuleContext& cx);
// NOT VALID behind the constraint, with a name by which it can be validated.
[[nodiscard]] std::vector<Edit> make_not_valid(const action::Constraint& constraint, const RuleContext& cx);

}  // namespace lockstep::rules
