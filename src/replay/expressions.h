#pragma once
// What replay and rules ask of the expressions that a catalog holds, and how renames reach into them.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "parser/expr.h"

namespace lockstep::replay {

// Columns that an expression over one table names, each once, in order.
[[nodiscard]] std::vector<std::string_view> column_names(const Expr& expression);
[[nodiscard]] bool mentions(const Expr& expression, std::string_view column);

// The same with the table's name taken off its columns, so that a rename of the table needn't ask.
[[nodiscard]] Expr without_qualifier(const Expr& expression, const catalog::Relation& table);

[[nodiscard]] Expr with_column_renamed(const Expr& expression, std::string_view from, std::string_view to);

// With `to` in place of the types that `is_meant` says yes to.
[[nodiscard]] Expr with_type_renamed(const Expr& expression,
                                     const std::function<bool(const TypeName&)>& is_meant,
                                     const catalog::Type& to);

// With `to` in place of the sequences that `is_meant` says yes to.
[[nodiscard]] Expr with_sequence_renamed(const Expr& expression,
                                         const std::function<bool(std::string_view)>& is_meant,
                                         std::string_view to);

[[nodiscard]] Expr cast_to(const Expr& expression, const catalog::Type& type);
// One over others: an operator over its operands.
[[nodiscard]] Expr combined(ExprKind kind, std::string_view text, std::span<const Expr> children);

// A rename of an enum's value, in the strings that are of its type: what is cast to it, what is
// compared with one of `columns`, and, when the whole is of that type, what it yields.
struct LabelRename {
  std::string_view from;
  std::string_view to;
  std::vector<std::string_view> columns;
  std::function<bool(const TypeName&)> is_enum;
};
[[nodiscard]] Expr with_label_renamed(const Expr& expression, const LabelRename& rename, bool whole_is_enum);

// Replaces every expression of a table and its indexes by what `change` makes of it. `of` is the
// column that a default or generation expression belongs to, else null.
using ExprChange = std::function<Expr(const Expr&, const catalog::Column* of)>;
void change_expressions(catalog::Catalog& catalog, catalog::Oid table, const ExprChange& change);

}  // namespace lockstep::replay
