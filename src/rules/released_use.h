#pragma once
// What the running release does with a table or column that a migration drops: the schema at the base says
// it. So that one cause has one finding, the rules of dropped columns and tables leave to
// removed-while-still-used what the release uses.

#include <cstdint>
#include <string>
#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

enum class ReleasedState : std::uint8_t { unknown, unused, used };

struct ReleasedUse {
  ReleasedState state = ReleasedState::unknown;
  std::vector<std::string> uses;  // "field note of model Order", "relation User.orders"
  bool required = false;          // a row can't be written without the column
};

[[nodiscard]] ReleasedUse released_use(const QualifiedName& table, const RuleContext& cx);
// The column of the ALTER TABLE.
[[nodiscard]] ReleasedUse released_use(const action::DropColumn& drop, const RuleContext& cx);

// Nothing takes the name again in this file, and it isn't likely that the drop was to be a rename.
[[nodiscard]] bool is_gone(const QualifiedName& table, const RuleContext& cx);
[[nodiscard]] bool is_gone(const action::DropColumn& drop, const RuleContext& cx);

// It is gone, and the release doesn't use it: the first of two deployments was made.
[[nodiscard]] bool is_unused(const QualifiedName& table, const RuleContext& cx);
[[nodiscard]] bool is_unused(const action::DropColumn& drop, const RuleContext& cx);

// removed-while-still-used speaks of it.
[[nodiscard]] bool is_removed_while_used(const QualifiedName& table, const RuleContext& cx);
[[nodiscard]] bool is_removed_while_used(const action::DropColumn& drop, const RuleContext& cx);

}  // namespace lockstep::rules
