#pragma once
// What shares a transaction with the statement that is looked at, for rules that see several statements
// together.

#include <span>

#include "effects/effects.h"
#include "parser/action.h"
#include "rules/session.h"

namespace lockstep::rules {

class RuleContext;
struct HeldLock;

[[nodiscard]] bool ends_transaction(const Action& action);

// The statements in front of this one in its transaction, in order: those that surely share it, or
// with `depends` also those that do so in one of the ways in which the file may be sent.
[[nodiscard]] std::span<const Statement> earlier_in_transaction(Certainty least, const RuleContext& cx);

// The strongest lock that an earlier statement of the transaction took and still holds, so that others wait
// for this statement as well; the first of equals, and one on a table that the file drops later only when
// there is no other. Null when there is none.
[[nodiscard]] const HeldLock* strongest_held_lock(const RuleContext& cx);
// The same for work on a table, without the locks that other findings tell of: on what the statement locks
// itself, and of statements with long work of their own; nor those on a table that has_no_rows().
[[nodiscard]] const HeldLock* strongest_idle_lock(const RuleContext& cx);

}  // namespace lockstep::rules
