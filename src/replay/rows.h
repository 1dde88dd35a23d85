#pragma once
// What statements about rows say of NULLs in a column.

#include <string_view>

#include "catalog/catalog.h"
#include "parser/action.h"
#include "parser/expr.h"

namespace lockstep::replay {

// No row of the statement's table has a NULL in the column behind it. `table` is null where the history
// doesn't know it.
[[nodiscard]] bool leaves_no_null(const action::Update& update, std::string_view column,
                                  const catalog::Relation* table);
[[nodiscard]] bool leaves_no_null(const action::Delete& statement, std::string_view column);

}  // namespace lockstep::replay
