#pragma once
// Private to src/parser: Postgres' raw tree to facts. One file a family of statements, all behind
// lower(). Nothing here may call a Postgres function that can raise an error (list and node helpers
// allocate): reading struct members and walking list cells is all that lowering does. No function
// recurses on the depth of an expression.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "parser/expr.h"
#include "parser/tokens.h"

struct Node;  // Postgres' raw tree
struct List;
struct RangeVar;
struct TypeName;
struct ColumnDef;
struct Constraint;
struct IndexElem;

namespace lockstep {

struct LowerContext {
  std::string_view source;  // the whole file
  std::uint32_t base = 0;   // file offset of the parsed text: locations in the tree are relative to it
  Span statement;           // bytes of the statement
  Cursor* cursor = nullptr; // over the statement's tokens; null: spans are not asked for
};

// The statement as a fact with, where a cursor is given, exact spans; and the span of its verb.
struct Lowered {
  Action action;
  Span keyword;
};
[[nodiscard]] Lowered lower(const ::Node* statement, const LowerContext& cx);
// The same with its place and what it calls.
[[nodiscard]] Statement lower_statement(const ::Node* statement, const LowerContext& cx);

// ---- shared by the files of the families -----------------------------------------------------
[[nodiscard]] Expr lower_expr(const ::Node* expression, const LowerContext& cx);
[[nodiscard]] TypeName lower_type(const ::TypeName* type, const LowerContext& cx);
[[nodiscard]] QualifiedName lower_relation(const ::RangeVar* relation, const LowerContext& cx);
[[nodiscard]] QualifiedName lower_any_name(const ::List* names, const LowerContext& cx);  // without a span
[[nodiscard]] action::Constraint lower_constraint(const ::Constraint* constraint, const LowerContext& cx);
[[nodiscard]] action::ColumnDef lower_column(const ::ColumnDef* column, const LowerContext& cx);
[[nodiscard]] action::IndexElement lower_index_element(const ::IndexElem* element, const LowerContext& cx);
// Relations that a query reads at any depth, in order of the text, each once; names of a WITH are none.
[[nodiscard]] std::vector<QualifiedName> relations_read(const ::Node* query, const LowerContext& cx);
// The same of parts of a statement, null ones left out; a WITH among them holds for all.
[[nodiscard]] std::vector<QualifiedName> relations_read(std::initializer_list<const ::Node*> parts,
                                                        const LowerContext& cx);
// With the names of the columns that are read, sorted, each once; "*" stands for `*`, `t.*` and a row as a
// whole. `target` is what the statement changes, besides what its parts read, or null.
struct NamesRead {
  std::vector<QualifiedName> relations;
  std::vector<std::string> columns;
};
[[nodiscard]] NamesRead names_read(std::initializer_list<const ::Node*> parts, const ::RangeVar* target,
                                   const LowerContext& cx);
// Functions that a statement calls at any depth, each once; of VALUES those of the first row. What SQL/JSON
// writes with words of its own goes by its keyword, in capitals.
[[nodiscard]] std::vector<QualifiedName> functions_called(const ::Node* statement, const LowerContext& cx);

// What Postgres refuses in a statement before it looks at anything that the database holds.
[[nodiscard]] std::optional<DefinitionError> definition_error(const ::Node* statement);

// Families; each returns false when the node is none of its own.
bool lower_table_statement(const ::Node* statement, const LowerContext& cx,
                           Lowered& result);   // CREATE/ALTER TABLE, CTAS, CREATE INDEX
bool lower_object_statement(const ::Node* statement, const LowerContext& cx,
                            Lowered& result);  // DROP, RENAME, types, views, functions, the rest of DDL
bool lower_data_statement(const ::Node* statement, const LowerContext& cx,
                          Lowered& result);    // INSERT ... COPY, transactions, settings, maintenance

}  // namespace lockstep
