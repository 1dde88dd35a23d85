#include "rules/new_references.h"

#include <algorithm>
#include <span>

#include "rules/columns.h"
#include "rules/context.h"
#include "rules/earlier.h"
#include "rules/row_changes.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

using Constraints = std::vector<const action::Constraint*>;

void add_all(const std::vector<action::Constraint>& constraints, Constraints& found) {
  for (const action::Constraint& constraint : constraints) found.push_back(&constraint);
}

Constraints declared_constraints(const Action& action) {
  Constraints found;
  if (const auto* table = std::get_if<action::CreateTable>(&action)) {
    for (const action::ColumnDef& column : table->columns) add_all(column.constraints, found);
    add_all(table->constraints, found);
  } else if (const auto* alter = std::get_if<action::AlterTable>(&action)) {
    for (const AlterCommand& command : alter->commands) {
      if (const auto* column = std::get_if<action::AddColumn>(&command.fact))
        add_all(column->column.constraints, found);
      if (const auto* add = std::get_if<action::AddConstraint>(&command.fact))
        found.push_back(&add->constraint);
    }
  }
  return found;
}

const QualifiedName* changed_table(const Action& action) {
  if (const auto* table = std::get_if<action::CreateTable>(&action)) return &table->relation;
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter == nullptr ? nullptr : &alter->relation;
}

using Statements = std::vector<const Statement*>;

Statements whole_transaction(const RuleContext& cx) {
  Statements statements = cx.same_transaction();
  const auto is_before = [&](const Statement* each) { return each->span.begin < cx.statement().span.begin; };
  statements.insert(std::ranges::partition_point(statements, is_before), &cx.statement());
  return statements;
}

// An earlier statement has locked the table against reads, so that a key changes nothing.
bool is_locked_before(const Statement& statement, const QualifiedName& table, const Statements& transaction,
                      const RuleContext& cx) {
  const catalog::Relation* known = cx.before().find_relation(table);
  const bool held = std::ranges::any_of(cx.held_locks(), [&](const HeldLock& each) {
    const effects::RelationRef& locked = each.lock.relation;
    return each.statement.begin < statement.span.begin && effects::blocks_reads(each.lock.mode) &&
           (known == nullptr ? locked.name == cx.name_of(table) : locked.oid == known->oid);
  });
  // Those from this one on hold nothing yet.
  return held || (known != nullptr && std::ranges::any_of(transaction, [&](const Statement* other) {
                    const auto* alter = std::get_if<action::AlterTable>(&other->action);
                    return alter != nullptr && other->span.begin >= cx.statement().span.begin &&
                           other->span.begin < statement.span.begin &&
                           cx.same_relation(alter->relation, table) &&
                           effects::blocks_reads(cx.effect_of(*other).lock_on(known->oid));
                  }));
}

bool is_same(const effects::RelationRef& a, const effects::RelationRef& b) {
  return a.oid == b.oid && (a.oid != 0 || a.name == b.name);
}

// With what the other commands take, and what the transaction holds from before.
effects::LockMode strongest_lock(const effects::Lock& lock, const RuleContext& cx) {
  effects::LockMode mode = lock.mode;
  for (const effects::Lock& other : cx.effect_of(cx.statement()).locks) {
    if (is_same(other.relation, lock.relation)) mode = std::max(mode, other.mode);
  }
  for (const HeldLock& held : cx.held_locks()) {
    if (is_same(held.lock.relation, lock.relation)) mode = std::max(mode, held.lock.mode);
  }
  return mode;
}

// An earlier statement has made it, and none has put rows into it.
bool is_new_and_empty(const QualifiedName& table, const RuleContext& cx) {
  const catalog::Relation* known = cx.before().find_table(table);
  if (known == nullptr || !cx.created_here(*known)) return false;
  bool made = false;
  for (const Statement& earlier : cx.preceding()) {
    const auto* create = std::get_if<action::CreateTable>(&earlier.action);
    if (create != nullptr && cx.same_relation(create->relation, table)) made = !create->if_not_exists;
    if (puts_rows_into(earlier.action, table, cx)) return false;
  }
  return made;
}

}  // namespace

bool is_made_here(const QualifiedName& table, const RuleContext& cx) {
  if (cx.before().find_relation(table) != nullptr) return cx.created_here(table);
  const auto makes_it = [&](const Statement& each) {
    const auto* made = std::get_if<action::CreateTable>(&each.action);
    return made != nullptr && cx.same_relation(made->relation, table);
  };
  return makes_it(cx.statement()) ||
         (cx.follows<action::CreateTable>() && std::ranges::any_of(cx.following(), makes_it));
}

std::vector<const action::Constraint*> references_to_others(const Action& action, const RuleContext& cx) {
  const QualifiedName* table = changed_table(action);
  Constraints found;
  for (const action::Constraint* constraint : declared_constraints(action)) {
    if (constraint->kind == ConstraintKind::foreign_key && !is_made_here(constraint->references, cx) &&
        !cx.same_relation(constraint->references, *table))
      found.push_back(constraint);
  }
  return found;
}

std::vector<ReferencedTable> referenced_in_transaction(const RuleContext& cx) {
  const Statements transaction = whole_transaction(cx);
  std::vector<ReferencedTable> tables;
  for (const Statement* statement : transaction) {
    for (const action::Constraint* key : references_to_others(statement->action, cx)) {
      const std::string name = cx.name_of(key->references);
      if (contains(tables, name, &ReferencedTable::name) || cx.missing(key->references)) continue;
      if (!is_locked_before(*statement, key->references, transaction, cx))
        tables.push_back({.name = name, .statement = statement->span});
    }
  }
  return tables;
}

bool refers_to_nothing(const action::Constraint& key, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  return is_new_and_empty(key.references, cx) && !rows_prepared(table, cx) &&
         std::ranges::all_of(key.columns, [&](const Name& name) {
           const catalog::Column* column = cx.find_column(table, name);
           return added_by_now(name.text, cx) == nullptr &&
                  (column == nullptr || !cx.created_here(column->origin));
         });
}

bool takes_long(const Statement& statement, const RuleContext& cx) {
  if (long_row_change(statement.action, cx)) return true;
  return std::ranges::any_of(cx.effect_of(statement).work, [&](const effects::Work& work) {
    const bool made_later =
        work.relation.oid == 0 && is_made_here({.schema = "", .name = work.relation.name, .span = {}}, cx);
    return !made_later && !cx.nobody_waits_for(work.relation);
  });
}

std::string those_who_wait(const RuleContext& cx) {
  std::vector<std::string> all;
  std::vector<std::string> writes;
  for (const effects::Lock& lock : cx.blocking_locks()) {
    (effects::blocks_reads(strongest_lock(lock, cx)) ? all : writes).push_back(lock.relation.name);
  }
  std::string text = all.empty() ? "" : "reads and writes to " + list_names(all);
  if (!writes.empty()) text += (all.empty() ? "writes to " : ", and writes to ") + list_names(writes);
  return text + " wait";
}

}  // namespace lockstep::rules
