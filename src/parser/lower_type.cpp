#include "parser/lower.h"
#include "parser/lower_spans.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

// Only numbers: PostGIS' geometry(Point, 4326) and its like keep what of theirs is one.
std::vector<std::int32_t> lower_modifiers(const ::List* modifiers) {
  std::vector<std::int32_t> result;
  for (const ::Node* modifier : tree::elements(modifiers)) {
    if (!tree::is(modifier, T_A_Const)) continue;
    const auto* constant = tree::as<::A_Const>(modifier);
    if (!constant->isnull && nodeTag(&constant->val) == T_Integer) result.push_back(constant->val.ival.ival);
  }
  return result;
}

Span type_span(int location, const LowerContext& cx) {
  if (cx.cursor == nullptr) return {};
  const std::size_t begin = token_at(location, cx);
  if (begin == cx.cursor->size()) return {};
  return cx.cursor->span(begin, cx.cursor->behind_type(begin));
}

}  // namespace

TypeName lower_type(const ::TypeName* type, const LowerContext& cx) {
  if (type == nullptr) return {};
  const QualifiedName name = lower_any_name(type->names, cx);
  TypeName result;
  result.schema = name.schema;
  result.name = name.name;
  // table.column%TYPE, which only a function's arguments may say, names no type by itself.
  if (type->pct_type) {
    result.schema.clear();
    result.name = to_text(name) + "%TYPE";
  }
  result.modifiers = lower_modifiers(type->typmods);
  result.array_dimensions = static_cast<std::uint16_t>(tree::length(type->arrayBounds));
  result.set_of = type->setof;
  result.span = type_span(type->location, cx);
  return result;
}

}  // namespace lockstep
