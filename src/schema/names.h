#pragma once
// Private to src/schema: the names that Prisma gives to what nobody named. They are made of database
// names and cut so that the suffix stays.
// https://github.com/prisma/prisma-engines/blob/main/psl/psl-core/src/datamodel_connector/constraint_names.rs

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::schema {

// As Postgres cuts an identifier: to 63 bytes, between characters.
[[nodiscard]] std::string identifier(std::string_view name);

// `table_column_suffix`; without columns `table_suffix`.
[[nodiscard]] std::string default_name(std::string_view table, const std::vector<std::string>& columns,
                                       std::string_view suffix);

// `JsonbPathOps` is jsonb_path_ops.
[[nodiscard]] std::string operator_class(std::string_view name);

}  // namespace lockstep::schema
