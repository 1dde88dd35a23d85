#pragma once
// The names of a query resolved against the catalog: what columns it gives, and which columns and
// relations it uses. Private to src/replay.

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "parser/query.h"
#include "replay/statements.h"

namespace lockstep::replay {

struct QueryColumn {
  std::string name;
  catalog::Type type;
  std::string collation;  // of a column that is taken as it is
};

struct ResolvedQuery {
  std::vector<QueryColumn> columns;
  bool complete = true;  // false: it reads what the history doesn't know, so there may be others
  std::vector<catalog::ColumnUse> uses;  // sorted, each once, a relation also as a whole
};

// False when Postgres refuses the query. `own`: the table of a policy, whose columns an expression sees;
// 0 for a query.
bool resolve_query(Context& cx, const Query& query, catalog::Oid own, ResolvedQuery& result);

}  // namespace lockstep::replay
