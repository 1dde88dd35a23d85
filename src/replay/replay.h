#pragma once
// Applies statements to a catalog with Postgres' own semantics: implicit names with their
// truncation, what a DROP takes along, what a rename carries. What it can't know it marks
// uncertain. Called by the rule engine for every statement of a history, in order.

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/catalog.h"
#include "parser/action.h"
#include "support/span.h"

namespace lockstep::replay {

// Why Postgres would refuse a statement, as far as the catalog can tell for certain.
struct Refusal {
  std::string sqlstate;  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  std::string message;   // as Postgres words it: relation "orders" already exists
  Span span = {};        // of the name that it is about, where the statement's names have spans
};

// Applies one statement. A statement that Postgres would refuse changes nothing.
std::optional<Refusal> apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog);

// Settings of a session end with its migration: a new file starts with the default search path.
void begin_migration(catalog::Catalog& catalog);

}  // namespace lockstep::replay
