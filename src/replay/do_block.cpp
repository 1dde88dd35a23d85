#include "replay/do_block.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "parser/code_body.h"
#include "replay/code_run.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

// The error of a body that Postgres reads when it is made. One of class 42 is certain; types that a migration
// makes, and what only libpg_query can't read, have other codes.
bool take_error(const CodeBody& body, Context& cx) {
  if (body.sqlstate.starts_with("42") && body.sqlstate != sqlstate::kUndefinedObject)
    return cx.refuse(body.sqlstate, body.error->message, body.error->span);
  cx.catalog.undecided.push_back({.origin = cx.origin,
                                  .span = body.error->span,
                                  .reason = text::format("it can't be read: {}", body.error->message)});
  return true;
}

}  // namespace

bool run_block(const action::DoBlock& block, Context& cx, ApplyAction apply) {
  const CodeWatch* watch = std::exchange(cx.watch, nullptr);
  std::optional<CodeBody> read;
  if (watch == nullptr) read = read_code(block, {});
  if (watch == nullptr && !read) {
    cx.catalog.code.push_back(block.body);
    cx.catalog.undecided.push_back(
        {.origin = cx.origin, .span = {}, .reason = text::format("it is written in {}", block.language)});
    return true;
  }
  const CodeBody& body = watch == nullptr ? *read : watch->body;
  if (body.error) {
    cx.catalog.code.push_back(block.body);
    return take_error(body, cx);
  }
  CodeRun run(body, cx, apply, watch);
  const bool done = run.run();
  if (run.undecided()) cx.catalog.code.push_back(block.body);
  return done;
}

// Postgres reads the body, and doesn't look into PL/pgSQL's statements.
// https://www.postgresql.org/docs/current/plpgsql-implementation.html#PLPGSQL-PLAN-CACHING
bool check_body(const action::CreateFunction& function, Context& cx) {
  const CodeWatch* watch = std::exchange(cx.watch, nullptr);
  if (!cx.catalog.check_function_bodies) return true;
  std::optional<CodeBody> read;
  if (watch == nullptr) read = read_code(function, {});
  if (watch != nullptr || read) {
    const CodeBody& body = watch == nullptr ? *read : watch->body;
    return !body.error || take_error(body, cx);
  }
  if (function.language != "sql" || function.body.empty()) return true;
  for (const Statement& statement : read_statements(function.body)) {
    const auto* error = std::get_if<action::SyntaxError>(&statement.action);
    if (error != nullptr && error->kind == action::SyntaxError::Kind::syntax)
      return cx.refuse(sqlstate::kSyntaxError, error->message);
  }
  return true;
}

}  // namespace lockstep::replay
