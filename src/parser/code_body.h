#pragma once
// A body in PL/pgSQL as data: what a DO block does, what a function would. Made from Postgres' own
// tree, owned, flat. Asked by replay, which carries DO blocks out as far as it can tell what they do,
// and by the rule engine, which looks at the SQL inside.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "parser/placed_text.h"
#include "support/span.h"

namespace lockstep {

enum class CodeKind : std::uint8_t {
  block,        // children: its statements, then its handlers
  handler,      // EXCEPTION WHEN sqlstates THEN children
  if_,          // children: arms
  case_,        // CASE sql; children: arms
  arm,          // of IF or CASE: WHEN sql THEN children; no sql: ELSE
  loop,         // LOOP children
  while_,       // WHILE sql
  for_integer,  // FOR targets IN sql .. operands
  for_query,    // FOR targets IN sql
  for_execute,  // FOR targets IN EXECUTE sql USING operands
  for_cursor,   // FOR targets IN a cursor
  foreach,      // FOREACH targets IN ARRAY sql
  exit,         // EXIT label WHEN sql
  continue_,    // CONTINUE label WHEN sql
  return_,      // RETURN sql
  return_next,
  return_query,
  return_execute,
  raise,        // RAISE: operands are those of its text and its options
  assert_,      // ASSERT sql
  sql,          // a statement of SQL
  execute,      // EXECUTE sql USING operands
  assign,       // targets := sql
  perform,      // PERFORM sql, which is written as a query
  call,         // CALL or DO
  commit,
  rollback,
  get_diagnostics,
  open,
  fetch,
  close
};

// A piece of SQL in a body: an expression, a query or a statement. INTO and its targets are blanks.
struct CodeText {
  std::string text;
  Span span;  // of the body
  [[nodiscard]] bool empty() const { return text.empty(); }
};

struct CodeNode {
  CodeKind kind = CodeKind::block;
  std::uint32_t size = 1;  // nodes of the subtree, this one included
  Span span;               // of the body; of a statement up to its semicolon
  CodeText sql;
  std::vector<CodeText> operands;
  std::vector<std::uint32_t> targets;  // variables that it sets; of a block those that it declares
  // Of a handler, kOthers for OTHERS. Of RAISE EXCEPTION one, empty where only the server knows it; none to
  // raise again what a handler caught.
  std::vector<std::string> sqlstates;
  std::string label;  // of a block or loop, or the one that EXIT and CONTINUE name
  bool error = false;  // RAISE EXCEPTION
  bool strict = false;  // INTO STRICT
  bool reverse = false;  // FOR integer IN REVERSE
};

struct CodeVariable {
  std::string name;  // empty for what can't be named as a whole: fields of records, rows of INTO
  std::string type;  // Postgres' own name of a built-in type, else anything
  CodeText default_value;
};

// The label of GET DIAGNOSTICS variable = ROW_COUNT.
inline constexpr std::string_view kRowCount = "row_count";

// A handler's condition that any error but query_canceled and assert_failure meets.
inline constexpr std::string_view kOthers = "00000";

struct CodeBody {
  std::vector<CodeNode> nodes;  // in prefix order; none where the body can't be read
  std::vector<CodeVariable> variables;
  std::optional<action::SyntaxError> error;  // why it can't be read, with its place in the file
  std::string sqlstate;  // of that error
  std::optional<PlacedText> source;  // none where spans are not asked for, or can't be told
  Span literal;  // the string that holds the body

  // Where a node's or a text's span is in the file; as near as can be told.
  [[nodiscard]] Span in_file(Span span) const { return source ? source->in_file(span) : literal; }
};

// Reads a body. `file` holds the statement, or is empty where spans are not asked for. Nothing where the
// body is in another language, or a function has none.
[[nodiscard]] std::optional<CodeBody> read_code(const action::DoBlock& block, std::string_view file);
[[nodiscard]] std::optional<CodeBody> read_code(const action::CreateFunction& function,
                                                std::string_view file);

// A statement that stands in a body as it is, also as the string of an EXECUTE.
struct CodeStatement {
  std::uint32_t node = 0;  // the one of the body that runs it
  Statement statement;  // with spans of the file
};

// What rules look at, in order. `file` is to be that of read_code(). Nothing of what is put together when
// the body runs, nor where spans can't be told.
[[nodiscard]] std::vector<CodeStatement> statements_in(const CodeBody& body, std::string_view file);

}  // namespace lockstep
