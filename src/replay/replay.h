#pragma once
// Applies statements to a catalog with Postgres' own semantics: implicit names with their
// truncation, what a DROP takes along, what a rename carries. What it can't know it marks
// uncertain. Called by the rule engine for every statement of a history, in order.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "catalog/catalog.h"
#include "parser/action.h"
#include "parser/code_body.h"
#include "support/span.h"

namespace lockstep::replay {

// Why Postgres would refuse a statement, as far as the catalog can tell for certain.
struct Refusal {
  std::string sqlstate;  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  std::string message;   // as Postgres words it: relation "orders" already exists
  Span span = {};        // of the name that it is about, where the statement's names have spans
};

// The body of a DO block or function as it is already read, and a look at how a block runs.
struct CodeWatch {
  const CodeBody& body;
  // Called with a node of a block's body before it runs, or may run, in the catalog as it is then; as often
  // as it runs.
  std::function<void(std::uint32_t node)> before;
};

// Applies one statement. A statement that Postgres would refuse changes nothing. `watch` is that of its body,
// or null.
std::optional<Refusal> apply(const Statement& statement, std::uint32_t migration, catalog::Catalog& catalog,
                             const CodeWatch* watch = nullptr);

// Settings of a session end with its migration: a new file starts with the default search path.
void begin_migration(catalog::Catalog& catalog);

}  // namespace lockstep::replay
