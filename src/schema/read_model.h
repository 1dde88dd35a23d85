#pragma once
// Private to src/schema: one model or view of a schema file.

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "parser/prisma.h"
#include "schema/schema.h"

namespace lockstep::schema {

// `schema` has all enums, `models` the names of all models.
[[nodiscard]] Model read_model(const prisma::Block& block, std::uint32_t file, const Schema& schema,
                               const std::set<std::string_view>& models, std::vector<Problem>& problems);

}  // namespace lockstep::schema
