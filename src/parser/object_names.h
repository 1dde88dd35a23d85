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

// The argument types that an object is named with; none without parentheses, and of what has no arguments.
[[nodiscard]] ArgumentTypes argument_types(const ::Node* object, const LowerContext& cx);

// A constant or a word as text, as options have it.
[[nodiscard]] std::string value_text(const ::Node* value);

// WITH (name = value, ...): names in lower case with their namespace, an option without a value is "true".
[[nodiscard]] std::vector<action::Option> lower_options(const ::List* options);

// START, INCREMENT and the like of a sequence.
[[nodiscard]] SequenceOptions lower_sequence_options(const ::List* options);

// The option of that name among DefElems; null when it isn't there.
[[nodiscard]] const ::DefElem* find_option(const ::List* options, std::string_view name);

// The string that it holds; empty when it isn't there.
[[nodiscard]] std::string_view string_option(const ::List* options, std::string_view name);

// Whether an option is switched on, as defGetBoolean reads it: `(CONCURRENTLY)`, `(CONCURRENTLY on)`.
[[nodiscard]] bool is_on(const ::DefElem* option);

}  // namespace lockstep
