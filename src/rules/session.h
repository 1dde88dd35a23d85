#pragma once
// The session that a file runs in: which transaction a statement belongs to, in every way in which
// the migration tool may send the file, and the settings made so far. Folded statement by statement.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "project/runner.h"

namespace lockstep::rules {

enum class Certainty : std::uint8_t { no, depends, yes };

class Session {
 public:
  Session(const project::Runner& runner, project::FileShape shape);

  // What later parts of a large file add to its shape.
  void reshape(project::FileShape shape);

  // Whether the statement now runs in a transaction block, so that its locks last beyond it and
  // Postgres refuses what "cannot run inside a transaction block" (25001). In a query of several
  // statements it does so even behind a COMMIT of its own: such a statement must come alone.
  // https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
  [[nodiscard]] Certainty in_transaction() const { return in_transaction(explicit_block_); }
  // The same for a statement outside a BEGIN of the file: where it is so, a BEGIN joins that transaction.
  [[nodiscard]] Certainty in_transaction_without_begin() const { return in_transaction(false); }
  // For messages, why it may be in one: "Prisma 6.19 sends the file as one query".
  [[nodiscard]] std::string why_in_transaction() const;
  // Inside a BEGIN of the file itself.
  [[nodiscard]] bool in_explicit_block() const { return explicit_block_; }
  // Ordinal of the transaction; a statement that may be outside one has a number of its own.
  [[nodiscard]] std::uint32_t transaction() const { return transaction_; }
  // Value set by the file so far for lock_timeout, statement_timeout, ...; empty: none.
  [[nodiscard]] std::string_view setting(std::string_view name) const;
  [[nodiscard]] project::FileShape shape() const { return shape_; }

  void apply(const Action& action);

  // The statements of a DO block run in one transaction: the block's own where it stands in none.
  void enter_code() { code_ = true; }
  void leave_code() { code_ = false; }
  [[nodiscard]] bool in_code() const { return code_; }

 private:
  using Settings = std::map<std::string, std::string, std::less<>>;

  [[nodiscard]] bool in_transaction(project::FileMode mode, bool explicit_block) const;
  [[nodiscard]] Certainty in_transaction(bool explicit_block) const;
  void apply(const action::Transaction& transaction);
  void apply(const action::SetVariable& set);

  project::Runner runner_;
  project::FileShape shape_;
  std::vector<project::FileMode> modes_;
  bool explicit_block_ = false;
  bool code_ = false;
  bool tool_block_ = true;  // mode `transaction`: the tool's own block is still open
  std::uint32_t transaction_ = 0;
  Settings settings_;
  Settings local_settings_;  // SET LOCAL: until the end of the transaction
};

// What of a batch of a file's statements decides about the way the file is sent.
[[nodiscard]] bool may_defeat_splitter(const Action& action);

}  // namespace lockstep::rules
