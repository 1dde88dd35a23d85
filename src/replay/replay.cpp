#include "replay/replay.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "replay/statements.h"

namespace lockstep::replay {
namespace {

template <class Fact>
concept Replayed = requires(const Fact& fact, Context& cx) {
  { apply(fact, cx) } -> std::same_as<bool>;
};

// Whether a refusal may come after the first change. All others look at everything before they change
// anything, and nothing has to be kept for the way back.
bool may_stop_halfway(const Action& action) {
  if (const auto* alter = std::get_if<action::AlterTable>(&action)) {
    if (alter->commands.size() != 1) return true;
    const AlterFact& fact = alter->commands.front().fact;
    if (const auto* column = std::get_if<action::AddColumn>(&fact)) {
      return !column->column.constraints.empty() || column->column.identity != Identity::none;
    }
    return std::holds_alternative<action::AddIdentity>(fact) ||
           std::holds_alternative<action::SetIdentity>(fact);
  }
  if (const auto* drop = std::get_if<action::Drop>(&action)) {
    return drop->names.size() > 1 &&
           (drop->kind == ObjectKind::publication || drop->kind == ObjectKind::statistics);
  }
  return std::holds_alternative<action::CreateTable>(action) ||
         std::holds_alternative<action::Grant>(action) ||
         std::holds_alternative<action::CreateType>(action) ||
         std::holds_alternative<action::CreateSequence>(action) ||
         std::holds_alternative<action::AlterSequence>(action);
}

bool apply_fact(const Action& action, Context& cx) {
  return std::visit(
      [&](const auto& fact) {
        if constexpr (Replayed<std::remove_cvref_t<decltype(fact)>>) {
          return apply(fact, cx);
        } else {
          return true;
        }
      },
      action);
}

// What the statement made comes with what ALTER DEFAULT PRIVILEGES says.
void give_default_privileges(catalog::Catalog& catalog, catalog::Oid first_new) {
  if (catalog.default_privileges.empty()) return;
  for (catalog::Oid oid = first_new; oid <= catalog.last_oid(); ++oid) {
    const catalog::Relation* relation = catalog.relation(oid);
    if (relation == nullptr || relation->index || relation->kind == catalog::RelationKind::composite_type)
      continue;
    const bool sequence = relation->kind == catalog::RelationKind::sequence;
    std::vector<catalog::Privileges> given =
        default_privileges(catalog, sequence ? ObjectKind::sequence : ObjectKind::table, relation->schema);
    if (!given.empty()) catalog.edit(oid)->extras.edit().attached.privileges = std::move(given);
  }
}

}  // namespace

bool Context::refuse(std::string_view sqlstate, std::string message) {
  if (!refusal) refusal = {.sqlstate = std::string(sqlstate), .message = std::move(message)};
  return false;
}

std::optional<Refusal> apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog) {
  Context cx{.catalog = catalog, .origin = {.migration = migration, .statement = statement.span}};
  const catalog::Oid first_new = catalog.last_oid() + 1;
  bool applied = false;
  if (!may_stop_halfway(statement.action)) {
    applied = apply_fact(statement.action, cx);
  } else {
    catalog.mark();
    applied = apply_fact(statement.action, cx);
    if (applied) {
      catalog.keep_mark();
    } else {
      catalog.undo_mark();
    }
  }
  if (applied) give_default_privileges(catalog, first_new);
  if (const auto* block = std::get_if<action::DoBlock>(&statement.action))
    catalog.code.push_back(block->body);
  catalog.settle();
  return applied ? std::nullopt : std::move(cx.refusal);
}

void begin_migration(catalog::Catalog& catalog) { catalog.end_session(); }

}  // namespace lockstep::replay
