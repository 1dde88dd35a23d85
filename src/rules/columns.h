#pragma once
// Questions about a column that is being added, shared by rules so that one cause has one finding.

#include "parser/action.h"

namespace lockstep::rules {

[[nodiscard]] bool is_serial(const TypeName& type);

// NOT NULL, written or implied by PRIMARY KEY, while nothing gives existing rows a value: no default but
// NULL, no sequence, no generated value. The statement fails on a table with rows.
[[nodiscard]] bool required_without_value(const action::ColumnDef& column);

// The inline constraint of that kind; null when there is none.
[[nodiscard]] const action::Constraint* find_inline(const action::ColumnDef& column, ConstraintKind kind);

}  // namespace lockstep::rules
