#pragma once
// Private to src/schema: what the attributes of a Prisma schema say.

#include <string>
#include <string_view>
#include <vector>

#include "parser/prisma.h"

namespace lockstep::schema {

// The argument of this label, or the unnamed one that stands for it; null when there is neither.
[[nodiscard]] const prisma::Value* main_argument(const prisma::Attribute& attribute, std::string_view label);

// Empty when the argument isn't there or is no string.
[[nodiscard]] std::string string_argument(const prisma::Attribute& attribute, std::string_view label);

// The names in a list; of `title(sort: Desc)` the field's.
[[nodiscard]] std::vector<std::string> names_in(const prisma::Value* list);

// By @map or @@map, else `name` itself; as Postgres cuts it.
[[nodiscard]] std::string database_name(const std::vector<prisma::Attribute>& attributes,
                                        std::string_view name);

// By @@schema, else public.
[[nodiscard]] std::string database_schema(const std::vector<prisma::Attribute>& attributes);

}  // namespace lockstep::schema
