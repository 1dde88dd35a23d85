#include "effects/effects.h"

#include <algorithm>
#include <concepts>
#include <variant>

#include "effects/builder.h"
#include "effects/statements.h"

namespace lockstep::effects {
namespace {

Effect of_commands(const action::AlterTable& statement, const Context& context) {
  Builder builder(context);
  for (const AlterCommand& command : statement.commands) builder.add(of(statement, command, context));
  return builder.take();
}

// Statements that lock no relation which others see: they make something new, or change a type's or
// the session's own state.
template <class Statement>
concept LocksNothing =
    std::same_as<Statement, action::CreateEnum> || std::same_as<Statement, action::AddEnumValue> ||
    std::same_as<Statement, action::CreateDomain> || std::same_as<Statement, action::CreateType> ||
    std::same_as<Statement, action::CreateSchema> || std::same_as<Statement, action::CreateExtension> ||
    std::same_as<Statement, action::CreateFunction> || std::same_as<Statement, action::AlterFunction> ||
    std::same_as<Statement, action::AlterDefaultPrivileges> || std::same_as<Statement, action::SetOwner> ||
    std::same_as<Statement, action::SetVariable> || std::same_as<Statement, action::SyntaxError> ||
    std::same_as<Statement, action::PsqlCommand> || std::same_as<Statement, action::CopyData>;

struct OfStatement {
  Builder& builder;
  const Context& context;

  void operator()(const action::AlterTable& statement) const { builder.add(of_commands(statement, context)); }
  void operator()(const LocksNothing auto&) const {}
  void operator()(const auto& statement) const { apply(builder, statement); }
};

}  // namespace

const char* lock_mode_name(LockMode mode) {
  switch (mode) {
    case LockMode::none: return "";
    case LockMode::access_share: return "ACCESS SHARE";
    case LockMode::row_share: return "ROW SHARE";
    case LockMode::row_exclusive: return "ROW EXCLUSIVE";
    case LockMode::share_update_exclusive: return "SHARE UPDATE EXCLUSIVE";
    case LockMode::share: return "SHARE";
    case LockMode::share_row_exclusive: return "SHARE ROW EXCLUSIVE";
    case LockMode::exclusive: return "EXCLUSIVE";
    case LockMode::access_exclusive: return "ACCESS EXCLUSIVE";
  }
  return "";
}

const char* who_waits(LockMode mode) {
  if (blocks_reads(mode)) return "reads and writes";
  if (blocks_writes(mode)) return "writes";
  return mode == LockMode::none ? "" : "schema changes";
}

LockMode Effect::lock_on(catalog::Oid oid) const {
  const auto found =
      std::ranges::find_if(locks, [&](const Lock& lock) { return lock.relation.oid == oid && oid != 0; });
  return found == locks.end() ? LockMode::none : found->mode;
}

const Work* Effect::find(WorkKind kind) const {
  const auto found = std::ranges::find(work, kind, &Work::kind);
  return found == work.end() ? nullptr : &*found;
}

Effect of(const Action& action, const Context& context) {
  Builder builder(context);
  std::visit(OfStatement{builder, context}, action);
  return builder.take();
}

}  // namespace lockstep::effects
