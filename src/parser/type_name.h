#pragma once
// A type as a statement names it, before anything resolves it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/span.h"

namespace lockstep {

struct TypeName {
  // Schema as written, or "pg_catalog" where the grammar itself says so (INTEGER, VARCHAR(3),
  // TIMESTAMP WITH TIME ZONE ...); empty when not written.
  std::string schema;
  std::string name;  // Postgres' own name: int4, int8, varchar, bpchar, timestamptz; serial stays "serial"
  std::vector<std::int32_t> modifiers;  // as written: (10,2), (3); for INTERVAL Postgres' own mask first
  std::uint16_t array_dimensions = 0;
  bool set_of = false;
  Span span;  // the whole type with modifiers and brackets; not part of the value

  friend bool operator==(const TypeName& a, const TypeName& b) {
    return a.schema == b.schema && a.name == b.name && a.modifiers == b.modifiers &&
           a.array_dimensions == b.array_dimensions && a.set_of == b.set_of;
  }
};

// As people write it: "integer", "varchar(10)", "timestamp(3)", "text[]", "\"Mood\"".
[[nodiscard]] std::string to_text(const TypeName& type);

// An identifier as SQL text, quoted only where Postgres needs the quotes.
[[nodiscard]] std::string quote_identifier(std::string_view name);

// A value as a string constant of SQL.
[[nodiscard]] std::string quote_string(std::string_view value);

}  // namespace lockstep
