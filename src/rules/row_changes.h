#pragma once
// INSERT, UPDATE and DELETE as work whose time grows with a table, shared by the rules that speak of it so
// that one cause has one finding.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

struct RowChange {
  std::string_view verb;        // "updating", "deleting from", "copying rows into"
  const QualifiedName* table;   // whose rows it changes
};

// INSERT, UPDATE or DELETE, of however many rows.
[[nodiscard]] bool changes_rows(const Action& action);

// An UPDATE or DELETE of many rows of a table that others use, or an INSERT of what a query reads from such
// a table. Not where the WHERE picks rows by a key, as a batch does.
[[nodiscard]] std::optional<RowChange> long_row_change(const Action& action, const RuleContext& cx);

// The conditions of a WHERE that all have to hold, as indexes into its nodes.
[[nodiscard]] std::vector<std::uint32_t> conjuncts(const Expr& where);

// No WHERE, or one that is true of every row.
[[nodiscard]] bool is_always_true(const Expr& where);

// An UPDATE that gives each column a value where it has none, as in `a = COALESCE(a, 0)`.
[[nodiscard]] bool fills_nulls(const action::Update& update);

// An UPDATE that only fills columns which this file has added.
[[nodiscard]] bool fills_new_columns(const action::Update& update, const RuleContext& cx);

}  // namespace lockstep::rules
