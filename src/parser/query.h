#pragma once
// A query as far as its names have to be resolved: the columns that it gives, and all that it uses. Its
// SELECTs stand in one vector, those inside another behind it, and know each other by index; INSERT, UPDATE
// and DELETE stand among them. In the expressions of a Query a subquery is written as the index of its
// SELECT, with how it is used as the qualifier ("exists", "array", else empty), and a call is without its
// OVER, FILTER and ORDER BY.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "parser/expr.h"
#include "parser/type_name.h"
#include "support/span.h"

namespace lockstep {

// A column as it is named; "*" stands for all.
struct ColumnName {
  std::string qualifier;  // empty when not written; "schema.table" where both are
  std::string name;
  bool may_be_output = false;  // in GROUP BY and ORDER BY, where a name of the select list is meant first
  bool in_from = false;        // in FROM itself, of which it sees a part
  Span span;
};

// FROM as a list in postfix order: a join takes the two items before it.
struct FromItem {
  // target: the relation that a statement changes, which no WITH hides
  enum class Kind : std::uint8_t { relation, query, function, join, target };
  Kind kind = Kind::relation;
  std::string schema;  // of a relation or function; a relation without one may be a query of a WITH
  std::string name;    // of a join the alias of its USING
  std::uint32_t select = 0;  // of a query
  Expr call;                 // of one function without column definitions and WITH ORDINALITY
  std::string alias;
  std::vector<std::string> columns;  // names behind the alias; of a join those of its USING
  bool natural = false;              // join
  bool renames = false;              // join: none, `columns` rename those of the one before
};

struct OutputColumn {
  std::string name;  // as written behind AS, else empty
  Expr expression;
  bool is_part = false;  // of a column that is set: an element or a field alone
};

struct WithQuery {
  std::string name;
  std::vector<std::string> columns;
  std::uint32_t select = 0;
  bool has_more_columns = false;  // those of SEARCH and CYCLE
};

struct Select {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t outer = kNone;
  bool sees_outer_from = false;  // a subquery in an expression, or LATERAL
  bool in_from = false;          // in FROM of the outer one, of which it sees a part
  bool recursive = false;        // WITH RECURSIVE
  bool groups = false;           // GROUP BY
  bool has_over = false;         // a call with OVER
  std::vector<WithQuery> with;
  std::vector<FromItem> from;
  std::vector<OutputColumn> columns;  // of VALUES the first row; of what changes rows those of RETURNING
  std::vector<OutputColumn> sets;     // UPDATE SET name = expression; of an INSERT names alone
  std::vector<Expr> conditions;       // WHERE, ON, HAVING
  std::vector<std::vector<Expr>> rows;  // of VALUES those behind the first
  bool has_more_rows = false;           // too many to be kept
  std::uint32_t source = kNone;       // of an INSERT: what gives the rows
  bool overriding = false;            // of an INSERT: OVERRIDING SYSTEM VALUE or USER VALUE
  std::vector<ColumnName> uses;       // all that stand in it and not in a SELECT inside
  std::uint32_t left = kNone;         // of UNION and its kin
  std::uint32_t right = kNone;
};

struct Query {
  std::vector<Select> selects;  // the first is the statement itself; none of what can't be read
  std::vector<std::pair<std::string, std::string>> functions;  // schema and name of all that are called
  std::vector<TypeName> types;                                 // of all casts
};

}  // namespace lockstep
