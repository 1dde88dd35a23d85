#include "replay/replay.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "replay/do_block.h"
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
    const auto* column = std::get_if<action::AddColumn>(&alter->commands.front().fact);
    return column != nullptr && !column->column.constraints.empty();
  }
  return std::holds_alternative<action::CreateTable>(action) ||
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

// What a refused action changed before it failed is taken back.
bool apply_action(const Action& action, Context& cx) {
  if (!may_stop_halfway(action)) return apply_fact(action, cx);
  cx.catalog.mark();
  const bool applied = apply_fact(action, cx);
  if (applied) {
    cx.catalog.keep_mark();
  } else {
    cx.catalog.undo_mark();
  }
  return applied;
}

bool apply_block(const action::DoBlock& block, Context& cx) {
  cx.catalog.mark();
  if (!run_block(block, cx, apply_action)) {
    cx.catalog.undo_mark();
    return false;
  }
  cx.catalog.keep_mark();
  note_backfills(block, cx);
  return true;
}

}  // namespace

bool Context::refuse(std::string_view sqlstate, std::string message, Span span) {
  if (!refusal) refusal = {.sqlstate = std::string(sqlstate), .message = std::move(message), .span = span};
  return false;
}

std::optional<Refusal> apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog) {
  Context cx{.catalog = catalog, .origin = {.migration = migration, .statement = statement.span}};
  const auto* block = std::get_if<action::DoBlock>(&statement.action);
  const bool applied = block != nullptr ? apply_block(*block, cx) : apply_action(statement.action, cx);
  catalog.settle();
  return applied ? std::nullopt : std::move(cx.refusal);
}

void begin_migration(catalog::Catalog& catalog) { catalog.end_session(); }

}  // namespace lockstep::replay
