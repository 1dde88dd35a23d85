// What statements about rows say of NULLs: a migration that makes a column NOT NULL relies on an earlier
// one to have filled it.

#include "replay/rows.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "replay/never_null.h"
#include "replay/statements.h"
#include "support/ascii.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Relation;

bool is_null_test(const Expr& condition, std::string_view column) {
  return condition.nodes().size() == 2 && condition.root().kind == ExprKind::is_null &&
         condition.nodes()[1].kind == ExprKind::column && condition.nodes()[1].text == column;
}

bool is_true(const Expr& condition) {
  return condition.root().kind == ExprKind::boolean && condition.root().text == "true";
}

// SET column = DEFAULT
bool is_default(const Expr& value) {
  return value.root().kind == ExprKind::opaque && ascii::same(value.root().text, "default");
}

bool gives_value(const Expr& value, std::string_view name, const Relation* table) {
  if (value.empty()) return false;
  if (!is_default(value)) return is_never_null(value, table);
  const Column* column = table == nullptr ? nullptr : table->find_column(name);
  return column != nullptr && column->default_value && is_never_null(*column->default_value, nullptr);
}

// `full`: in all rows. Else some of them may be NULL, also where none was before.
void fill(Context& cx, const Relation& table, std::string_view name, bool full) {
  const Column* column = table.find_column(name);
  if (column == nullptr || (column->filled && column->full == full)) return;
  Column& changed = *cx.catalog.edit(table.oid)->find_column(name);
  changed.filled = true;
  changed.full = full;
}

}  // namespace

bool leaves_no_null(const action::Update& update, std::string_view column, const Relation* table) {
  const auto at = std::ranges::find(update.columns, column, &Name::text);
  if (at == update.columns.end() || update.has_from) return false;
  if (!update.where.empty() && !is_true(update.where) && !is_null_test(update.where, column)) return false;
  return gives_value(update.values[static_cast<std::size_t>(at - update.columns.begin())], column, table);
}

bool leaves_no_null(const action::Delete& statement, std::string_view column) {
  return !statement.has_using && !statement.where.empty() && is_null_test(statement.where, column);
}

bool apply(const action::Update& statement, Context& cx) {
  if (!may_apply(statement, cx)) return false;
  const Relation* table = cx.catalog.find_table(statement.relation);
  if (table == nullptr) return true;
  for (const Name& name : statement.columns) {
    const Column* column = table->find_column(name.text);
    if (column == nullptr) continue;
    // Some rows less of NULLs, none more: what all rows had they have still.
    const std::size_t at = static_cast<std::size_t>(&name - statement.columns.data());
    const bool stays = column->full && gives_value(statement.values[at], name.text, table);
    fill(cx, *table, name.text, stays || leaves_no_null(statement, name.text, table));
  }
  return true;
}

// DELETE ... WHERE column IS NULL
bool apply(const action::Delete& statement, Context& cx) {
  if (!may_apply(statement, cx)) return false;
  const Relation* table = cx.catalog.find_table(statement.relation);
  if (table == nullptr) return true;
  const auto& nodes = statement.where.nodes();
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    if (nodes[i].kind != ExprKind::is_null || nodes[i + 1].kind != ExprKind::column) continue;
    const Column* column = table->find_column(nodes[i + 1].text);
    if (column != nullptr)
      fill(cx, *table, column->name, column->full || leaves_no_null(statement, column->name));
  }
  return true;
}

// Backfills in batches are DO blocks whose loops don't turn while there are no rows. Which columns they fill,
// names have to tell.
void note_backfills(const action::DoBlock& statement, Context& cx) {
  if (!ascii::has_words(statement.body, "UPDATE") && !ascii::has_words(statement.body, "update")) return;
  for (const Relation* relation : cx.catalog.relations()) {
    if (relation->columns.empty() || !ascii::has_words(statement.body, relation->name)) continue;
    for (std::size_t i = 0; i < relation->columns.size(); ++i) {
      const std::string& column = relation->columns[i].name;
      if (ascii::has_words(statement.body, column)) fill(cx, *relation, column, relation->columns[i].full);
    }
  }
}

}  // namespace lockstep::replay
