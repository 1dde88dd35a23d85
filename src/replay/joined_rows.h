#pragma once
// Rows of system tables, joined and filtered. Private to src/replay.

#include <cstdint>
#include <vector>

#include "parser/row_query.h"
#include "replay/evaluate_query.h"
#include "replay/system_tables.h"

namespace lockstep::replay {

struct JoinedRow {
  std::vector<const SystemRow*> parts;  // one of each source
  bool certain = true;
};

class JoinedRows {
 public:
  // Makes scopes for expressions over a row.
  using ScopeOf = std::function<Scope(const Names& names)>;

  // What it is given has to outlive it. `tables` are those of the query's sources.
  JoinedRows(const RowQuery& query, const std::vector<SystemTable>& tables, const Names& outer,
             const ScopeOf& scope)
      : query_(query), tables_(tables), outer_(outer), scope_(scope) {}

  // False where there are too many to look at.
  bool join();
  [[nodiscard]] const std::vector<JoinedRow>& rows() const { return rows_; }
  // The first error that a condition met; else of another kind.
  [[nodiscard]] const Value& error() const { return error_; }
  // What names stand for in a row.
  [[nodiscard]] Names names_in(const JoinedRow& row) const;

 private:
  static constexpr std::uint64_t kAll = UINT64_MAX;

  [[nodiscard]] std::size_t source_of(std::string_view qualifier, std::string_view name) const;
  [[nodiscard]] std::uint64_t sources_of(const Expr& condition) const;
  // Whether the conditions hold that `bound` sources are enough for and `before` were not.
  [[nodiscard]] bool holds(JoinedRow& row, std::uint64_t bound, std::uint64_t before);

  const RowQuery& query_;
  const std::vector<SystemTable>& tables_;
  const Names& outer_;
  const ScopeOf& scope_;
  std::vector<std::uint64_t> used_;  // of each condition, a bit a source
  std::vector<JoinedRow> rows_;
  Value error_;
};

}  // namespace lockstep::replay
