#include "replay/do_block.h"

#include <optional>
#include <utility>

#include "parser/code_body.h"
#include "replay/code_run.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

void note(const action::DoBlock& block, std::string reason, Context& cx) {
  cx.catalog.code.push_back(block.body);
  cx.catalog.undecided.push_back({.origin = cx.origin, .reason = std::move(reason)});
}

// An error of class 42 is one of the body. Types that a migration makes and what only libpg_query can't read
// have other codes.
bool is_certain(const CodeBody& body) {
  return body.sqlstate.starts_with("42") && body.sqlstate != sqlstate::kUndefinedObject;
}

}  // namespace

bool run_block(const action::DoBlock& block, Context& cx, ApplyAction apply) {
  const std::optional<CodeBody> body = read_code(block, {});
  if (!body) {
    note(block, text::format("it is written in {}", block.language), cx);
    return true;
  }
  if (body->error) {
    if (is_certain(*body)) return cx.refuse(body->sqlstate, body->error->message);
    note(block, text::format("it can't be read: {}", body->error->message), cx);
    return true;
  }
  CodeRun run(*body, cx, apply);
  const bool done = run.run();
  if (run.undecided()) cx.catalog.code.push_back(block.body);
  return done;
}

}  // namespace lockstep::replay
