#include "rules/columns.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lockstep::rules {

bool is_serial(const TypeName& type) {
  // https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
  constexpr std::array<std::string_view, 6> kNames{"serial",  "serial2",   "serial4",
                                                   "serial8", "bigserial", "smallserial"};
  return std::ranges::find(kNames, type.name) != kNames.end();
}

bool required_without_value(const action::ColumnDef& column) {
  if (!column.not_null && find_inline(column, ConstraintKind::primary_key) == nullptr) return false;
  if (column.identity != Identity::none || column.generated != Generated::none || is_serial(column.type))
    return false;
  if (!column.default_value) return true;
  const Expr& value = *column.default_value;
  return !value.empty() && value.nodes()[value.without_casts()].kind == ExprKind::null;
}

const action::Constraint* find_inline(const action::ColumnDef& column, ConstraintKind kind) {
  const auto found = std::ranges::find(column.constraints, kind, &action::Constraint::kind);
  return found == column.constraints.end() ? nullptr : &*found;
}

}  // namespace lockstep::rules
