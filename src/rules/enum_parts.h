#pragma once
// Where in a statement strings stand for values of an enum.

#include <vector>

#include "catalog/objects.h"
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

}  // namespace lockstep::rules
