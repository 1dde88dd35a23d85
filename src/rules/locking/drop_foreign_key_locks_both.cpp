/// What:  dropping a foreign key, which locks the table that it refers to as well.
/// When:  `DROP CONSTRAINT` of a foreign key between two tables that others use: neither was made or
///        truncated in the same migration or is dropped later in it. Once for each table referred to: not
///        where an earlier statement of the transaction has locked that one already; of drops that are
///        transactions of their own, at the last. Not with a `lock_timeout` for such a drop.
/// Why:   both tables are locked ACCESS EXCLUSIVE. The drop itself is instant, but it waits for every running
///        query of either table, and all later ones queue up behind it; in a transaction with other
///        statements both stay locked until all of them are through. Two tables locked one after the other
///        are also what a deadlock is made of.
/// Do:    drop it in a migration of its own, with a short `lock_timeout`, and repeat when that strikes. A key
///        that comes back changed is dropped and added, NOT VALID, by one statement, so that no row gets in
///        between; one that comes back under another name is renamed, which locks its own table alone.
/// Allow: nobody uses the tables during the deployment, or their queries are all short.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/foreign_key_advice.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-foreign-key-locks-both",
    .group = "locking",
    .since = "0.1.0",
    .summary = "dropping a foreign key stops reads and writes of both tables",
};

QualifiedName name_of(const catalog::Relation& table) {
  return {.schema = table.schema, .name = table.name, .span = {}};
}

bool is_locked_already(const catalog::Relation& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.held_locks(), [&](const HeldLock& held) {
    return held.lock.relation.oid == table.oid && effects::blocks_reads(held.lock.mode);
  });
}

bool gives_up_soon(const RuleContext& cx) {
  return !cx.session().setting("lock_timeout").empty() && !cx.locks_outlive_statement();
}

const catalog::Constraint* find_key(const QualifiedName& name, const action::DropConstraint& drop,
                                    const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(name);
  const catalog::Constraint* key = table == nullptr ? nullptr : table->find_constraint(drop.constraint.text);
  return key == nullptr || key->kind != ConstraintKind::foreign_key ? nullptr : key;
}

bool drops_key_to(catalog::Oid referenced, const Action& action, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter != nullptr && !cx.nobody_waits_for(alter->relation) &&
         std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
           const auto* drop = std::get_if<action::DropConstraint>(&command.fact);
           const catalog::Constraint* key = drop == nullptr ? nullptr : find_key(alter->relation, *drop, cx);
           return key != nullptr && key->referenced_table == referenced;
         });
}

// A statement of its own behind this one drops another key towards the same table.
bool is_told_later(catalog::Oid referenced, const RuleContext& cx) {
  return !cx.locks_outlive_statement() && std::ranges::any_of(cx.following(), [&](const Statement& later) {
    return drops_key_to(referenced, later.action, cx);
  });
}

void check(const action::DropConstraint& drop, RuleContext& cx) {
  const QualifiedName& name = cx.alter_table().relation;
  const catalog::Relation* table = cx.before().find_table(name);
  const catalog::Constraint* key = find_key(name, drop, cx);
  if (key == nullptr) return;
  const catalog::Relation* referenced = cx.before().relation(key->referenced_table);
  if (referenced == nullptr || referenced == table) return;
  if (cx.nobody_waits_for(name) || cx.nobody_waits_for(name_of(*referenced))) return;
  const effects::LockMode lock = cx.effect().lock_on(referenced->oid);
  if (!effects::blocks_reads(lock) || is_locked_already(*referenced, cx) || gives_up_soon(cx)) return;
  if (is_told_later(referenced->oid, cx)) return;

  cx.report(drop.constraint.span, "dropping {} locks {} and {}: reads and writes of both wait",
            drop.constraint.text, to_text(*table), to_text(*referenced))
      .label(effects::lock_mode_name(lock) + (cx.locks_outlive_statement()
                                                  ? " locks, held until " + when_unlocked(cx)
                                                  : std::string(" locks: the drop itself is instant")))
      .object(drop.constraint.text)
      .related(key->origin, "the foreign key")
      .advise(drop_key_advice(drop, *key, cx));
}

}  // namespace

extern const Rule drop_foreign_key_locks_both;
constinit const Rule drop_foreign_key_locks_both = make_rule<check>(kInfo);

}  // namespace lockstep::rules
