#pragma once
// Private to src/parser: reading raw trees by struct members alone. Includes raw.h, so it comes last
// and only in .cpp files, as that does.

#include <ranges>
#include <span>
#include <string>
#include <string_view>

#include "parser/raw.h"

namespace lockstep::tree {

[[nodiscard]] inline std::span<const ListCell> cells(const ::List* list) {
  if (list == nullptr) return {};
  return {list->elements, static_cast<std::size_t>(list->length)};
}

// The elements of a list whose nodes are all of one type.
template <class T = ::Node>
[[nodiscard]] auto elements(const ::List* list) {
  return cells(list) |
         std::views::transform([](const ListCell& cell) { return static_cast<const T*>(cell.ptr_value); });
}

[[nodiscard]] inline std::size_t length(const ::List* list) { return cells(list).size(); }

[[nodiscard]] inline const ::Node* at(const ::List* list, std::size_t index) {
  return static_cast<const ::Node*>(cells(list)[index].ptr_value);
}

template <class T>
[[nodiscard]] const T* as(const ::Node* node) {
  return reinterpret_cast<const T*>(node);
}

template <class T>
[[nodiscard]] const ::Node* node(const T* node) {
  return reinterpret_cast<const ::Node*>(node);
}

[[nodiscard]] inline bool is(const ::Node* node, NodeTag tag) { return node != nullptr && node->type == tag; }

[[nodiscard]] inline std::string_view text(const char* text) { return text == nullptr ? "" : text; }

// The value of a String node; empty for any other.
[[nodiscard]] inline std::string_view string_value(const ::Node* node) {
  return is(node, T_String) ? text(as<::String>(node)->sval) : "";
}

// The last String of a dotted name.
[[nodiscard]] inline std::string_view last_name(const ::List* names) {
  const std::span<const ListCell> all = cells(names);
  return all.empty() ? "" : string_value(static_cast<const ::Node*>(all.back().ptr_value));
}

}  // namespace lockstep::tree
