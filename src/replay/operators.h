#pragma once
// Which types the usual operators take: https://www.postgresql.org/docs/current/functions.html
// Private to src/replay.

#include <string_view>

#include "catalog/catalog.h"

namespace lockstep::replay {

// =, <> and their kin: where one side is a string constant, it is read as what the other side is.
[[nodiscard]] bool is_comparison(std::string_view op);

// Types of operands below their domains; "unknown" for a string constant. True also where nobody can tell.
[[nodiscard]] bool has_operator(const catalog::Catalog& catalog, std::string_view op,
                                const catalog::Type& left, const catalog::Type& right);

// Whether it is taken where a text is asked for: no number, date, enum or array turns into one by itself.
[[nodiscard]] bool may_be_text(const catalog::Catalog& catalog, const catalog::Type& type);

}  // namespace lockstep::replay
