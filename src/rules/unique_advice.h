#pragma once
// How to see whether a new unique index or key can be built, shown to the user as a query.

#include <string>

#include "rules/unique_rows.h"

namespace lockstep::rules {

class RuleContext;

// The query that finds rows which are the same before the file has run; where only columns that the file adds
// tell rows apart, what to do instead. `nulls_count`: two NULLs are the same.
[[nodiscard]] std::string look_for_doubles(UniqueKey key, bool nulls_count, const RuleContext& cx);

}  // namespace lockstep::rules
