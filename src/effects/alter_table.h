#pragma once
// The commands of ALTER TABLE, one function each. Private to src/effects.

#include <string_view>
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

// Whether the column itself or a valid constraint already keeps nulls out of it; one that the same
// statement drops is gone before anything looks at it.
[[nodiscard]] bool has_no_nulls(const Alter& alter, const Target& table, std::string_view column);

}  // namespace lockstep::effects
