#pragma once
// Private to src/parser: steps over the tokens of SQL that Postgres has parsed already, without its
// scanner, which can't run while a tree is being read. It only tells where tokens begin and end, so
// that a subquery or an expression without a fact of its own is kept as its source text.

#include <cstddef>
#include <string_view>

namespace lockstep {

class TextScanner {
 public:
  TextScanner(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  // Behind the last token that was stepped over.
  [[nodiscard]] std::size_t at() const { return at_; }
  // The next token, without stepping over it; empty at the end.
  [[nodiscard]] std::string_view peek() const;
  // Steps over the next token.
  void next();
  // Steps over the next token if it is this word, in any case.
  bool skip(std::string_view word);
  // Steps over a name with its dots.
  void skip_name();
  // Steps over a group if a parenthesis opens here.
  bool skip_group();

 private:
  [[nodiscard]] std::size_t token_begin() const;
  [[nodiscard]] std::size_t token_end(std::size_t begin) const;
  [[nodiscard]] std::size_t quoted_end(std::size_t begin, bool backslashes) const;
  [[nodiscard]] std::size_t dollar_quoted_end(std::size_t begin) const;
  [[nodiscard]] std::size_t block_comment_end(std::size_t begin) const;

  std::string_view text_;
  std::size_t at_;
};

}  // namespace lockstep
