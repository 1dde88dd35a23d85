#pragma once
// One run of a body in PL/pgSQL. Private to src/replay, see do_block.h.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/code_body.h"
#include "replay/code_variables.h"
#include "replay/do_block.h"
#include "replay/evaluate_query.h"

namespace lockstep::replay {

class CodeRun {
 public:
  // `watch` may be null.
  CodeRun(const CodeBody& body, Context& cx, ApplyAction apply, const CodeWatch* watch)
      : body_(body),
        cx_(cx),
        apply_(apply),
        watch_(watch),
        variables_(body, cx.catalog),
        queries_(cx.catalog, read_empty_table_) {}

  // False when an error leaves the body; the context has it.
  bool run();
  // Something inside could not be told.
  [[nodiscard]] bool undecided() const { return undecided_; }

 private:
  // A node whose children run.
  struct Frame {
    std::uint32_t node = 0;
    std::uint32_t next = 0;  // the child that is next
    std::uint32_t end = 0;
    bool guarded = false;    // a block with handlers: what it does is behind a mark
    Refusal caught = {};     // by a handler
    // Loops: the rows or values of the turns that are left, from `turn` on.
    std::vector<std::string> names = {};
    std::vector<std::vector<Value>> turns = {};
    std::size_t turn = 0;
  };

  [[nodiscard]] const CodeNode& node(std::uint32_t index) const { return body_.nodes[index]; }
  [[nodiscard]] Names names() const;
  [[nodiscard]] Value value(const CodeText& expression) const;

  // code_run.cpp: the order of things
  void step(std::uint32_t index);
  void tell(std::uint32_t index);
  // Nodes that don't run here, and may elsewhere when a table was asked for its rows.
  void tell_skipped(std::uint32_t begin, std::uint32_t end);
  void enter(std::uint32_t index);
  void leave();
  bool take_turn(Frame& loop);
  void enter_block(std::uint32_t index);
  void run_if(std::uint32_t index);
  void run_case(std::uint32_t index);
  void enter_loop(std::uint32_t index);
  void jump(const CodeNode& statement);
  void stop();
  void raise(const CodeNode& statement);
  void fail(const Refusal& error);
  // Nobody can tell how the body goes on behind this node.
  void give_up(std::uint32_t index, const std::string& reason);

  // code_run_loops.cpp
  [[nodiscard]] bool read_turns(const CodeNode& loop, Frame& frame);
  [[nodiscard]] bool read_integers(const CodeNode& loop, Frame& frame) const;

  // code_run_statements.cpp
  void run_statement(const CodeNode& statement);
  void run_sql(const CodeNode& statement, const std::vector<Statement>& statements);
  void select_into(const CodeNode& statement, const std::string& sql);
  void run_execute(const CodeNode& statement);
  void run_perform(const CodeNode& statement);
  void run_transaction(const CodeNode& statement);
  bool carry_out(const Action& action);
  void count_rows(const Action& action);

  // code_run_doubt.cpp: what may or may not run. Says whether control may leave it.
  bool doubt(std::uint32_t begin, std::uint32_t end, const std::string& reason);
  void doubt_sql(const std::string& sql, const std::string& reason);
  void doubt_execute(const CodeNode& statement, const std::string& reason);
  void note(const std::string& reason);

  const CodeBody& body_;
  Context& cx_;
  ApplyAction apply_;
  const CodeWatch* watch_;
  bool read_empty_table_ = false;
  CodeVariables variables_;
  QueryEvaluator queries_;
  std::vector<Frame> frames_;
  Value row_count_;  // of the last statement
  std::size_t steps_ = 0;
  std::uint32_t at_ = 0;  // the node that runs
  bool undecided_ = false;
  bool failed_ = false;
};

// The statements of a text, without their places.
[[nodiscard]] std::vector<Statement> read_statements(const std::string& sql);

}  // namespace lockstep::replay
