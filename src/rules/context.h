#pragma once
// What a rule may ask of one statement and the database before it. Valid for one call.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "effects/effects.h"
#include "parser/action.h"
#include "rules/file_context.h"
#include "rules/session.h"
#include "rules/statement_kinds.h"
#include "support/finding.h"

namespace lockstep::rules {

// A lock that an earlier statement of the same transaction took, on a relation that others use.
struct HeldLock {
  effects::Lock lock;
  Span statement;
  bool long_work = false;  // the statement had work besides whose time grows with a table
  bool adds_columns = false;  // and nothing else
};

// All that a RuleContext knows of its statement; filled by the engine.
struct RuleInput {
  const FileInput& file;
  const catalog::Catalog& before;
  const Session& session;
  const Statement& statement;
  std::span<const Statement> preceding;  // those before and behind it in the same part of the file
  std::span<const Statement> following;
  const StatementKinds& kinds;  // of that part
  std::span<const HeldLock> held;
  const effects::Context& effects_context;
  const effects::Effect* effect = nullptr;  // of the command, else of the statement
  const AlterCommand* command = nullptr;    // when a command of an ALTER TABLE is looked at
  Span own_transaction = {};  // bytes of the DO block around it that is a transaction; empty: none is
};

class RuleContext : public FileContext {
 public:
  RuleContext(const RuleInput& input, std::string_view rule, Severity severity,
              std::vector<Finding>& findings)
      : FileContext(input.file, rule, severity, findings), input_(input) {}

  // The catalog as it is before the statement.
  [[nodiscard]] const catalog::Catalog& before() const { return input_.before; }
  // Transaction and settings at the statement.
  [[nodiscard]] const Session& session() const { return input_.session; }
  [[nodiscard]] const Statement& statement() const { return input_.statement; }
  // The statements around this one, for rules that look a little farther: all of the file's, of a large
  // file some 64 KiB.
  [[nodiscard]] std::span<const Statement> preceding() const { return input_.preceding; }
  [[nodiscard]] std::span<const Statement> following() const { return input_.following; }
  // Whether one of that kind is among them.
  template <class Fact>
  [[nodiscard]] bool precedes() const {
    return input_.kinds.before<Fact>(preceding().size());
  }
  template <class Fact>
  [[nodiscard]] bool follows() const {
    return input_.kinds.behind<Fact>(preceding().size());
  }
  // Locks that make others' writes wait, held since earlier statements where session().in_transaction().
  [[nodiscard]] std::span<const HeldLock> held_locks() const { return input_.held; }
  // Those that surely share a transaction with this one.
  [[nodiscard]] std::vector<const Statement*> same_transaction() const;
  // Around the DO block that this one stands in and that is a transaction of its own.
  [[nodiscard]] bool is_outside_transaction(const Statement& other) const;
  // What another statement does, if it ran now.
  [[nodiscard]] effects::Effect effect_of(const Statement& other) const;
  // What another command of the ALTER TABLE does.
  [[nodiscard]] effects::Effect effect_of(const AlterCommand& other) const;
  // The ALTER TABLE around the command that is looked at; only asked by checks of commands.
  [[nodiscard]] const action::AlterTable& alter_table() const;
  [[nodiscard]] const AlterCommand& command() const { return *input_.command; }
  // Locks and work of the command, or of the whole statement for a check of statements.
  [[nodiscard]] const effects::Effect& effect() const { return *input_.effect; }

  // The work of that kind that others wait for: null where nobody_waits_for() the ALTER TABLE's table.
  [[nodiscard]] const effects::Work* awaited_work(effects::WorkKind kind) const;
  // Long work on the table hurts no one: the file has made or truncated it, or drops it later, or it
  // has_no_rows() (earlier.h), or the configuration calls it small.
  [[nodiscard]] bool nobody_waits_for(const QualifiedName& table) const;
  [[nodiscard]] bool nobody_waits_for(const effects::RelationRef& table) const;

  // Made earlier in this same migration, or temporary: nobody else uses it, so its locks hurt no one.
  [[nodiscard]] bool created_here(const QualifiedName& relation) const;
  [[nodiscard]] bool created_here(const catalog::Relation& relation) const;
  using FileContext::created_here;
  // A short lock on it is worth a word, too: the configuration calls it hot, or calls no table so.
  [[nodiscard]] bool may_be_hot(const effects::RelationRef& table) const;
  // The file has deleted all rows of the table before this statement, and has put none into it since. Deleted
  // rows are dead and still lie there, to be read and indexed; only TRUNCATE makes work on the table short.
  [[nodiscard]] bool emptied_here(const QualifiedName& table) const;
  [[nodiscard]] bool truncated_here(const QualifiedName& table) const;
  // A later statement of the file drops the table, or the table or the column of it.
  [[nodiscard]] bool dropped_later(const QualifiedName& table) const;
  [[nodiscard]] bool dropped_later(const QualifiedName& table, std::string_view column) const;
  // The column before the statement; null when the history doesn't know it.
  [[nodiscard]] const catalog::Column* find_column(const QualifiedName& table, const Name& column) const;
  // Known not to exist: IF EXISTS makes a statement about it do nothing.
  [[nodiscard]] bool missing(const QualifiedName& relation) const;
  [[nodiscard]] bool missing(const QualifiedName& table, const Name& column) const;

  [[nodiscard]] bool same_relation(const QualifiedName& a, const QualifiedName& b) const;

  // As messages print it: "orders", whether written orders, "orders" or public.orders.
  [[nodiscard]] std::string name_of(const QualifiedName& relation) const;
  // The lock that the statement takes on the relation, for whichever of its commands.
  [[nodiscard]] effects::LockMode lock_on(const QualifiedName& relation) const;
  // The lock above that one which the transaction holds since an earlier statement; null: none.
  [[nodiscard]] const HeldLock* stronger_lock_on(const QualifiedName& relation) const;
  // Other statements follow in the same transaction, so that locks last until they are through.
  [[nodiscard]] bool locks_outlive_statement() const;
  // Relations that others use whose writes, or reads and writes, have to wait.
  [[nodiscard]] std::vector<effects::Lock> blocking_locks() const;

 private:
  // The statement that emptied it; null when rows may be there.
  [[nodiscard]] const Action* emptied_by(const QualifiedName& table) const;
  [[nodiscard]] bool is_on(const effects::Lock& lock, const QualifiedName& relation) const;

  const RuleInput& input_;
};

// "SHARE lock: writes wait"
[[nodiscard]] std::string lock_label(effects::LockMode mode);
// "orders", "orders and users", "orders, users and carts"
[[nodiscard]] std::string list_names(std::span<const std::string> names);

}  // namespace lockstep::rules
