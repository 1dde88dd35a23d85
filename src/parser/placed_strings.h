#pragma once
// The string constants of a statement with what they stand beside: the column that one is compared with or
// given to, the type that it is cast to. For rules about values, which facts of statements don't hold.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parser/literals.h"

namespace lockstep {

// Names are as the statement writes them; empty where there is none.
struct PlacedString {
  StringLiteral literal;
  std::string_view word;              // the word before it: PASSWORD 'x'
  std::string_view function;          // crypt('x', ...): it is the first argument
  std::string_view key;               // jsonb_build_object('key', 'x'): the string that names it
  std::string_view column;            // "status" = 'x', SET app.tenant TO 'x'
  std::string_view compared_as;       // "status"::text = 'x': the type
  std::string_view cast;              // 'x'::"Status", no array
  std::optional<std::size_t> place;   // in a row of VALUES or SELECT: alone there, as which element
  bool nested = false;                // inside parentheses, as those of a subquery
};

// In order. The first byte of `sql` is byte `base` of the file.
[[nodiscard]] std::vector<PlacedString> placed_strings(std::string_view sql, std::uint32_t base);

}  // namespace lockstep
