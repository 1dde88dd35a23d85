#pragma once
// Applies statements to a catalog with Postgres' own semantics: implicit names with their
// truncation, what a DROP takes along, what a rename carries. What it can't know it marks
// uncertain. Called by the rule engine for every statement of a history, in order.

#include <cstdint>

#include "catalog/catalog.h"
#include "parser/action.h"

namespace lockstep::replay {

// Applies one statement. A statement that Postgres would refuse changes nothing.
void apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog);

// Settings of a session end with its migration: a new file starts with the default search path.
void begin_migration(catalog::Catalog& catalog);

}  // namespace lockstep::replay
