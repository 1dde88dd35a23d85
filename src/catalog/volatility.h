#pragma once
// Whether an expression gives the same value for every row of a statement. A new column's default
// that does is stored once and costs nothing; one that doesn't rewrites the table.
// https://www.postgresql.org/docs/current/xfunc-volatility.html

#include <cstdint>
#include <string>

#include "catalog/catalog.h"
#include "parser/expr.h"

namespace lockstep::catalog {

// From the most settled to the least.
enum class Volatility : std::uint8_t { immutable, stable, volatile_ };

struct VolatilityOf {
  Volatility volatility = Volatility::immutable;
  std::string because;  // the call that decides it: "random()", "my_function()"; empty when immutable
  bool certain = true;  // false: a function that nobody knows, taken for volatile, or an SQL function,
                        // which Postgres may inline to something that isn't
};

// Of the whole expression, as Postgres of this major version sees it with these functions.
[[nodiscard]] VolatilityOf volatility_of(const Expr& expression, const Catalog& catalog, int postgres);

}  // namespace lockstep::catalog
