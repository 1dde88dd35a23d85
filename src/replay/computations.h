#pragma once
// What Postgres refuses in an expression by the types in it: an operator or function that doesn't exist, a
// constant that a type can't be, what is no condition. Private to src/replay.

#include <string_view>

#include "replay/expression_types.h"
#include "replay/statements.h"

namespace lockstep::replay {

// `leaf`: the types of columns and subqueries. True also where nobody can tell.
[[nodiscard]] bool may_compute(Context& cx, const Expr& expression, const LeafType& leaf);

// The same for the operators alone of an expression whose constants were read before: of a check, where a
// column gets another type.
[[nodiscard]] bool may_compute_again(Context& cx, const Expr& expression, const LeafType& leaf);

// Whether it is true or false. `place`: as messages have it, "WHERE"
[[nodiscard]] bool may_be_condition(Context& cx, const Expr& expression, const LeafType& leaf,
                                    std::string_view place);

// Whether a value of one type may be assigned to a column of another.
[[nodiscard]] bool may_become(Context& cx, const catalog::Type& given, std::string_view column,
                              const catalog::Type& type, std::string_view what);

// Whether a column of the type may get its value. `what`: as messages have it, "default expression"
[[nodiscard]] bool may_be_given(Context& cx, const Expr& expression, const LeafType& leaf,
                                std::string_view column, const catalog::Type& type, std::string_view what);

}  // namespace lockstep::replay
