#pragma once
// Indexes that a CREATE INDEX makes a second time, or in place of another.

#include <string>

#include "catalog/objects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// A valid index of the table that serves every query which the new one would; null when there is none.
[[nodiscard]] const catalog::Relation* find_double(const action::CreateIndex& made, const RuleContext& cx);

// The name of an index that the file drops, and that is the new one but for its name: a renamed column keeps
// its indexes. Empty when there is none.
[[nodiscard]] std::string name_before(const action::CreateIndex& made, const RuleContext& cx);

// The same, asked at the DROP INDEX: a statement of the file builds it again under another name.
[[nodiscard]] bool is_built_again(const catalog::Relation& index, const RuleContext& cx);

// The CREATE INDEX of the file that takes the place of an index which the file drops: it begins with the same
// column, or both are unique, one over some of the columns of the other. Null when there is none.
[[nodiscard]] const action::CreateIndex* find_replacement(const catalog::Relation& index,
                                                          const RuleContext& cx);

// An earlier statement of the file has dropped it by itself, and not with its constraint.
[[nodiscard]] bool went_by_drop_index(const catalog::FormerIndex& former, const RuleContext& cx);
// A later statement of the file drops the index.
[[nodiscard]] bool drop_index_follows(const catalog::Relation& index, const RuleContext& cx);

}  // namespace lockstep::rules
