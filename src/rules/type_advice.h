#pragma once
// What to do instead of a change of type that rewrites the table or loses the values.

#include <string>

#include "catalog/objects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// The column as it is, and the type that it gets.
struct ColumnChange {
  const action::SetType& set;
  const catalog::Column* column;  // null when the history doesn't know it
  catalog::Type to;
};

// The enum of this file that takes the place of the column's: Prisma makes it under another name, moves
// each column to it, and swaps the names. Null when the change is another one.
[[nodiscard]] const catalog::EnumType* enum_made_anew(const ColumnChange& change, const RuleContext& cx);

// The way to the same end that keeps the rows as they are; empty when there is none.
[[nodiscard]] std::string without_rewrite(const ColumnChange& change, const RuleContext& cx);

// For a column that is dropped and added again; `from` is null when the history doesn't know it.
[[nodiscard]] std::string convert_values(const action::ColumnDef& to, const catalog::Column* from,
                                         const RuleContext& cx);

}  // namespace lockstep::rules
