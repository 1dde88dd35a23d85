#include "rules/transactions.h"

#include <algorithm>
#include <ranges>
#include <variant>

#include "rules/context.h"
#include "rules/earlier.h"

namespace lockstep::rules {

using Kind = action::Transaction::Kind;

namespace {

// A relation that stays comes before one that the file drops later.
const HeldLock* strongest(const RuleContext& cx, auto counts) {
  const HeldLock* found = nullptr;
  bool found_stays = false;
  for (const HeldLock& held : cx.held_locks()) {
    // Nobody waits for a relation that the transaction has dropped.
    const catalog::Oid oid = held.lock.relation.oid;
    const catalog::Relation* relation = cx.before().relation(oid);
    if ((oid != 0 && relation == nullptr) || !counts(held)) continue;
    const bool stays = relation == nullptr ||
                       !cx.dropped_later({.schema = relation->schema, .name = relation->name, .span = {}});
    const bool better = found == nullptr || (stays && !found_stays) ||
                        (stays == found_stays && held.lock.mode > found->lock.mode);
    if (!better) continue;
    found = &held;
    found_stays = stays;
  }
  return found;
}

// By another name, too, which the file has given to it.
bool is_same(const effects::RelationRef& a, const effects::RelationRef& b) {
  return a.oid != 0 || b.oid != 0 ? a.oid == b.oid : a.name == b.name;
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
  const bool apart = !preceding.empty() && cx.is_outside_transaction(preceding.front());
  if (!apart && !cx.precedes<action::Transaction>()) return preceding;
  const bool joins = cx.session().in_transaction_without_begin() >= least;
  const auto bounds = [&](const Statement& earlier) {
    const auto* transaction = std::get_if<action::Transaction>(&earlier.action);
    const bool begins = transaction != nullptr && transaction->kind == Kind::begin;
    return ends_transaction(earlier.action) || (begins && !joins) || cx.is_outside_transaction(earlier);
  };
  const auto bound = std::ranges::find_if(preceding | std::views::reverse, bounds);
  return {bound.base(), preceding.end()};
}

const HeldLock* strongest_held_lock(const RuleContext& cx) {
  return strongest(cx, [](const HeldLock&) { return true; });
}

const HeldLock* strongest_idle_lock(const RuleContext& cx) {
  return strongest(cx, [&](const HeldLock& held) {
    const auto same = [&](const effects::Lock& own) { return is_same(own.relation, held.lock.relation); };
    return !held.long_work && !has_no_rows(held.lock.relation, cx) &&
           std::ranges::none_of(cx.effect().locks, same);
  });
}

}  // namespace lockstep::rules
