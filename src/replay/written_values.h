#pragma once
// What INSERT and UPDATE write into columns: https://www.postgresql.org/docs/current/sql-insert.html
// Private to src/replay, see queries.h.

#include <span>

#include "parser/query.h"
#include "replay/expression_types.h"
#include "replay/statements.h"

namespace lockstep::replay {

// A value, or what a query gives in its place: an expression, or only its type.
struct WrittenValue {
  const Expr* expression = nullptr;  // null: not at hand
  catalog::Type type;
};

// The columns that an UPDATE, or ON CONFLICT DO UPDATE, sets. `leaf`: of the expressions in it.
[[nodiscard]] bool may_update(Context& cx, const catalog::Relation& table, const Select& update,
                              const LeafType& leaf);

// The columns that an INSERT names, else all of them; as many as `values` has.
[[nodiscard]] bool may_insert(Context& cx, const catalog::Relation& table, const Select& insert,
                              std::span<const WrittenValue> values);

}  // namespace lockstep::replay
