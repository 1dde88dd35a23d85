#pragma once
// Private to src/parser: cuts a stretch of a file at its semicolons, by Postgres' scanner, and at what
// only psql understands. Statements that hold semicolons themselves come out in several pieces.

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/tokens.h"

namespace lockstep {

struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // behind the semicolon, or the end of the text
};

struct Window {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  LexResult lexed;
  bool all_tokens = true;  // false: long, and lexed for its cuts only
  std::vector<Piece> pieces;  // complete ones, without a gap between them
  // Set when the window ends early, at a backslash command or behind a statement that begins with
  // COPY: what follows may be no SQL.
  bool psql = false;
  std::uint32_t psql_begin = 0;
  bool copy = false;
};

// The window of `length` bytes, or what is left, that begins at `begin`.
[[nodiscard]] Window look(std::string_view text, std::uint32_t begin, std::uint32_t length);

}  // namespace lockstep
