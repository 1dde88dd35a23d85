#pragma once
// Columns that an ALTER TABLE drops: which of them one finding tells of, and what a file puts in their place.
// Asked in a check of one of its commands.

#include <string>
#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// It was there before the file, and removed-while-still-used doesn't speak of it.
[[nodiscard]] bool is_old_column(const action::DropColumn& drop, const RuleContext& cx);

// Those of the statement of which nothing else is to be said than that they go while a release may read them.
[[nodiscard]] std::vector<const action::DropColumn*> plain_drops(const RuleContext& cx);

// "orders_a_idx and a_key go with it"; empty where nothing does.
[[nodiscard]] std::string dependants_label(const std::vector<const action::DropColumn*>& drops,
                                           const RuleContext& cx);

// The later rename that gives the name to another column; null when there is none.
[[nodiscard]] const action::Rename* find_replacement(const action::DropColumn& drop, const RuleContext& cx);
// The other column has all its values: the transaction has copied them, under a lock that lets nobody write
// others.
[[nodiscard]] bool has_all_values(const action::Rename& replacement, const action::DropColumn& drop,
                                  const RuleContext& cx);

}  // namespace lockstep::rules
