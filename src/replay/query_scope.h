#pragma once
// What the FROM of a query makes visible: columns, under the names of their tables. The names are the query's
// and the catalog's own. Private to src/replay, see queries.h.

#include <cstddef>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "parser/query.h"

namespace lockstep::replay {

struct VisibleColumn {
  std::string_view table;  // by which a qualifier calls it
  std::string_view schema;  // that may stand before the table; empty where none may
  std::string_view name;
  const catalog::Type* type = nullptr;
  const catalog::Type* other_type = nullptr;  // of a column of USING: the right side's, if it differs
  std::string_view collation;
  catalog::ColumnUse use;  // relation 0: a subquery's, whose uses are counted where it stands
  catalog::ColumnUse other_use;  // of a column of USING: that of the right side
  std::size_t order = 0;
  bool hidden = false;  // the right side of a USING: seen with a qualifier only
};

struct VisibleTable {
  std::string_view name;
  std::string_view schema;
  bool open = false;  // it may have columns that the history doesn't know
};

struct QueryScope {
  std::vector<VisibleColumn> columns;  // in order of `*`
  std::vector<VisibleTable> tables;

  [[nodiscard]] bool is_open() const;
  [[nodiscard]] const VisibleTable* find_table(std::string_view qualifier) const;
};

[[nodiscard]] catalog::Type column_type(const VisibleColumn& column);
[[nodiscard]] bool is_of(const VisibleColumn& column, std::string_view qualifier);
// Whether the name, with its qualifier or without one, is this column's.
[[nodiscard]] bool is_called(const VisibleColumn& column, std::string_view qualifier, std::string_view name);

// A typed table also has the columns that its type has got since.
[[nodiscard]] bool may_have_more_columns(const catalog::Relation& relation);
// Of a relation under its own name or the alias of the item.
[[nodiscard]] QueryScope scope_of(const catalog::Relation& relation, const FromItem& item);
void append(QueryScope& scope, const QueryScope& more);
// A join whose alias gives its columns other names.
[[nodiscard]] QueryScope rename(QueryScope scope, const FromItem& item);
[[nodiscard]] QueryScope join(QueryScope left, QueryScope right, const FromItem& item);

}  // namespace lockstep::replay
