#pragma once
// Whether rows of a table are sure to differ in some columns, so that these can become a key.

#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// By a unique index over some of the columns, which the file may have dropped; or by a column that the file
// adds and that is NULL, or gets another value in each row.
[[nodiscard]] bool rows_differ(const QualifiedName& table, const std::vector<Name>& columns,
                               const RuleContext& cx);

}  // namespace lockstep::rules
