#pragma once
// The string constants of a stretch of SQL, for rules about a value wherever it stands: facts of INSERT,
// UPDATE and queries don't hold their expressions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/span.h"

namespace lockstep {

struct StringLiteral {
  std::string value;  // without its quotes; escapes of E'...' and U&'...' stay as they are written
  Span span;
  Span content;  // between the quotes
};

// Whether there can be any: to lex SQL that has none, as most has, is work for nothing.
[[nodiscard]] bool may_hold_strings(std::string_view sql);

// The constant that a token at `span` is; nothing where it is none.
[[nodiscard]] std::optional<StringLiteral> string_literal(std::string_view token, Span span);

// In order. The first byte of `sql` is byte `base` of the file. A dollar-quoted string is one constant,
// whatever is in it.
[[nodiscard]] std::vector<StringLiteral> string_literals(std::string_view sql, std::uint32_t base);

}  // namespace lockstep
