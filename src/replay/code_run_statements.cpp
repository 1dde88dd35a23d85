// Statements of a body that run SQL or set variables.

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "parser/script.h"
#include "parser/source.h"
#include "replay/code_run.h"
#include "replay/sqlstate.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;

constexpr std::string_view kInvalidTransactionTermination = "2D000";

Refusal of_syntax(const Action& action) {
  return {.sqlstate = std::string(sqlstate::kSyntaxError),
          .message = std::get<action::SyntaxError>(action).message};
}

// Names in queries of a body may be its variables, which the catalog doesn't know.
bool may_be_variable(const Action& action, const Refusal& refusal) {
  const bool query =
      std::holds_alternative<action::Select>(action) || std::holds_alternative<action::Insert>(action) ||
      std::holds_alternative<action::Update>(action) || std::holds_alternative<action::Delete>(action) ||
      std::holds_alternative<action::CreateTableAs>(action);
  return query &&
         (refusal.sqlstate == sqlstate::kUndefinedColumn ||
          (refusal.sqlstate == sqlstate::kUndefinedTable && !refusal.message.starts_with("relation ")));
}

}  // namespace

std::vector<Statement> read_statements(const std::string& sql) {
  const SourceFile source("", sql);
  ScriptReader reader(source, {.spans = false});
  std::vector<Statement> statements;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next())
    std::ranges::move(batch, std::back_inserter(statements));
  return statements;
}

void CodeRun::run_statement(const CodeNode& statement) {
  const bool keeps_count = statement.kind == CodeKind::assign || statement.kind == CodeKind::get_diagnostics;
  if (!keeps_count) row_count_ = {};
  switch (statement.kind) {
    case CodeKind::assign: {
      const Value result = value(statement.sql);
      if (result.is(Kind::error)) return fail(result.refusal);
      variables_.assign(statement.targets.front(), result);
      break;
    }
    case CodeKind::assert_: {
      const Value holds = value(statement.sql);
      if (holds.is(Kind::error)) return fail(holds.refusal);
      if (holds.known() && !holds.is_true()) fail({.sqlstate = "P0004", .message = "assertion failed"});
      break;
    }
    case CodeKind::sql:
    case CodeKind::call: run_sql(statement, read_statements(statement.sql.text)); break;
    case CodeKind::execute: run_execute(statement); break;
    case CodeKind::perform: run_perform(statement); break;
    case CodeKind::commit:
    case CodeKind::rollback: run_transaction(statement); break;
    case CodeKind::get_diagnostics:
      variables_.forget(statement.targets);
      if (statement.label == kRowCount) variables_.assign(statement.targets.front(), row_count_);
      break;
    default: variables_.forget(statement.targets);
  }
}

bool CodeRun::carry_out(const Action& action) {
  cx_.refusal.reset();
  const bool applied = apply_(action, cx_);
  cx_.catalog.settle();
  if (applied) return true;
  const Refusal refusal = cx_.refusal.value_or(Refusal{});
  if (may_be_variable(action, refusal)) {
    cx_.refusal.reset();
    if (std::holds_alternative<action::CreateTableAs>(action))
      note("a query that makes a table uses variables");
    return true;
  }
  fail(refusal);
  return false;
}

void CodeRun::run_sql(const CodeNode& statement, const std::vector<Statement>& statements) {
  for (const Statement& each : statements) {
    const Action& action = each.action;
    if (each.error) return fail({.sqlstate = each.error->sqlstate, .message = each.error->message});
    if (std::holds_alternative<action::SyntaxError>(action)) return fail(of_syntax(action));
    if (std::holds_alternative<action::DoBlock>(action)) {
      doubt_sql(statement.sql.text, "a DO block inside another is not followed");
      continue;
    }
    if (std::holds_alternative<action::Transaction>(action))
      return fail({.sqlstate = std::string(sqlstate::kFeatureNotSupported),
                   .message = "EXECUTE of transaction commands is not implemented"});
    const bool query = std::holds_alternative<action::Select>(action);
    if (query && statement.kind == CodeKind::sql && statement.targets.empty())
      return fail({.sqlstate = std::string(sqlstate::kSyntaxError),
                   .message = "query has no destination for result data"});
    if (!carry_out(action)) return;
    if (query) continue;
    variables_.forget(statement.targets);
    count_rows(action);
  }
  if (!statement.targets.empty() && statements.size() == 1 &&
      std::holds_alternative<action::Select>(statements.front().action))
    select_into(statement, statement.sql.text);
}

// UPDATE and DELETE find nothing where there are no rows, which ends the loops of backfills in batches.
void CodeRun::count_rows(const Action& action) {
  const auto* update = std::get_if<action::Update>(&action);
  const auto* remove = std::get_if<action::Delete>(&action);
  const bool none = (update != nullptr && has_no_rows(update->relation, cx_.catalog)) ||
                    (remove != nullptr && has_no_rows(remove->relation, cx_.catalog));
  variables_.set_found(none ? boolean_value(false) : Value{});
  row_count_ = none ? integer_value(0) : Value{};
}

void CodeRun::select_into(const CodeNode& statement, const std::string& sql) {
  const QueryResult result = queries_.run(sql, names());
  if (result.error.is(Kind::error)) return fail(result.error.refusal);
  if (!result.complete) {
    variables_.forget(statement.targets);
    variables_.set_found({});
    return;
  }
  if (statement.strict && result.rows.size() != 1) {
    const bool none = result.rows.empty();
    return fail({.sqlstate = none ? "P0002" : "P0003",
                 .message = none ? "query returned no rows" : "query returned more than one row"});
  }
  // Which row is the first of several, only the server knows.
  if (result.rows.size() > 1)
    variables_.forget(statement.targets);
  else
    variables_.assign_row(statement.targets, result.names,
                          result.rows.empty() ? std::vector<Value>() : result.rows.front());
  variables_.set_found(boolean_value(!result.rows.empty()));
}

void CodeRun::run_execute(const CodeNode& statement) {
  const Value sql = value(statement.sql);
  if (sql.is(Kind::error)) return fail(sql.refusal);
  if (sql.is(Kind::null))
    return fail({.sqlstate = "22004", .message = "query string argument of EXECUTE is null"});
  if (!sql.is(Kind::text)) {
    doubt_execute(statement,
                  text::format("what EXECUTE {} runs is known to the server alone", statement.sql.text));
    return;
  }
  const std::vector<Statement> statements = read_statements(sql.text);
  const bool query =
      statements.size() == 1 && std::holds_alternative<action::Select>(statements.front().action);
  if (!query || statement.targets.empty()) return run_sql(statement, statements);
  if (!statement.operands.empty()) return variables_.forget(statement.targets);
  select_into(statement, sql.text);
}

// What functions do that it calls is not followed.
void CodeRun::run_perform(const CodeNode& statement) {
  const QueryResult result = queries_.run(statement.sql.text, names());
  if (result.error.is(Kind::error)) return fail(result.error.refusal);
  for (const std::vector<Value>& row : result.rows) {
    for (const Value& column : row)
      if (column.is(Kind::error)) return fail(column.refusal);
  }
  variables_.set_found(result.complete || !result.rows.empty() ? boolean_value(!result.rows.empty())
                                                               : Value{});
}

// https://www.postgresql.org/docs/current/plpgsql-transactions.html
void CodeRun::run_transaction(const CodeNode& statement) {
  const bool guarded = std::ranges::any_of(frames_, &Frame::guarded);
  if (guarded || cx_.catalog.in_transaction())
    return fail({.sqlstate = std::string(kInvalidTransactionTermination),
                 .message = "invalid transaction termination"});
  if (statement.kind == CodeKind::commit)
    cx_.catalog.keep_mark();
  else
    cx_.catalog.undo_mark();
  cx_.catalog.mark();
}

}  // namespace lockstep::replay
