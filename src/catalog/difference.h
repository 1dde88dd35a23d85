#pragma once
// What differs between two catalogs, object by object. Pure; called by drift and by what compares replay
// with a server.

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace lockstep::catalog {

struct Difference {
  std::string object;  // "column orders.total"
  std::string what;    // "type"; empty where one side has no such object
  std::string left;    // values as text; empty: not there
  std::string right;
  bool uncertain = false;  // one side doesn't know
};

// Sorted by object. What Postgres keeps in no order is compared in none, expressions as same_expression()
// does. Temporary relations are left out, and what a missing object would have had.
[[nodiscard]] std::vector<Difference> differences(const Catalog& left, const Catalog& right);

// On one line; `left` and `right` are what the sides are called.
[[nodiscard]] std::string to_text(const Difference& difference, std::string_view left,
                                  std::string_view right);

}  // namespace lockstep::catalog
