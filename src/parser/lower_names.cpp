#include "parser/lower.h"
#include "parser/lower_spans.h"

#include "parser/tree.h"

namespace lockstep {

QualifiedName lower_relation(const ::RangeVar* relation, const LowerContext& cx) {
  if (relation == nullptr) return {};
  return {.schema = std::string(tree::text(relation->schemaname)),
          .name = std::string(tree::text(relation->relname)),
          .span = name_span(relation->location, cx)};
}

// A third part, in front, could only be the name of the current database.
QualifiedName lower_any_name(const ::List* names, const LowerContext& /*cx*/) {
  const std::size_t length = tree::length(names);
  QualifiedName result;
  result.name = tree::last_name(names);
  if (length > 1) result.schema = tree::string_value(tree::at(names, length - 2));
  return result;
}

}  // namespace lockstep
