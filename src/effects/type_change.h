#pragma once
// What ALTER COLUMN ... TYPE costs, by the old type with its modifiers, the new one and USING. Postgres
// keeps the rows where the new value is the old one bit by bit: ATColumnChangeRequiresRewrite() in
// https://github.com/postgres/postgres/blob/master/src/backend/commands/tablecmds.c

#include <cstdint>
#include <string>

#include "effects/effects.h"

namespace lockstep::effects {

enum class RowCost : std::uint8_t {
  kept,       // not a byte of the rows changes
  rewritten,
  unknown,    // a type that the history doesn't know
};

struct TypeChange {
  RowCost rows = RowCost::unknown;
  std::string reason;            // "integer to bigint"
  bool same_operators = false;   // indexes compare as before
  bool same_equality = false;    // foreign keys compare as before
  bool same_collation = false;
};

// `column` as it is before; null when the history doesn't know it.
[[nodiscard]] TypeChange type_change(const catalog::Column* column, const action::SetType& change,
                                     const Context& context);

}  // namespace lockstep::effects
