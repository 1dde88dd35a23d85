#pragma once
// Whether rows of a table are sure to differ in what a new unique index or key asks of them.

#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

struct UniqueKey {
  const QualifiedName& table;
  std::vector<action::IndexElement> elements;
  Expr where;                // of a partial index
  bool nulls_differ = true;  // without NULLS NOT DISTINCT
};

[[nodiscard]] UniqueKey unique_key(const action::CreateIndex& index);
[[nodiscard]] UniqueKey unique_key(const action::Constraint& key, const QualifiedName& table);

// By a unique index over some of the columns, which the file may have dropped; or by a column that the file
// adds and that is NULL, or gets another value in each row, or for which a partial index has no rows.
[[nodiscard]] bool rows_differ(const UniqueKey& key, const RuleContext& cx);

}  // namespace lockstep::rules
