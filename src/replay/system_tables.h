#pragma once
// The system catalogs and the information schema, as a catalog of ours would fill them: what DO blocks
// ask before they change something. Private to src/replay.

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "replay/value.h"

namespace lockstep::replay {

struct SystemRow {
  std::vector<std::pair<std::string_view, Value>> columns;  // others are unknown
  bool certain = true;  // false: there may be such a row

  [[nodiscard]] const Value* find(std::string_view column) const;
};

struct SystemTable {
  std::vector<SystemRow> rows;
  bool complete = true;  // false: there may be any other row
};

// Nothing for a table that this doesn't know. An empty schema is looked up as pg_catalog, which comes
// first in every search path.
[[nodiscard]] std::optional<SystemTable> system_table(std::string_view schema, std::string_view name,
                                                      const catalog::Catalog& catalog);

}  // namespace lockstep::replay
