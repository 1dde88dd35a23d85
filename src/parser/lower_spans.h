#pragma once
// Private to src/parser: what lowering asks again and again about places. A location of the tree is a
// byte of the parsed text, or negative when unknown; without a cursor every span is empty.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parser/lower.h"

namespace lockstep {

// Index of the token at a location; the cursor's size when there is none.
[[nodiscard]] inline std::size_t token_at(int location, const LowerContext& cx) {
  if (cx.cursor == nullptr) return 0;
  if (location < 0) return cx.cursor->size();
  return cx.cursor->index_at(cx.base + static_cast<std::uint32_t>(location));
}

// The name, with its dots, that stands at a location.
[[nodiscard]] inline Span name_span(int location, const LowerContext& cx) {
  if (cx.cursor == nullptr) return {};
  Cursor cursor = *cx.cursor;
  cursor.seek(token_at(location, cx));
  return cursor.skip_name();
}

}  // namespace lockstep
