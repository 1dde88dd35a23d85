#pragma once
// Private to src/parser: finds the statements of a PL/pgSQL tree in its body. The tree gives a line to
// each statement and the words of its SQL; asked in the order of the body, that is enough.

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/tokens.h"

namespace lockstep {

class CodePlaces {
 public:
  CodePlaces(std::string_view body, const std::vector<Token>& tokens);

  // Steps to the next statement that begins with the word, or with any where it is empty, not before
  // the line, which counts from 1. Gives the place of its first token.
  std::uint32_t next_statement(int line, std::string_view word);
  // The same for a block, which begins with its declarations where it has some.
  std::uint32_t next_block();
  // Steps over the next place that reads like `sql`, whose blanks may hide something, and gives it;
  // stays and gives an empty span where there is none.
  Span next_text(std::string_view sql);
  // Steps over the rest of the statement and its semicolon; the end of its last token.
  std::uint32_t end_statement();
  // The same for what ends with an END of its own.
  std::uint32_t end_group();
  // Over the next token.
  void step() { tokens_.next(); }
  // The next token.
  [[nodiscard]] Span next_span() const { return tokens_.done() ? Span{} : tokens_.peek().span; }
  // Behind the next token outside of parentheses that is one of both; where it stands now if there is none.
  std::uint32_t behind(std::string_view token, std::string_view other);

 private:
  template <class Test>
  std::uint32_t seek_statement(const Test& is_meant);
  [[nodiscard]] int line_of(std::uint32_t at) const;

  std::string_view body_;
  Cursor tokens_;
  std::vector<std::uint32_t> lines_;  // where each but the first begins
};

}  // namespace lockstep
