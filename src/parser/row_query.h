#pragma once
// A SELECT over relations, joined and filtered, as a value: what conditions of DO blocks ask the system
// catalogs. Asked by replay.

#include <optional>
#include <string>
#include <vector>

#include "parser/action.h"
#include "parser/expr.h"

namespace lockstep {

struct RowQuery {
  struct Target {
    std::string name;  // of the column that it becomes
    Expr value;
  };
  struct Source {
    QualifiedName relation;
    std::string alias;  // the relation's name where none is written
  };
  std::vector<Target> targets;
  std::vector<Source> from;      // each row of one with each of the others
  std::vector<Expr> conditions;  // of WHERE and ON: all must hold
  bool ordered = false;          // ORDER BY, which is not kept
};

// Reads one query, which may be in parentheses. Nothing where it
// isn't one, or does more: groups, outer joins, WITH, UNION, DISTINCT, OFFSET, functions as relations.
[[nodiscard]] std::optional<RowQuery> read_row_query(const std::string& sql);

// The expression alone, as PL/pgSQL has them; what stands behind it (FROM, WHERE) belongs to it.
[[nodiscard]] std::optional<RowQuery> read_row_expression(const std::string& expression);

}  // namespace lockstep
