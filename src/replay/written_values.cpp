#include "replay/written_values.h"

#include <algorithm>

#include "replay/computations.h"
#include "replay/constants.h"
#include "replay/refusals.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Relation;
using catalog::RelationKind;

bool is_default(const Expr& value) {
  return !value.empty() && value.root().kind == ExprKind::opaque && ascii::same(value.root().text, "default");
}

// Values of its own, which no view or rule stands before.
bool computes_values(const Relation& table) {
  return (table.kind == RelationKind::table || table.kind == RelationKind::partitioned_table) &&
         table.extras->rules.empty();
}

bool is_always_computed(const Relation& table, const Column& column, bool overriding) {
  if (!computes_values(table)) return false;
  return column.generated != Generated::none || (column.identity == Identity::always && !overriding);
}

bool may_take(Context& cx, const Relation& table, const Column& column, const WrittenValue& value,
              bool overriding) {
  const Expr* const expression = value.expression;
  if (expression != nullptr && is_default(*expression)) return true;
  const ExprKind kind = expression == nullptr ? ExprKind::opaque : expression->root().kind;
  if (kind == ExprKind::string && !may_read(cx, expression->root(), column.type)) return false;
  const bool typed = kind != ExprKind::string && kind != ExprKind::null;
  if (typed && !may_become(cx, value.type, column.name, column.type, "expression")) return false;
  return !is_always_computed(table, column, overriding) ||
         cx.refuse(sqlstate::kGeneratedAlways,
                   text::format("cannot insert a non-DEFAULT value into column \"{}\"", column.name));
}

}  // namespace

bool may_update(Context& cx, const Relation& table, const Select& update, const LeafType& leaf) {
  for (const OutputColumn& set : update.sets) {
    const Column* column = table.find_column(set.name);
    if (column == nullptr) return missing_column(cx, table, set.name);
    if (is_default(set.expression)) continue;
    const bool given = set.is_part
                           ? may_compute(cx, set.expression, leaf)
                           : may_be_given(cx, set.expression, leaf, column->name, column->type, "expression");
    if (!given) return false;
    if (is_always_computed(table, *column, false)) {
      return cx.refuse(sqlstate::kGeneratedAlways,
                       text::format("column \"{}\" can only be updated to DEFAULT", column->name));
    }
  }
  return true;
}

bool may_insert(Context& cx, const Relation& table, const Select& insert,
                std::span<const WrittenValue> values) {
  const std::size_t wanted = insert.sets.empty() ? table.columns.size() : insert.sets.size();
  if (values.size() > wanted)
    return cx.refuse(sqlstate::kSyntaxError, "INSERT has more expressions than target columns");
  if (!insert.sets.empty() && values.size() < wanted)
    return cx.refuse(sqlstate::kSyntaxError, "INSERT has more target columns than expressions");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Column* column = insert.sets.empty() ? &table.columns[i] : table.find_column(insert.sets[i].name);
    if (column == nullptr) return missing_column(cx, table, insert.sets[i].name);
    if (!insert.sets.empty() && insert.sets[i].is_part) continue;
    if (!may_take(cx, table, *column, values[i], insert.overriding)) return false;
  }
  return true;
}

}  // namespace lockstep::replay
