#pragma once
// What all objects of a catalog are described with: numbers, types, where they come from, and what
// any object may have besides: an owner, a comment, privileges.

#include <cstdint>
#include <string>
#include <vector>

#include "support/rare.h"
#include "support/span.h"

namespace lockstep::catalog {

// Ordinal of a migration in its history (0-based) and the statement in it: where an object was made.
struct Origin {
  std::uint32_t migration = 0;
  Span statement;
};

// Our own numbering, in order of creation; 0 is no object.
using Oid = std::uint32_t;
using AttributeNumber = std::int16_t;  // 1-based; 0 stands for an expression

// A type that was resolved: a built-in one has the schema pg_catalog, one that the history doesn't
// make the schema as written, mostly none. Modifiers are complete: numeric(5) is {5, 0}; Postgres
// doesn't tell numbers of dimensions apart, so an array has one.
struct Type {
  std::string schema;
  std::string name;  // int4, varchar, timestamptz, or the user's
  std::vector<std::int32_t> modifiers = {};
  std::uint16_t array_dimensions = 0;
  bool known = true;  // false: could not be told (CREATE TABLE AS over an unknown query)
  friend bool operator==(const Type&, const Type&) = default;
};
[[nodiscard]] std::string to_text(const Type& type);  // "integer", "varchar(10)", "\"Mood\""

// What a role may do, where that differs from what it may do without any GRANT: the owner everything,
// public EXECUTE of functions and USAGE of types. The letters are those of
// https://www.postgresql.org/docs/current/ddl-priv.html#PRIVILEGE-ABBREVS-TABLE in the order
// "arwdDxtmXUCcTsA", each with a `*` behind it where the role may grant it on. The `m` (MAINTAIN,
// Postgres 17) is left out where all of "arwdDxt" are there, as GRANT ALL means.
struct Privileges {
  std::string role;            // empty: the owner; "public"
  AttributeNumber column = 0;  // of a table; 0: the whole
  std::string letters;         // empty: it lost what it had without a GRANT
  friend bool operator==(const Privileges&, const Privileges&) = default;
};

struct Attached {
  std::string owner;    // empty: who runs the migrations
  std::string comment;  // empty: none, as in Postgres
  std::vector<Privileges> privileges;  // in order of roles and columns
};

// A column that something uses, or, without a number, a relation as a whole.
struct ColumnUse {
  Oid relation = 0;
  AttributeNumber column = 0;
  friend auto operator<=>(const ColumnUse&, const ColumnUse&) = default;
};

// WITH (name = value), as Postgres holds it: the name in lower case, the value as text.
struct Option {
  std::string name;
  std::string value;
  friend bool operator==(const Option&, const Option&) = default;
};

}  // namespace lockstep::catalog
