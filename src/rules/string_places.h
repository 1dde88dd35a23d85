#pragma once
// What a string in a statement is for: the column that it is written to or compared with, the type that it is
// cast to. Asked by rules about values.

#include <string>
#include <string_view>

#include "catalog/objects.h"
#include "parser/placed_strings.h"

namespace lockstep::rules {

class RuleContext;

// The column that a string in the VALUES of the INSERT that is looked at is for; empty where the statement is
// none, or nobody knows the column.
[[nodiscard]] std::string inserted_column(const PlacedString& string, const RuleContext& cx);
// The same, or the column that an INSERT, UPDATE or DELETE of a single table sets to the string or compares
// with it; null where nobody knows it.
[[nodiscard]] const catalog::Column* column_of(const PlacedString& string, const RuleContext& cx);

// The type that a cast names, as the statement writes it.
[[nodiscard]] catalog::Type type_named(std::string_view name, const RuleContext& cx);

}  // namespace lockstep::rules
