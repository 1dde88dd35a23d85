#pragma once
// Values of an enum in statements: where strings stand for them, and which an UPDATE replaces.

#include <string_view>
#include <vector>

#include "catalog/objects.h"
#include "parser/action.h"
#include "support/span.h"

namespace lockstep::rules {

class RuleContext;

struct EnumPart {
  Span span;
  bool certain = true;  // false: nobody knows whether its strings are values of the enum
};

// Definitions of columns of the type, commands of an ALTER TABLE that speak of such a column, else the whole
// statement where it is about a table with such a column.
[[nodiscard]] std::vector<EnumPart> parts_about(const catalog::Type& type, const RuleContext& cx);

// An earlier UPDATE of the file sets the column where it asks for the value, or in all rows.
[[nodiscard]] bool is_replaced(std::string_view value, const QualifiedName& table, const Name& column,
                               const RuleContext& cx);

}  // namespace lockstep::rules
