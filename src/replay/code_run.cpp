// The order in which the statements of a body run.

#include "replay/code_run.h"

#include <algorithm>
#include <utility>

#include "replay/sqlstate.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;

constexpr std::size_t kMostSteps = 5'000;
constexpr const char* kTooLong = "it takes too many steps";

bool is_loop(CodeKind kind) { return kind >= CodeKind::loop && kind <= CodeKind::foreach; }

// https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-ERROR-TRAPPING
bool catches(const CodeNode& handler, const std::string& sqlstate) {
  constexpr std::string_view kQueryCanceled = "57014";
  constexpr std::string_view kAssertFailure = "P0004";
  return std::ranges::any_of(handler.sqlstates, [&](const std::string& condition) {
    if (condition == kOthers) return sqlstate != kQueryCanceled && sqlstate != kAssertFailure;
    const bool whole_class = condition.ends_with("000");
    return condition == sqlstate || (whole_class && sqlstate.starts_with(condition.substr(0, 2)));
  });
}

std::string shortened(const std::string& sql) {
  constexpr std::size_t kMost = 60;
  std::string line = sql.substr(0, sql.find('\n'));
  if (line.size() > kMost) line.resize(kMost);
  return line.size() < sql.size() ? line + "..." : line;
}

std::string unknown_condition(std::string_view word, const CodeText& condition) {
  return text::format("what {} {} says is known to the server alone", word, shortened(condition.text));
}

}  // namespace

Names CodeRun::names() const {
  return
      [this](std::string_view qualifier, std::string_view name) { return variables_.value(qualifier, name); };
}

Value CodeRun::value(const CodeText& expression) const { return queries_.value(expression.text, names()); }

bool CodeRun::run() {
  step(0);
  while (!frames_.empty() && !failed_) {
    Frame& frame = frames_.back();
    if (frame.next >= frame.end) {
      leave();
    } else if (++steps_ > kMostSteps) {
      give_up(frame.next, kTooLong);
    } else {
      step(std::exchange(frame.next, frame.next + node(frame.next).size));
    }
  }
  return !failed_;
}

void CodeRun::tell(std::uint32_t index) {
  if (watch_ != nullptr) watch_->before(index);
}

void CodeRun::tell_skipped(std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; read_empty_table_ && i < end; ++i) tell(i);
}

void CodeRun::step(std::uint32_t index) {
  const CodeNode& statement = node(index);
  at_ = index;
  tell(index);
  switch (statement.kind) {
    case CodeKind::block: enter_block(index); break;
    case CodeKind::if_: run_if(index); break;
    case CodeKind::case_: run_case(index); break;
    case CodeKind::raise: raise(statement); break;
    case CodeKind::return_: stop(); break;
    case CodeKind::exit:
    case CodeKind::continue_: {
      const Value when = statement.sql.empty() ? boolean_value(true) : value(statement.sql);
      if (when.is(Kind::error))
        fail(when.refusal);
      else if (!when.known())
        give_up(index, unknown_condition("WHEN", statement.sql));
      else if (when.is_true())
        jump(statement);
      break;
    }
    default:
      if (is_loop(statement.kind))
        enter_loop(index);
      else
        run_statement(statement);
  }
}

void CodeRun::enter(std::uint32_t index) {
  frames_.push_back({.node = index, .next = index + 1, .end = index + node(index).size});
}

void CodeRun::leave() {
  Frame& frame = frames_.back();
  if (is_loop(node(frame.node).kind) && take_turn(frame)) return;
  if (frame.guarded) cx_.catalog.keep_mark();
  if (node(frame.node).kind == CodeKind::block) {
    for (const std::uint32_t variable : node(frame.node).targets) variables_.end(variable);
  }
  frames_.pop_back();
}

void CodeRun::enter_block(std::uint32_t index) {
  for (const std::uint32_t variable : node(index).targets) {
    variables_.declare(variable);
    const CodeText& text = body_.variables[variable].default_value;
    if (text.empty()) continue;
    const Value initial = value(text);
    if (initial.is(Kind::error)) return fail(initial.refusal);
    variables_.assign(variable, initial);
  }
  enter(index);
  Frame& frame = frames_.back();
  std::uint32_t child = frame.next;
  while (child < frame.end && node(child).kind != CodeKind::handler) child += node(child).size;
  frame.guarded = child < frame.end;
  frame.end = child;
  // A block with handlers is a subtransaction.
  if (frame.guarded) cx_.catalog.mark();
}

void CodeRun::run_if(std::uint32_t index) {
  const std::uint32_t end = index + node(index).size;
  for (std::uint32_t arm = index + 1; arm < end; arm += node(arm).size) {
    const CodeText& condition = node(arm).sql;
    const Value holds = condition.empty() ? boolean_value(true) : value(condition);
    if (holds.is(Kind::error)) return fail(holds.refusal);
    if (holds.is_true()) {
      tell_skipped(arm + node(arm).size, end);
      return enter(arm);
    }
    if (holds.known()) {
      tell_skipped(arm, arm + node(arm).size);
      continue;
    }
    const std::string reason = unknown_condition("IF", condition);
    if (doubt(arm, end, reason)) give_up(end, reason);
    return;
  }
}

void CodeRun::run_case(std::uint32_t index) {
  const CodeText& operand = node(index).sql;
  const std::uint32_t end = index + node(index).size;
  for (std::uint32_t arm = index + 1; arm < end; arm += node(arm).size) {
    const CodeText& when = node(arm).sql;
    if (when.empty()) return enter(arm);
    const std::string test =
        operand.empty() ? when.text : text::format("({}) IN ({})", operand.text, when.text);
    const Value holds = queries_.value(test, names());
    if (holds.is(Kind::error)) return fail(holds.refusal);
    if (holds.is_true()) return enter(arm);
    if (holds.known()) continue;
    const std::string reason = unknown_condition("CASE", operand.empty() ? when : operand);
    if (doubt(arm, end, reason)) give_up(end, reason);
    return;
  }
  fail({.sqlstate = "20000", .message = "case not found"});
}

void CodeRun::enter_loop(std::uint32_t index) {
  const CodeNode& loop = node(index);
  Frame frame{.node = index, .next = index + 1, .end = index + loop.size};
  if (!read_turns(loop, frame)) {
    if (failed_) return;
    const std::string reason =
        loop.sql.empty() ? std::string("how often a loop runs is known to the server alone")
                         : text::format("how often the loop over {} runs is known to the server alone",
                                        shortened(loop.sql.text));
    variables_.forget(loop.targets);
    variables_.set_found({});
    if (doubt(index + 1, index + loop.size, reason)) give_up(index + loop.size, reason);
    return;
  }
  if (loop.kind != CodeKind::loop && loop.kind != CodeKind::while_)
    variables_.set_found(boolean_value(!frame.turns.empty()));
  if (loop.kind == CodeKind::for_query && frame.turns.empty()) tell_skipped(index + 1, frame.end);
  frame.next = frame.end;
  frames_.push_back(std::move(frame));
}

// False where it was the last one.
bool CodeRun::take_turn(Frame& frame) {
  const CodeNode& loop = node(frame.node);
  if (++steps_ > kMostSteps) {
    give_up(frame.node, kTooLong);
    return true;
  }
  if (loop.kind == CodeKind::while_) {
    const Value holds = value(loop.sql);
    if (holds.is(Kind::error)) {
      fail(holds.refusal);
      return true;
    }
    if (!holds.known()) {
      const std::uint32_t begin = frame.node + 1;
      const std::uint32_t end = frame.end;
      const std::string reason = unknown_condition("WHILE", loop.sql);
      if (doubt(begin, end, reason)) {
        give_up(end, reason);
        return true;
      }
    }
    if (!holds.is_true()) return false;
  } else if (loop.kind != CodeKind::loop) {
    if (frame.turn == frame.turns.size()) return false;
    variables_.assign_row(loop.targets, frame.names, frame.turns[frame.turn++]);
  }
  frame.next = frame.node + 1;
  return true;
}

// EXIT and CONTINUE: out of what lies inside the loop that is meant, or of a block by its label.
void CodeRun::jump(const CodeNode& statement) {
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    const CodeNode& group = node(frame.node);
    const bool loop = is_loop(group.kind);
    const bool meant = statement.label.empty()
                           ? loop
                           : group.label == statement.label && (loop || group.kind == CodeKind::block);
    if (meant && statement.kind == CodeKind::continue_) {
      frame.next = frame.end;
      return;
    }
    if (frame.guarded) cx_.catalog.keep_mark();
    frames_.pop_back();
    if (meant) return;
  }
}

void CodeRun::stop() {
  for (const Frame& frame : frames_) {
    if (frame.guarded) cx_.catalog.keep_mark();
  }
  frames_.clear();
}

void CodeRun::raise(const CodeNode& statement) {
  for (const CodeText& operand : statement.operands) {
    const Value operand_value = value(operand);
    if (operand_value.is(Kind::error)) return fail(operand_value.refusal);
  }
  if (!statement.error) return;
  if (!statement.sqlstates.empty())
    return fail({.sqlstate = statement.sqlstates.front(), .message = statement.label});
  const auto handler = std::ranges::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& frame) {
    return node(frame.node).kind == CodeKind::handler;
  });
  fail(handler == frames_.rend() ? Refusal{.sqlstate = "0Z002", .message = "RAISE without parameters"}
                                 : handler->caught);
}

// To the nearest handler that takes it; what its block did is undone.
void CodeRun::fail(const Refusal& error) {
  cx_.refusal.reset();
  while (!frames_.empty()) {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (!frame.guarded) continue;
    cx_.catalog.undo_mark();
    const std::uint32_t end = frame.node + node(frame.node).size;
    for (std::uint32_t child = frame.end; child < end; child += node(child).size) {
      if (!catches(node(child), error.sqlstate)) continue;
      variables_.set_error(error);
      enter(child);
      frames_.back().caught = error;
      return;
    }
  }
  failed_ = true;
  cx_.refuse(error.sqlstate, error.message, body_.source ? body_.in_file(node(at_).span) : Span{});
}

void CodeRun::give_up(std::uint32_t index, const std::string& reason) {
  const auto is_turning = [&](const Frame& frame) { return is_loop(node(frame.node).kind); };
  const auto loop = std::ranges::find_if(frames_, is_turning);
  if (loop != frames_.end()) index = loop->node + 1;
  doubt(index, static_cast<std::uint32_t>(body_.nodes.size()), reason);
  stop();
}

}  // namespace lockstep::replay
