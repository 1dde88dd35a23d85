/// What:  `ALTER TABLE`, `CREATE INDEX`, `DROP TABLE` or `TRUNCATE` of a table of which the same transaction
///        has changed rows that a deferred foreign key has yet to check.
/// When:  a foreign key that is `INITIALLY DEFERRED`, and before the statement rows inserted into its table
///        or its columns updated; or, where the statement is about the table that it refers to, rows deleted
///        there or the key updated. Not behind `SET CONSTRAINTS ... IMMEDIATE`.
/// Why:   the checks wait for the end of the transaction, and Postgres refuses to change a table with some:
///        "cannot ALTER TABLE because it has pending trigger events". One row is enough; without any, as in a
///        shadow database, the migration passes.
/// Do:    have the rows checked at once, by `SET CONSTRAINTS ALL IMMEDIATE` between the two, or change rows
///        and table in migrations of their own.
/// Allow: no row is changed wherever the migration runs.
/// See:   https://www.postgresql.org/docs/current/sql-set-constraints.html
#include <algorithm>
#include <ranges>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "rules/transactions.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "pending-trigger-events",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a table is changed while deferred checks of its rows are pending",
};

bool has_any(const std::vector<Name>& columns, const std::vector<catalog::AttributeNumber>& numbers,
             const catalog::Relation& table) {
  return std::ranges::any_of(columns, [&](const Name& name) {
    const catalog::Column* column = table.find_column(name.text);
    return column != nullptr && contains(numbers, column->number);
  });
}

// Rows of the table that has the key are checked when they come or their key changes.
bool checks_own(const Statement& change, const catalog::Relation& table, const catalog::Constraint& key) {
  if (const auto* update = std::get_if<action::Update>(&change.action))
    return has_any(update->columns, key.columns, table);
  const auto* copy = std::get_if<action::Copy>(&change.action);
  return std::holds_alternative<action::Insert>(change.action) || (copy != nullptr && copy->from);
}

// Those that it refers to when they go. Only NO ACTION is deferred.
// https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
bool checks_referenced(const Statement& change, const catalog::Relation& table,
                       const catalog::Constraint& key) {
  if (const auto* update = std::get_if<action::Update>(&change.action))
    return key.on_update == ReferentialAction::no_action &&
           has_any(update->columns, key.referenced_columns, table);
  return key.on_delete == ReferentialAction::no_action &&
         std::holds_alternative<action::Delete>(change.action);
}

const QualifiedName* changed_table(const Action& action) {
  if (const auto* insert = std::get_if<action::Insert>(&action)) return &insert->relation;
  if (const auto* update = std::get_if<action::Update>(&action)) return &update->relation;
  if (const auto* remove = std::get_if<action::Delete>(&action)) return &remove->relation;
  const auto* copy = std::get_if<action::Copy>(&action);
  return copy == nullptr ? nullptr : &copy->relation;
}

// The deferred key that the change leaves to be checked; null when there is none.
const catalog::Constraint* pending_key(const Statement& change, const catalog::Relation& table,
                                       const RuleContext& cx) {
  const auto is_deferred = [&](const catalog::Constraint& key) {
    const bool later = cx.created_here(key.origin) && key.origin.statement.begin > change.span.begin;
    return key.kind == ConstraintKind::foreign_key && key.initially_deferred && key.enforced && !later;
  };
  for (const catalog::Constraint& key : table.constraints) {
    if (is_deferred(key) && checks_own(change, table, key)) return &key;
  }
  for (const catalog::Catalog::Reference& reference : cx.before().references_to(table.oid)) {
    if (is_deferred(*reference.constraint) && checks_referenced(change, table, *reference.constraint))
      return reference.constraint;
  }
  return nullptr;
}

void check_table(const QualifiedName& name, RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(name);
  if (table == nullptr) return;
  for (const Statement& earlier : earlier_in_transaction(Certainty::yes, cx) | std::views::reverse) {
    const auto* other = std::get_if<action::Opaque>(&earlier.action);
    if (other != nullptr && other->what == "SET CONSTRAINTS" && cx.text(earlier.span).ends_with("IMMEDIATE"))
      return;
    const QualifiedName* changed = changed_table(earlier.action);
    if (changed == nullptr || !cx.same_relation(*changed, name)) continue;
    const catalog::Constraint* key = pending_key(earlier, *table, cx);
    if (key == nullptr) continue;
    cx.report(cx.statement().keyword, "{} fails: rows of {} still wait for the deferred check of {}",
              cx.text(cx.statement().keyword), cx.name_of(name), key->name)
        .object(cx.name_of(name))
        .related(earlier.span, "changes rows, to be checked when the transaction ends")
        .advise("have them checked first:\n  SET CONSTRAINTS ALL IMMEDIATE;");
    return;
  }
}

void check_alter(const action::AlterTable& alter, RuleContext& cx) { check_table(alter.relation, cx); }
void check_index(const action::CreateIndex& index, RuleContext& cx) { check_table(index.relation, cx); }
void check_truncate(const action::Truncate& truncate, RuleContext& cx) {
  for (const QualifiedName& table : truncate.relations) check_table(table, cx);
}
void check_drop(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::table) return;
  for (const QualifiedName& table : drop.names) check_table(table, cx);
}

}  // namespace

extern const Rule pending_trigger_events;
constinit const Rule pending_trigger_events =
    make_rule<check_alter, check_index, check_truncate, check_drop>(kInfo);

}  // namespace lockstep::rules
