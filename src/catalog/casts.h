#pragma once
// Which casts between types Postgres makes without being told to:
// https://www.postgresql.org/docs/current/typeconv.html

#include <cstdint>

#include "catalog/catalog.h"

namespace lockstep::catalog {

enum class Cast : std::uint8_t {
  none,        // none, or only by CAST or `::`
  assignment,  // where a value goes into a column
  implicit,    // in any expression
  unknown      // of a type whose casts aren't known: an extension's, a range, a composite type
};

// What a domain, and one over it, is a domain of; else the type itself.
[[nodiscard]] Type without_domain(const Catalog& catalog, Type type);

[[nodiscard]] Cast cast_between(const Catalog& catalog, const Type& from, const Type& to);

// Whether CAST or `::` can. True also where nobody can tell.
[[nodiscard]] bool can_cast(const Catalog& catalog, const Type& from, const Type& to);

}  // namespace lockstep::catalog
