// How often loops turn, and with what.

#include "replay/code_run.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;

constexpr std::int64_t kMostTurns = 2'000;

}  // namespace

// False where nobody can tell, or an error ended it.
bool CodeRun::read_turns(const CodeNode& loop, Frame& frame) {
  switch (loop.kind) {
    case CodeKind::loop:
    case CodeKind::while_: return true;
    case CodeKind::for_integer: return read_integers(loop, frame);
    case CodeKind::for_query:
    case CodeKind::for_execute: {
      std::string sql = loop.sql.text;
      if (loop.kind == CodeKind::for_execute) {
        const Value text = value(loop.sql);
        if (!text.is(Kind::text) || !loop.operands.empty()) return false;
        sql = text.text;
      }
      QueryResult result = queries_.run(sql, names());
      if (result.error.is(Kind::error)) fail(result.error.refusal);
      if (!result.complete) return false;
      frame.names = std::move(result.names);
      frame.turns = std::move(result.rows);
      return true;
    }
    case CodeKind::foreach: {
      const Value list = value(loop.sql);
      if (list.is(Kind::error)) fail(list.refusal);
      if (!list.is(Kind::list)) return false;
      for (const Scalar& item : list.items) frame.turns.push_back({value_of(item)});
      return true;
    }
    default: return false;
  }
}

// Without REVERSE and BY, which few have.
bool CodeRun::read_integers(const CodeNode& loop, Frame& frame) const {
  const Value lower = value(loop.sql);
  const Value upper = value(loop.operands.front());
  if (loop.operands.size() > 1 || loop.reverse || !lower.is(Kind::integer) || !upper.is(Kind::integer))
    return false;
  if (upper.number - lower.number > kMostTurns) return false;
  for (std::int64_t i = lower.number; i <= upper.number; ++i) frame.turns.push_back({integer_value(i)});
  return true;
}

}  // namespace lockstep::replay
