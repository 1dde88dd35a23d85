#pragma once
// Private to src/schema: which Postgres type a field has.
// https://www.prisma.io/docs/orm/overview/databases/postgresql#type-mapping-between-postgresql-and-prisma-schema

#include <string_view>

#include "parser/type_name.h"
#include "schema/schema.h"

namespace lockstep::schema {

// One of Prisma's own types: "Int".
[[nodiscard]] bool is_scalar(std::string_view type);

[[nodiscard]] TypeName column_type(const Column& column, const Schema& schema);

// timestamp and timestamp(6) hold the same.
[[nodiscard]] bool same_type(TypeName a, TypeName b);

}  // namespace lockstep::schema
