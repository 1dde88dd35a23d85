#pragma once
// Which types an index of each method takes without being told how.

#include <optional>
#include <string_view>

#include "catalog/catalog.h"

namespace lockstep::catalog {

// Whether Postgres itself has a default operator class for it; none for a type or method of an extension.
// https://www.postgresql.org/docs/current/indexes-opclass.html
[[nodiscard]] std::optional<bool> has_default_operator_class(const Catalog& catalog, std::string_view method,
                                                             const Type& type);

// What a method can: pg_am's handlers. Of an unknown method everything is possible.
struct IndexMethod {
  std::string_view name;
  bool unique = false;
  bool several_columns = false;
  bool include = false;
  bool ordered = false;  // takes ASC, DESC and NULLS
};
[[nodiscard]] const IndexMethod* find_index_method(std::string_view name);  // null: none of Postgres' own

}  // namespace lockstep::catalog
