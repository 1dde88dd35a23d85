#pragma once
// Private to src/schema: defaults as the database has them.

#include <optional>
#include <string>

#include "parser/type_name.h"
#include "schema/model.h"

namespace lockstep::schema {

// Nothing where only Prisma's client has one. What is written in different ways and means the same is
// the same here: 1.10 and 1.1, dbgenerated("now()") and now(), dbgenerated("'x'::text") and "x".
[[nodiscard]] std::optional<Default> database_default(const Column& column, const TypeName& type);

// Two of the above, of one type.
[[nodiscard]] bool same_default(const std::optional<Default>& a, const std::optional<Default>& b);

// Two pieces of SQL, without regard to blanks, case and parentheses.
[[nodiscard]] bool same_expression(const std::string& a, const std::string& b);

}  // namespace lockstep::schema
