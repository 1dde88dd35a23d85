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

}  // namespace

bool Context::refuse(std::string_view sqlstate, std::string message, Span span) {
  if (!refusal) refusal = {.sqlstate = std::string(sqlstate), .message = std::move(message), .span = span};
  return false;
}

std::optional<Refusal> apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog) {
  Context cx{.catalog = catalog, .origin = {.migration = migration, .statement = statement.span}};
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
  if (const auto* block = std::get_if<action::DoBlock>(&statement.action))
    catalog.code.push_back(block->body);
  catalog.settle();
  return applied ? std::nullopt : std::move(cx.refusal);
}

void begin_migration(catalog::Catalog& catalog) { catalog.end_session(); }

}  // namespace lockstep::replay
