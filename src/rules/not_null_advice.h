#pragma once
// How a column becomes NOT NULL without a scan that others wait for: by a proof that is validated first.
// Asked in a check of an ALTER TABLE.

#include <string>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// Not null constraints have names and NOT VALID of their own from Postgres 18 on.
// https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
inline constexpr int kNamedNotNull = 18;

struct NotNullProof {
  std::string name;        // of the constraint, as SQL
  std::string definition;  // what stands behind it
};
[[nodiscard]] NotNullProof new_not_null_proof(const Name& column, const RuleContext& cx);

// The query that counts what is to be filled before, as a line of an advice.
[[nodiscard]] std::string count_nulls(const Name& column, const RuleContext& cx);
// The statements, as lines of an advice.
[[nodiscard]] std::string make_not_null(const NotNullProof& proof, const Name& column, const RuleContext& cx);

}  // namespace lockstep::rules
