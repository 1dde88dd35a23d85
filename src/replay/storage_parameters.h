#pragma once
// WITH (...) of tables, indexes, views and columns: which parameters there are, and which values they take.
// Private to src/replay.

#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "replay/statements.h"

namespace lockstep::replay {

// Whether a relation may have the parameter with the value; RESET takes any name. `name` as written, perhaps
// with a namespace.
[[nodiscard]] bool may_have_parameter(Context& cx, const catalog::Relation& relation, std::string_view name,
                                      std::string_view value);
// The same of a new index, with all that are written.
[[nodiscard]] bool may_have_parameters(Context& cx, const catalog::Index& index,
                                       const std::vector<action::Option>& options);
// The same of a column: n_distinct.
[[nodiscard]] bool may_have_column_parameter(Context& cx, std::string_view name, std::string_view value);
}  // namespace lockstep::replay
