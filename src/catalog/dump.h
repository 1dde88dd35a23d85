#pragma once
// A catalog as text, one line an object or part: for tests and for people who want to see what a
// history adds up to. Not SQL, and not a format to be read by programs.

#include <string>

#include "catalog/catalog.h"

namespace lockstep::catalog {

// Relations in order of creation with their columns, constraints and indexes below them, then types,
// extensions and functions by name.
[[nodiscard]] std::string dump(const Catalog& catalog);

}  // namespace lockstep::catalog
