#pragma once
// Private to src/parser: what a node of PL/pgSQL's tree has besides its children. Includes Postgres'
// headers, so it comes last and only in .cpp files.

#include <string>
#include <string_view>

#include "parser/code_body.h"
#include "parser/code_places.h"
#include "parser/lower_code.h"

#include "parser/tree.h"

#include "parser/plpgsql_tree.h"

namespace lockstep {

template <class T>
[[nodiscard]] const T& code_as(const ::PLpgSQL_stmt& statement) {
  return reinterpret_cast<const T&>(statement);
}

struct CodeStatementKind {
  CodeKind kind;
  std::string_view word;  // that it begins with; empty: any
  bool has_body = false;  // ends with an END of its own
};
[[nodiscard]] CodeStatementKind kind_of(const ::PLpgSQL_stmt& statement);

// The statements of a loop.
[[nodiscard]] const ::List* loop_body(const ::PLpgSQL_stmt& loop);

// Reads them in the order of the body, as CodePlaces needs it.
class CodeParts {
 public:
  explicit CodeParts(CodePlaces& places) : places_(places) {}

  [[nodiscard]] CodeText text(const ::PLpgSQL_expr* expr);
  // The value that WHEN of a CASE with an operand names.
  [[nodiscard]] CodeText case_value(const ::PLpgSQL_expr& expr);
  void read(const ::PLpgSQL_stmt& statement, CodeNode& node);

 private:
  void read_query(const ::PLpgSQL_stmt& statement, CodeNode& node);
  void read_perform(const ::PLpgSQL_stmt_perform& statement, CodeNode& node);
  void read_loop(const ::PLpgSQL_stmt& statement, CodeNode& node);
  void read_raise(const ::PLpgSQL_stmt_raise& raise, CodeNode& node);
  void read_assignment(const ::PLpgSQL_stmt_assign& statement, CodeNode& node);
  void read_operands(const ::List* operands, CodeNode& node);
  static void read_targets(const ::PLpgSQL_variable* target, CodeNode& node);

  CodePlaces& places_;
};

}  // namespace lockstep
