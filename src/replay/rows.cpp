// What statements about rows say of NULLs: a migration that makes a column NOT NULL relies on an earlier
// one to have filled it.

#include <string_view>

#include "replay/statements.h"

#include "support/ascii.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Relation;

bool mentions(std::string_view code, std::string_view name) {
  for (std::size_t at = code.find(name); at != std::string_view::npos; at = code.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !ascii::continues_name(code[at - 1]);
    if (begins && (end == code.size() || !ascii::continues_name(code[end]))) return true;
  }
  return false;
}

void fill(Context& cx, const Relation& table, std::string_view name) {
  const Column* column = table.find_column(name);
  if (column != nullptr && !column->filled) cx.catalog.edit(table.oid)->find_column(name)->filled = true;
}

}  // namespace

bool apply(const action::Update& statement, Context& cx) {
  const Relation* table = cx.catalog.find_table(statement.relation);
  if (table == nullptr) return true;
  for (const Name& column : statement.columns) fill(cx, *table, column.text);
  return true;
}

// DELETE ... WHERE column IS NULL
bool apply(const action::Delete& statement, Context& cx) {
  const Relation* table = cx.catalog.find_table(statement.relation);
  if (table == nullptr) return true;
  const auto& nodes = statement.where.nodes();
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    if (nodes[i].kind == ExprKind::is_null && nodes[i + 1].kind == ExprKind::column)
      fill(cx, *table, nodes[i + 1].text);
  }
  return true;
}

// Backfills in batches are DO blocks with a COMMIT. Which columns they fill, names have to tell.
bool apply(const action::DoBlock& statement, Context& cx) {
  if (!mentions(statement.body, "UPDATE") && !mentions(statement.body, "update")) return true;
  for (const Relation* relation : cx.catalog.relations()) {
    if (relation->columns.empty() || !mentions(statement.body, relation->name)) continue;
    for (std::size_t i = 0; i < relation->columns.size(); ++i) {
      const std::string& column = relation->columns[i].name;
      if (mentions(statement.body, column)) fill(cx, *relation, column);
    }
  }
  return true;
}

}  // namespace lockstep::replay
