#pragma once
// The commands of ALTER TABLE, one function each. Private to src/effects.

#include <vector>

#include "effects/builder.h"
#include "parser/action.h"

namespace lockstep::effects {

struct Alter {
  const action::AlterTable& statement;
  Target table;
  std::vector<Target> reach;  // the table and, without ONLY, its partitions and inheriting tables
};

void add_column(Builder& builder, const Alter& alter, const action::AddColumn& command);
void drop_column(Builder& builder, const Alter& alter, const action::DropColumn& command);
void set_type(Builder& builder, const Alter& alter, const action::SetType& command);
void set_not_null(Builder& builder, const Alter& alter, const action::SetNotNull& command);
void set_expression(Builder& builder, const Alter& alter, const action::SetExpression& command);

void add_constraint(Builder& builder, const Alter& alter, const action::AddConstraint& command);
void drop_constraint(Builder& builder, const Alter& alter, const action::DropConstraint& command);
void validate_constraint(Builder& builder, const Alter& alter, const action::ValidateConstraint& command);
void alter_constraint(Builder& builder, const Alter& alter, const action::AlterConstraint& command);

void attach_partition(Builder& builder, const Alter& alter, const action::AttachPartition& command);
void detach_partition(Builder& builder, const Alter& alter, const action::DetachPartition& command);

// Locks of a foreign key from the first tables to the second: both sides with their partitions.
void lock_referenced(Builder& builder, const Target& referenced, LockMode mode);

// Whether a valid constraint or the column itself already keeps nulls out of it.
[[nodiscard]] bool has_no_nulls(const Target& table, std::string_view column);

// Constraints that the statement drops, in a pass before all that could use them.
[[nodiscard]] std::vector<std::string_view> dropped_constraints(const action::AlterTable& statement);

}  // namespace lockstep::effects
