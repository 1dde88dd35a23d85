#pragma once
// Answers queries of a DO block: over the system catalogs, and over tables that hold no rows yet. Private to
// src/replay.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/row_query.h"
#include "replay/evaluate.h"

namespace lockstep::replay {

struct QueryResult {
  std::vector<std::string> names;        // of the columns
  std::vector<std::vector<Value>> rows;  // those that are certain
  bool complete = false;                 // there are no others
  Value error;                           // of kind error where the query fails
};

// Whether it is a table into which the history put nothing.
[[nodiscard]] bool has_no_rows(const QualifiedName& table, const catalog::Catalog& catalog);

// The value of a name that no relation of the query has: a variable, a column of a query around it.
using Names = std::function<Value(std::string_view qualifier, std::string_view name)>;

class QueryEvaluator {
 public:
  // Sets `read_empty_table` with the first answer that holds for a table without rows, as it is where a
  // history begins: where it has run for long the answer may be another.
  QueryEvaluator(const catalog::Catalog& catalog, bool& read_empty_table)
      : catalog_(catalog), read_empty_table_(read_empty_table) {}

  [[nodiscard]] QueryResult run(const std::string& sql, const Names& names) const;
  // Of an expression as PL/pgSQL has it, which may be one of FROM and WHERE, too.
  [[nodiscard]] Value value(const std::string& expression, const Names& names) const;

 private:
  [[nodiscard]] QueryResult run(const RowQuery& query, const Names& names, int depth) const;
  [[nodiscard]] Value subquery(const std::string& text, bool list, const Names& names, int depth) const;
  [[nodiscard]] Scope scope(const Names& names, int depth) const;

  const catalog::Catalog& catalog_;
  bool& read_empty_table_;
};

}  // namespace lockstep::replay
