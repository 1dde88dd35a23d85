#include "replay/replay.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "replay/do_block.h"
#include "replay/statements.h"
#include "support/text.h"

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
           std::holds_alternative<action::SetType>(fact) || std::holds_alternative<action::SetIdentity>(fact);
  }
  if (const auto* drop = std::get_if<action::Drop>(&action)) {
    return drop->names.size() > 1;
  }
  if (const auto* schema = std::get_if<action::CreateSchema>(&action)) return !schema->elements.empty();
  return std::holds_alternative<action::CreateTable>(action) ||
         std::holds_alternative<action::Grant>(action) ||
         std::holds_alternative<action::CreateType>(action) ||
         std::holds_alternative<action::CreateExtension>(action) ||
         std::holds_alternative<action::DropOwned>(action) ||
         std::holds_alternative<action::CreateSequence>(action) ||
         std::holds_alternative<action::AlterSequence>(action);
}

// What Postgres refuses inside a transaction block, by the name that its message has for it; empty: nothing.
// PreventInTransactionBlock in https://github.com/postgres/postgres/tree/REL_18_STABLE/src/backend
std::string_view needs_no_block(const Action& action) {
  if (const auto* index = std::get_if<action::CreateIndex>(&action))
    return index->concurrently ? "CREATE INDEX CONCURRENTLY" : "";
  if (const auto* drop = std::get_if<action::Drop>(&action)) {
    if (drop->kind == ObjectKind::database) return "DROP DATABASE";
    if (drop->kind == ObjectKind::tablespace) return "DROP TABLESPACE";
    return drop->concurrently ? "DROP INDEX CONCURRENTLY" : "";
  }
  if (const auto* reindex = std::get_if<action::Reindex>(&action)) {
    if (reindex->concurrently) return "REINDEX CONCURRENTLY";
    return reindex->kind == ObjectKind::schema || reindex->kind == ObjectKind::database ? "REINDEX" : "";
  }
  if (const auto* vacuum = std::get_if<action::Vacuum>(&action)) return vacuum->analyze_only ? "" : "VACUUM";
  if (const auto* cluster = std::get_if<action::Cluster>(&action)) return cluster->relation ? "" : "CLUSTER";
  if (std::holds_alternative<action::AlterSystem>(action)) return "ALTER SYSTEM";
  const auto* alter = std::get_if<action::AlterTable>(&action);
  const auto detaches = [](const AlterCommand& command) {
    const auto* detach = std::get_if<action::DetachPartition>(&command.fact);
    return detach != nullptr && detach->concurrently;
  };
  return alter != nullptr && std::ranges::any_of(alter->commands, detaches)
             ? "ALTER TABLE ... DETACH CONCURRENTLY"
             : "";
}

bool visit_fact(const Action& action, Context& cx) {
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

// What CREATE SCHEMA makes inside stands in the new schema, and looks there first.
bool apply_elements(const action::CreateSchema& statement, Context& cx) {
  const std::vector<std::string> outside = cx.catalog.search_path();
  std::vector<std::string> inside = {statement.schema.text};
  inside.insert(inside.end(), outside.begin(), outside.end());
  cx.catalog.set_local_search_path(std::move(inside));
  const bool made = std::ranges::all_of(
      statement.elements, [&](const Statement& element) { return visit_fact(element.action, cx); });
  cx.catalog.set_local_search_path(outside);
  return made;
}

bool apply_fact(const Action& action, Context& cx) {
  const std::string_view refused = cx.catalog.in_transaction() ? needs_no_block(action) : "";
  if (!refused.empty()) {
    return cx.refuse(sqlstate::kActiveSqlTransaction,
                     text::format("{} cannot run inside a transaction block", refused));
  }
  if (!visit_fact(action, cx)) return false;
  const auto* schema = std::get_if<action::CreateSchema>(&action);
  return schema == nullptr || schema->elements.empty() || apply_elements(*schema, cx);
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

// What a refused action changed before it failed is taken back.
bool apply_action(const Action& action, Context& cx) {
  const catalog::Oid first_new = cx.catalog.last_oid() + 1;
  const bool marked = may_stop_halfway(action);
  if (marked) cx.catalog.mark();
  if (!apply_fact(action, cx)) {
    if (marked) cx.catalog.undo_mark();
    return false;
  }
  if (marked) cx.catalog.keep_mark();
  give_default_privileges(cx.catalog, first_new);
  return true;
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

std::optional<Refusal> apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog,
                             const CodeWatch* watch) {
  Context cx{
      .catalog = catalog, .origin = {.migration = migration, .statement = statement.span}, .watch = watch};
  if (const auto& error = statement.error) {
    cx.refuse(error->sqlstate, error->message);
    return std::move(cx.refusal);
  }
  const auto* block = std::get_if<action::DoBlock>(&statement.action);
  const bool applied = block != nullptr ? apply_block(*block, cx) : apply_action(statement.action, cx);
  catalog.settle();
  return applied ? std::nullopt : std::move(cx.refusal);
}

void begin_migration(catalog::Catalog& catalog) { catalog.end_session(); }

}  // namespace lockstep::replay
