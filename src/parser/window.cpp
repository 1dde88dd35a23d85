#include "parser/window.h"

#include <algorithm>
#include <string>

#include "support/ascii.h"

namespace lockstep {
namespace {

// Above this, spans are not made from the window's tokens; only its cuts are wanted.
constexpr std::uint32_t kAllTokens = 1U << 20U;

// \connect, \i, \., \!, \?: a backslash anywhere else is a plain syntax error.
bool starts_psql_command(std::string_view text, Span backslash) {
  if (backslash.end >= text.size()) return false;
  const char next = text[backslash.end];
  return ascii::is_letter(next) || next == '.' || next == '!' || next == '?';
}

bool is_copy(std::string_view word) { return ascii::same(word, "copy"); }

}  // namespace

Window look(std::string_view text, std::uint32_t begin, std::uint32_t length) {
  const auto size = static_cast<std::uint32_t>(text.size());
  Window window{.begin = begin, .end = begin + std::min(length, size - begin), .lexed = {}, .pieces = {}};
  window.all_tokens = window.end - begin <= kAllTokens;
  const LexMode mode = window.all_tokens ? LexMode::all : LexMode::boundaries;
  window.lexed = lex(std::string(text.substr(begin, window.end - begin)), begin, mode);

  std::uint32_t piece_begin = begin;
  bool between = true;  // no token of the next statement seen yet
  bool copy = false;
  for (const Token& token : window.lexed.tokens) {
    if (token.kind == '\\' && starts_psql_command(text, token.span)) {
      if (!between) window.pieces.push_back({.begin = piece_begin, .end = token.span.begin});
      window.psql = true;
      window.psql_begin = token.span.begin;
      return window;
    }
    if (between) copy = is_copy(text.substr(token.span.begin, token.span.size()));
    between = token.kind == ';';
    if (!between) continue;
    window.pieces.push_back({.begin = piece_begin, .end = token.span.end});
    piece_begin = token.span.end;
    if (copy) {
      window.copy = true;
      return window;
    }
  }
  const bool at_end_of_file = window.end == size && !window.lexed.failed;
  if (at_end_of_file && (!between || window.pieces.empty())) {
    window.pieces.push_back({.begin = piece_begin, .end = size});
  } else if (at_end_of_file) {
    window.pieces.back().end = size;  // space and comments behind the last semicolon
  }
  return window;
}

}  // namespace lockstep
