#pragma once
// Private to src/parser: how raw trees name objects of all kinds. Includes raw.h, so it comes last and
// only in .cpp files.

#include <string>
#include <string_view>

#include "parser/action.h"
#include "parser/lower.h"

#include "parser/tree.h"

namespace lockstep {

struct KindWords {
  ObjectKind kind = ObjectKind::other;
  std::string_view words;  // as a statement spells it, in lower case: "materialized view"
};
[[nodiscard]] KindWords kind_words(ObjectType type);

// The name in a DROP, COMMENT or ALTER: a list of Strings, a String, a TypeName, an object with its
// arguments or a RangeVar. Of what has no name, a cast or a transform, an empty one. Without a span.
[[nodiscard]] QualifiedName object_name(ObjectType type, const ::Node* object, const LowerContext& cx);

// What belongs to a relation (a trigger, a column) is named by a list that ends with its own name: the
// name of the relation, likewise.
[[nodiscard]] QualifiedName owner_name(const ::Node* object, const LowerContext& cx);

// A role as it is written, or current_user and its like.
[[nodiscard]] std::string role_name(const ::RoleSpec* role);

// The option of that name among DefElems; null when it isn't there.
[[nodiscard]] const ::DefElem* find_option(const ::List* options, std::string_view name);

// Whether an option is switched on, as defGetBoolean reads it: `(CONCURRENTLY)`, `(CONCURRENTLY on)`.
[[nodiscard]] bool is_on(const ::DefElem* option);

}  // namespace lockstep
