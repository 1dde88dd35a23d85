#pragma once
// A constraint or unique index that a statement drops, and what makes up for it.

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

struct LostConstraint {
  const catalog::Relation& table;
  const catalog::Constraint* check;  // null: a key
  catalog::Oid index;                // of a key
  std::vector<std::string> columns;  // empty names are expressions
  catalog::Origin origin;
};

// A unique constraint, primary key or CHECK that the history knows.
[[nodiscard]] std::optional<LostConstraint> lost_constraint(const action::DropConstraint& drop,
                                                            const RuleContext& cx);
// A unique index.
[[nodiscard]] std::optional<LostConstraint> lost_index(const QualifiedName& index, const RuleContext& cx);

// Nothing is lost: another one holds the same, is added by the statement or behind it, or what it is about
// goes away or is as new as it.
[[nodiscard]] bool is_made_up_for(const LostConstraint& lost, const RuleContext& cx);

}  // namespace lockstep::rules
