#include "rules/transactions.h"

#include <algorithm>
#include <ranges>
#include <variant>

#include "rules/context.h"

namespace lockstep::rules {

using Kind = action::Transaction::Kind;

namespace {

const HeldLock* strongest(const RuleContext& cx, auto counts) {
  const HeldLock* found = nullptr;
  for (const HeldLock& held : cx.held_locks()) {
    // Nobody waits for a relation that the transaction has dropped.
    const catalog::Oid oid = held.lock.relation.oid;
    const bool dropped = oid != 0 && cx.before().relation(oid) == nullptr;
    if (!dropped && counts(held) && (found == nullptr || held.lock.mode > found->lock.mode)) found = &held;
  }
  return found;
}

}  // namespace

bool ends_transaction(const Action& action) {
  const auto* transaction = std::get_if<action::Transaction>(&action);
  return transaction != nullptr &&
         (transaction->kind == Kind::commit || transaction->kind == Kind::rollback ||
          transaction->kind == Kind::prepare);
}

std::span<const Statement> earlier_in_transaction(Certainty least, const RuleContext& cx) {
  const std::span<const Statement> preceding = cx.preceding();
  if (cx.session().in_transaction() < least) return {};
  if (!cx.precedes<action::Transaction>()) return preceding;
  const bool joins = cx.session().in_transaction_without_begin() >= least;
  const auto bounds = [&](const Statement& earlier) {
    const auto* transaction = std::get_if<action::Transaction>(&earlier.action);
    const bool begins = transaction != nullptr && transaction->kind == Kind::begin;
    return ends_transaction(earlier.action) || (begins && !joins);
  };
  const auto bound = std::ranges::find_if(preceding | std::views::reverse, bounds);
  return {bound.base(), preceding.end()};
}

const HeldLock* strongest_held_lock(const RuleContext& cx) {
  return strongest(cx, [](const HeldLock&) { return true; });
}

const HeldLock* strongest_idle_lock(const RuleContext& cx) {
  return strongest(cx, [&](const HeldLock& held) {
    const auto same = [&](const effects::Lock& own) { return own.relation.name == held.lock.relation.name; };
    return !held.long_work && std::ranges::none_of(cx.effect().locks, same);
  });
}

}  // namespace lockstep::rules
