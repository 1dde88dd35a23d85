#pragma once
// What a change of the schema file means for the database: nothing for comments, order, names that only
// the client sees and defaults that only the client fills in. Asked by the gate that wants a migration
// for a changed schema.

#include <cstdint>
#include <string>
#include <vector>

#include "parser/action.h"
#include "schema/schema.h"

namespace lockstep::schema {

enum class ChangeKind : std::uint8_t { added, removed, renamed, altered };

struct DatabaseChange {
  ChangeKind change = ChangeKind::altered;
  ObjectKind kind = ObjectKind::table;  // table, column, index, constraint, type, enum_value, extension
  std::string object;                   // in the database: "Order.total", "audit.Order", "Order_total_idx"
  std::string phrase;                   // `column "total" was added to "Order"`
  Place place;
  bool in_before = false;  // the place is in the files of `before`, as the object is gone
};

// In order of extensions, enums and tables, each by name. Objects of a table that was added or removed
// as a whole aren't listed besides. What a schema's problems hide is taken for missing.
[[nodiscard]] std::vector<DatabaseChange> database_changes(const Schema& before, const Schema& after);

}  // namespace lockstep::schema
