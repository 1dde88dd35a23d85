#pragma once
// One run over a query, see queries.h. Private to src/replay.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "replay/expression_types.h"
#include "replay/queries.h"
#include "replay/query_scope.h"
#include "replay/written_values.h"

namespace lockstep::replay {

class QueryResolver {
 public:
  QueryResolver(Context& cx, const Query& query, ResolvedQuery& result)
      : cx_(cx),
        query_(query),
        result_(result),
        columns_(query.selects.size()),
        scopes_(query.selects.size()) {}

  // False when Postgres refuses it. `own`: as resolve_query() has it.
  bool run(catalog::Oid own);

 private:
  // queries.cpp: FROM and the select list
  bool open_scope(std::uint32_t at);
  [[nodiscard]] std::optional<QueryScope> scope_of_item(std::uint32_t at, const FromItem& item,
                                                        const std::vector<QueryScope>& before);
  [[nodiscard]] QueryScope scope_of_function(std::uint32_t at, const FromItem& item,
                                             const std::vector<QueryScope>& before);
  [[nodiscard]] QueryScope scope_of_relation(const catalog::Relation& relation, const FromItem& item);
  [[nodiscard]] const WithQuery* find_with(std::uint32_t at, std::string_view name) const;
  [[nodiscard]] const std::vector<QueryColumn>& columns_of(const WithQuery& with) const;
  bool give_columns(std::uint32_t at);
  bool give_rows(std::uint32_t at);
  void expand_star(std::uint32_t at, std::string_view table);
  void add_unknown_columns(std::uint32_t at);
  [[nodiscard]] std::string name_of(const OutputColumn& column) const;
  [[nodiscard]] std::optional<std::uint32_t> select_of(const Expr::Node& subquery) const;

  // query_names.cpp: what a column's name means
  bool use(std::uint32_t at, const ColumnName& name);
  void add_uses(const VisibleColumn& column);
  [[nodiscard]] std::uint32_t outer_scope(std::uint32_t at) const;
  [[nodiscard]] const VisibleColumn* find(std::uint32_t at, std::string_view table,
                                          std::string_view name) const;
  [[nodiscard]] const VisibleTable* find_table(std::uint32_t at, std::string_view qualifier) const;
  [[nodiscard]] bool is_ambiguous(std::uint32_t at, const ColumnName& name) const;
  [[nodiscard]] bool may_exist(std::uint32_t at, const ColumnName& name) const;
  [[nodiscard]] bool may_be_function(std::string_view name) const;
  bool refuse(std::uint32_t at, const ColumnName& name);

  // query_types.cpp: what is computed and written
  [[nodiscard]] LeafType leaf_in(std::uint32_t at) const;
  [[nodiscard]] catalog::Type type_of_column(std::uint32_t at, const Expr::Node& node) const;
  [[nodiscard]] catalog::Type type_in(std::uint32_t at, const Expr& expression) const;
  bool may_compute_all(std::uint32_t at);
  bool may_group(std::uint32_t at);
  [[nodiscard]] bool aggregates(std::uint32_t at, const Expr& expression) const;
  bool may_write(std::uint32_t at);
  bool may_insert_rows(const catalog::Relation& table, const Select& insert);
  [[nodiscard]] std::vector<WrittenValue> written_by(std::uint32_t source) const;

  Context& cx_;
  const Query& query_;
  ResolvedQuery& result_;
  std::vector<std::vector<QueryColumn>> columns_;  // that each SELECT gives
  std::vector<QueryScope> scopes_;                      // what each SELECT's FROM makes visible
  std::deque<std::vector<QueryColumn>> function_columns_;  // of functions in FROM; addresses last
};

}  // namespace lockstep::replay
