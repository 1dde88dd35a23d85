#pragma once
// What a rule may ask, and how it reports: a FileContext speaks of one file, a RuleContext besides of
// one statement and the database before it. Valid for one call.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "effects/effects.h"
#include "parser/action.h"
#include "project/config.h"
#include "project/runner.h"
#include "rules/session.h"
#include "support/finding.h"
#include "support/text.h"

namespace lockstep::rules {

class Policy;
struct RuleOption;

// What all statements of a file have in common; filled by the engine.
struct FileInput {
  std::string_view source;                  // bytes of the file
  std::uint32_t file = 0;                   // its index in the report
  std::uint32_t migration = 0;              // its ordinal in the history
  const std::vector<std::uint32_t>& files;  // report index by ordinal
  const project::Runner& runner;
  const Policy& policy;
  const project::Tables& tables;
  int postgres = project::kOldestPostgres;
  bool postgres_known;
};

// Completes a finding; used in one expression, as in
// `cx.report(span, "...").label("...").advise("...")`.
class FindingBuilder {
 public:
  FindingBuilder(std::vector<Finding>& findings, const FileInput& file)
      : findings_(&findings), index_(findings.size() - 1), file_(&file) {}
  FindingBuilder& label(std::string text);
  FindingBuilder& advise(std::string text);
  FindingBuilder& object(std::string name);
  FindingBuilder& severity(Severity at_most);  // lowers, never raises, what the pack says
  FindingBuilder& related(const catalog::Origin& origin, std::string message);
  FindingBuilder& related(Span span, std::string message);  // in the same file
  FindingBuilder& in_file(std::uint32_t file);              // instead of the context's own
  FindingBuilder& fix(std::string title, bool safe, std::vector<Edit> edits);
  FindingBuilder& secret();  // no report prints what stands in the range, nor does another finding

 private:
  [[nodiscard]] Finding& finding() const { return (*findings_)[index_]; }

  std::vector<Finding>* findings_;
  std::size_t index_;
  const FileInput* file_;
};

class FileContext {
 public:
  FileContext(const FileInput& file, std::string_view rule, Severity severity, std::vector<Finding>& findings)
      : file_(file), rule_(rule), severity_(severity), findings_(&findings) {}

  [[nodiscard]] const project::Runner& runner() const { return file_.runner; }
  [[nodiscard]] int postgres() const { return file_.postgres; }  // major version of the target
  // The project says which; else it is the oldest supported.
  [[nodiscard]] bool postgres_known() const { return file_.postgres_known; }
  [[nodiscard]] std::string_view text(Span span) const {
    return file_.source.substr(span.begin, span.size());
  }
  // Options of the rule, each declared in its RuleInfo: what the project has set, else the default.
  [[nodiscard]] bool flag(std::string_view option) const;
  [[nodiscard]] std::int64_t number(std::string_view option) const;
  [[nodiscard]] std::string text_option(std::string_view option) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view option) const;
  // Made by this file.
  [[nodiscard]] bool created_here(const catalog::Origin& origin) const {
    return origin.migration == file_.migration;
  }
  // A name as the file writes it, quotes included, to be used in SQL again.
  [[nodiscard]] std::string sql(const Name& name) const;
  [[nodiscard]] std::string sql(const QualifiedName& name) const;

  template <class... Args>
  FindingBuilder report(Span span, fmt::format_string<Args...> message, const Args&... args) {
    return add(span, text::format(message, args...));
  }

 protected:
  FindingBuilder add(Span span, std::string message);
  [[nodiscard]] std::uint32_t migration() const { return file_.migration; }
  [[nodiscard]] const project::Tables& tables() const { return file_.tables; }

 private:
  [[nodiscard]] const RuleOption& declared(std::string_view option) const;

  const FileInput& file_;
  std::string_view rule_;
  Severity severity_;
  std::vector<Finding>* findings_;
};

// A lock that an earlier statement of the same transaction took, on a relation that others use.
struct HeldLock {
  effects::Lock lock;
  Span statement;
  bool long_work = false;  // the statement had work besides whose time grows with a table
};

// All that a RuleContext knows of its statement; filled by the engine.
struct RuleInput {
  const FileInput& file;
  const catalog::Catalog& before;
  const Session& session;
  const Statement& statement;
  std::span<const Statement> preceding;  // those before and behind it in the same part of the file
  std::span<const Statement> following;
  std::span<const HeldLock> held;
  const effects::Context& effects_context;
  const effects::Effect* effect = nullptr;  // of the command, else of the statement
  const AlterCommand* command = nullptr;    // when a command of an ALTER TABLE is looked at
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
  // Locks that make others' writes wait, held since earlier statements where session().in_transaction().
  [[nodiscard]] std::span<const HeldLock> held_locks() const { return input_.held; }
  // Those that surely share a transaction with this one.
  [[nodiscard]] std::vector<const Statement*> same_transaction() const;
  // What another statement does, if it ran now.
  [[nodiscard]] effects::Effect effect_of(const Statement& other) const;
  // The ALTER TABLE around the command that is looked at; only asked by checks of commands.
  [[nodiscard]] const action::AlterTable& alter_table() const;
  [[nodiscard]] const AlterCommand& command() const { return *input_.command; }
  // Locks and work of the command, or of the whole statement for a check of statements.
  [[nodiscard]] const effects::Effect& effect() const { return *input_.effect; }

  // The work of that kind that others wait for: null where nobody_waits_for() the ALTER TABLE's table.
  [[nodiscard]] const effects::Work* awaited_work(effects::WorkKind kind) const;
  // Long work on the table hurts no one: the file has made or truncated it, or drops it later, or the
  // configuration calls it small.
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
