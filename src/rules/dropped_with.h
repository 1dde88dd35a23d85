#pragma once
// What a DROP takes along, by the catalog: the statement is replayed on a copy. And what it locks besides.

#include <string>
#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

struct Losses {
  std::vector<std::string> names;  // "table orders", "column orders.status", "view totals"
  bool data = false;               // tables, columns or foreign keys are among them
  bool certain = true;             // no DO block above, which may have dropped them, names their tables
};

// Without what the statement names, with the indexes and sequences of it, and what this file has made.
[[nodiscard]] Losses dropped_with(const Statement& statement, const RuleContext& cx);

// "reads and writes of users wait as well": the tables that foreign keys of the dropped ones refer to. Empty
// where others use none of them.
[[nodiscard]] std::string waiting_besides(const action::Drop& drop, const RuleContext& cx);

// "a, b, c and 2 more"
[[nodiscard]] std::string some_names(std::vector<std::string> names);

}  // namespace lockstep::rules
