// What may run, and what runs without that anyone but the server knows what it is: the relations that it may
// change become uncertain. What it creates is taken as there, as the blocks mostly create what is missing.

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "replay/code_run.h"
#include "support/ascii.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::RelationKind;

template <class... Facts>
bool is_any_of(const Action& action) {
  return (std::holds_alternative<Facts>(action) || ...);
}

// Statements about rows, sessions and storage leave the catalog as it is.
bool changes_catalog(const Action& action) {
  return !is_any_of<action::Select, action::Insert, action::Update, action::Delete, action::Copy,
                    action::Truncate, action::LockTable, action::Cluster, action::Vacuum,
                    action::RefreshMaterializedView, action::Reindex, action::Transaction,
                    action::SyntaxError, action::PsqlCommand, action::CopyData, action::Opaque>(action);
}

bool creates(const Action& action) {
  return is_any_of<action::CreateTable, action::CreateTableAs, action::CreateEnum, action::AddEnumValue,
                   action::CreateDomain, action::CreateType, action::CreateSchema, action::CreateExtension,
                   action::CreateSequence, action::CreateView, action::CreateFunction, action::CreateRole>(
      action);
}

// The relations that a statement names as what it changes.
std::vector<QualifiedName> changed_relations(const Action& action) {
  return std::visit(
      [](const auto& fact) -> std::vector<QualifiedName> {
        using Fact = std::remove_cvref_t<decltype(fact)>;
        if constexpr (std::is_same_v<Fact, action::Drop>) {
          std::vector<QualifiedName> names = fact.names;
          names.insert(names.end(), fact.on.begin(), fact.on.end());
          return names;
        } else if constexpr (std::is_same_v<Fact, action::Rename> ||
                             std::is_same_v<Fact, action::SetSchema> ||
                             std::is_same_v<Fact, action::SetOwner> ||
                             std::is_same_v<Fact, action::Comment>) {
          return {fact.object};
        } else if constexpr (std::is_same_v<Fact, action::Grant>) {
          return fact.objects;
        } else if constexpr (requires { QualifiedName(fact.relation); }) {
          return {fact.relation};
        } else {
          return {};
        }
      },
      action);
}

void make_uncertain(catalog::Catalog& catalog, const Relation& found) {
  const catalog::Oid oid = found.index ? found.index->table : found.oid;
  Relation* relation = catalog.edit(oid);
  if (relation != nullptr) relation->uncertain = true;
}

bool is_table(const Relation& relation) {
  return relation.kind != RelationKind::index && relation.kind != RelationKind::sequence;
}

// What a statement that is put together says of itself: the relations that its pieces name, else all.
void make_named_uncertain(catalog::Catalog& catalog, std::string_view pieces) {
  bool found = false;
  const std::vector<const Relation*> relations = catalog.relations();
  for (const Relation* relation : relations) {
    if (!ascii::has_words(pieces, relation->name)) continue;
    make_uncertain(catalog, *relation);
    found = true;
  }
  if (found) return;
  for (const Relation* relation : relations)
    if (is_table(*relation)) make_uncertain(catalog, *relation);
}

// Words of which one is in every text that changes a table or its parts.
bool may_change_tables(std::string_view pieces) {
  const std::string lower = ascii::lower(pieces);
  const bool rows =
      std::ranges::any_of(std::initializer_list<std::string_view>{"insert", "update", "delete", "select"},
                          [&](std::string_view word) { return ascii::has_words(lower, word); });
  const bool definitions =
      std::ranges::any_of(std::initializer_list<std::string_view>{"alter", "create", "drop", "rename"},
                          [&](std::string_view word) { return ascii::has_words(lower, word); });
  return definitions || !rows;
}

}  // namespace

void CodeRun::note(const std::string& reason) {
  undecided_ = true;
  std::vector<catalog::Undecided>& notes = cx_.catalog.undecided;
  if (!notes.empty() && notes.back().reason == reason &&
      notes.back().origin.statement == cx_.origin.statement &&
      notes.back().origin.migration == cx_.origin.migration)
    return;
  notes.push_back({.origin = cx_.origin,
                   .span = body_.source ? body_.in_file(node(at_).span) : Span{},
                   .reason = reason});
}

bool CodeRun::doubt(std::uint32_t begin, std::uint32_t end, const std::string& reason) {
  for (std::uint32_t i = begin; i < end; ++i) variables_.forget(node(i).targets);
  bool leaves = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    const CodeNode& statement = node(i);
    at_ = i;
    tell(i);
    switch (statement.kind) {
      case CodeKind::sql:
      case CodeKind::call: doubt_sql(statement.sql.text, reason); break;
      case CodeKind::execute: doubt_execute(statement, reason); break;
      case CodeKind::return_:
      case CodeKind::exit:
      case CodeKind::continue_: leaves = true; break;
      default: break;
    }
  }
  variables_.set_found({});
  return leaves;
}

void CodeRun::doubt_sql(const std::string& sql, const std::string& reason) {
  for (const Statement& statement : read_statements(sql)) {
    const Action& action = statement.action;
    if (std::holds_alternative<action::Insert>(action)) apply_(action, cx_);
    if (!changes_catalog(action)) continue;
    // Roles are no part of a catalog, and what grants them is as good with a role as without.
    if (!std::holds_alternative<action::CreateRole>(action)) note(reason);
    if (const auto* block = std::get_if<action::DoBlock>(&action))
      make_named_uncertain(cx_.catalog, block->body);
    if (creates(action)) apply_(action, cx_);
    for (const QualifiedName& name : changed_relations(action)) {
      if (const Relation* relation = cx_.catalog.find_relation(name)) make_uncertain(cx_.catalog, *relation);
    }
  }
  cx_.refusal.reset();
}

void CodeRun::doubt_execute(const CodeNode& statement, const std::string& reason) {
  variables_.forget(statement.targets);
  const Value sql = value(statement.sql);
  if (sql.is(Value::Kind::text)) return doubt_sql(sql.text, reason);
  if (!may_change_tables(statement.sql.text)) return;
  note(reason);
  make_named_uncertain(cx_.catalog, statement.sql.text);
}

}  // namespace lockstep::replay
