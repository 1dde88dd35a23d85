#include "rules/context.h"

#include <algorithm>
#include <ranges>

#include "project/glob.h"
#include "rules/earlier.h"
#include "rules/transactions.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

std::string_view without_public(std::string_view name) {
  constexpr std::string_view kPublic = "public.";
  return name.starts_with(kPublic) ? name.substr(kPublic.size()) : name;
}

bool is_named(std::string_view table, std::span<const std::string> globs) {
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    return project::glob_matches(without_public(glob), without_public(table));
  });
}

}  // namespace

const action::AlterTable& RuleContext::alter_table() const {
  return std::get<action::AlterTable>(input_.statement.action);
}

bool RuleContext::is_outside_transaction(const Statement& other) const {
  const Span own = input_.own_transaction;
  return !own.empty() && (other.span.begin < own.begin || other.span.end > own.end);
}

std::vector<const Statement*> RuleContext::same_transaction() const {
  std::vector<const Statement*> found;
  if (session().in_transaction() != Certainty::yes) return found;
  const auto ends = [&](const Statement& each) {
    return std::holds_alternative<action::Transaction>(each.action) || is_outside_transaction(each);
  };
  for (const Statement& each : preceding() | std::views::reverse) {
    if (ends(each)) break;
    found.push_back(&each);
  }
  std::ranges::reverse(found);
  for (const Statement& each : following()) {
    if (ends(each)) break;
    found.push_back(&each);
  }
  return found;
}

effects::Effect RuleContext::effect_of(const Statement& other) const {
  return effects::of(other.action, input_.effects_context);
}

effects::Effect RuleContext::effect_of(const AlterCommand& other) const {
  return effects::of(alter_table(), other, input_.effects_context);
}

const effects::Work* RuleContext::awaited_work(effects::WorkKind kind) const {
  return nobody_waits_for(alter_table().relation) ? nullptr : effect().find(kind);
}

bool RuleContext::nobody_waits_for(const QualifiedName& table) const {
  return created_here(table) || truncated_here(table) || dropped_later(table) || has_no_rows(table, *this) ||
         is_named(name_of(table), tables().small);
}

bool RuleContext::may_be_hot(const effects::RelationRef& table) const {
  return tables().hot.empty() || is_named(table.name, tables().hot);
}

bool RuleContext::nobody_waits_for(const effects::RelationRef& table) const {
  const catalog::Relation* found = before().relation(table.oid);
  if (found == nullptr) return nobody_waits_for({.schema = "", .name = table.name, .span = {}});
  return nobody_waits_for({.schema = found->schema, .name = found->name, .span = {}});
}

bool RuleContext::created_here(const QualifiedName& relation) const {
  const catalog::Relation* found = before().find_relation(relation);
  return found != nullptr && created_here(*found);
}

bool RuleContext::created_here(const catalog::Relation& relation) const {
  return relation.temporary || created_here(relation.origin);
}

const Action* RuleContext::emptied_by(const QualifiedName& table) const {
  if (!precedes<action::Delete>() && !precedes<action::Truncate>()) return nullptr;
  const auto is_table = [&](const QualifiedName& name) { return same_relation(name, table); };
  for (const Statement& statement : preceding() | std::views::reverse) {
    const Action& action = statement.action;
    if (const auto* insert = std::get_if<action::Insert>(&action); insert && is_table(insert->relation))
      return nullptr;
    if (const auto* copy = std::get_if<action::Copy>(&action); copy && copy->from && is_table(copy->relation))
      return nullptr;
    if (const auto* all = std::get_if<action::Delete>(&action);
        all && all->where.empty() && !all->has_using && is_table(all->relation))
      return &action;
    if (const auto* truncate = std::get_if<action::Truncate>(&action);
        truncate && std::ranges::any_of(truncate->relations, is_table))
      return &action;
  }
  return nullptr;
}

bool RuleContext::emptied_here(const QualifiedName& table) const { return emptied_by(table) != nullptr; }

bool RuleContext::truncated_here(const QualifiedName& table) const {
  const Action* by = emptied_by(table);
  return by != nullptr && std::holds_alternative<action::Truncate>(*by);
}

bool RuleContext::dropped_later(const QualifiedName& table) const {
  return follows<action::Drop>() && std::ranges::any_of(following(), [&](const Statement& later) {
           const auto* drop = std::get_if<action::Drop>(&later.action);
           return drop != nullptr && drop->kind == ObjectKind::table &&
                  std::ranges::any_of(drop->names,
                                      [&](const QualifiedName& name) { return same_relation(name, table); });
         });
}

bool RuleContext::dropped_later(const QualifiedName& table, std::string_view column) const {
  const auto drops_column = [&](const AlterCommand& command) {
    const auto* drop = std::get_if<action::DropColumn>(&command.fact);
    return drop != nullptr && drop->column.text == column;
  };
  if (dropped_later(table)) return true;
  return follows<action::AlterTable>() && std::ranges::any_of(following(), [&](const Statement& later) {
           const auto* alter = std::get_if<action::AlterTable>(&later.action);
           return alter != nullptr && same_relation(alter->relation, table) &&
                  std::ranges::any_of(alter->commands, drops_column);
         });
}

const catalog::Column* RuleContext::find_column(const QualifiedName& table, const Name& column) const {
  const catalog::Relation* relation = before().find_table(table);
  return relation == nullptr ? nullptr : relation->find_column(column.text);
}

bool RuleContext::missing(const QualifiedName& relation) const {
  return before().complete && before().find_relation(relation) == nullptr;
}

bool RuleContext::missing(const QualifiedName& table, const Name& column) const {
  const catalog::Relation* relation = before().find_table(table);
  if (relation == nullptr) return before().complete;
  return !relation->uncertain && relation->find_column(column.text) == nullptr;
}

bool RuleContext::same_relation(const QualifiedName& a, const QualifiedName& b) const {
  if (a.name != b.name) return false;
  return a.schema == b.schema || before().find_relation(a) == before().find_relation(b);
}

std::string RuleContext::name_of(const QualifiedName& relation) const {
  const catalog::Relation* found = before().find_relation(relation);
  return found == nullptr ? to_text(relation) : to_text(*found);
}

bool RuleContext::is_on(const effects::Lock& lock, const QualifiedName& relation) const {
  const catalog::Relation* found = before().find_relation(relation);
  if (found != nullptr) return lock.relation.oid == found->oid;
  return lock.relation.oid == 0 && lock.relation.name == to_text(relation);
}

effects::LockMode RuleContext::lock_on(const QualifiedName& relation) const {
  const std::vector<effects::Lock> locks = effect_of(statement()).locks;
  const auto found =
      std::ranges::find_if(locks, [&](const effects::Lock& lock) { return is_on(lock, relation); });
  return found == locks.end() ? effects::LockMode::none : found->mode;
}

const HeldLock* RuleContext::stronger_lock_on(const QualifiedName& relation) const {
  const effects::LockMode mode = lock_on(relation);
  const auto found = std::ranges::find_if(held_locks(), [&](const HeldLock& held) {
    return held.lock.mode > mode && is_on(held.lock, relation);
  });
  return found == held_locks().end() ? nullptr : &*found;
}

bool RuleContext::locks_outlive_statement() const {
  if (session().in_transaction() != Certainty::yes || following().empty()) return false;
  const Statement& next = following().front();
  return !ends_transaction(next.action) && !is_outside_transaction(next);
}

std::vector<effects::Lock> RuleContext::blocking_locks() const {
  std::vector<effects::Lock> locks;
  for (const effects::Lock& lock : effect().locks) {
    const catalog::Relation* relation = before().relation(lock.relation.oid);
    if (relation != nullptr && (created_here(*relation) || relation->kind == catalog::RelationKind::index))
      continue;
    if (effects::blocks_writes(lock.mode)) locks.push_back(lock);
  }
  return locks;
}

std::string lock_label(effects::LockMode mode) {
  return text::format("{} lock: {} wait", effects::lock_mode_name(mode), effects::who_waits(mode));
}

std::string list_names(std::span<const std::string> names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += names[i];
  }
  return list;
}

}  // namespace lockstep::rules
