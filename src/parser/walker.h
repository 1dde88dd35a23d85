#pragma once
// Private to src/parser: walks over the tokens of a statement whose spans are asked for. Where they
// are not, it walks over none: every step does nothing and every span is empty, so that lowering reads
// the same in both cases.

#include <cstddef>
#include <string>
#include <string_view>

#include "parser/lower.h"

namespace lockstep {

class Walker {
 public:
  // Stands on the statement's first token.
  explicit Walker(const LowerContext& cx);

  // Index of the token ahead.
  [[nodiscard]] std::size_t index() const { return cursor_.at(); }
  // Bytes from a token to the last one that was stepped over.
  [[nodiscard]] Span since(std::size_t begin) const { return cursor_.span(begin, cursor_.at()); }

  // Words are given in lower case, with single spaces between them.
  // Steps over them, all or none.
  bool skip(std::string_view words);
  // The same, for their span.
  Span take(std::string_view words);
  // Steps over all up to and with the next of these words outside of parentheses; over nothing, and
  // gives an empty span, when there is none.
  Span take_through(std::string_view word);
  // To the next of these words outside of parentheses; stays where there is none.
  bool find(std::string_view word);
  void seek(int location);
  Span take_token();
  // A name with its dots; stays and gives an empty span where none begins.
  Span take_name() { return cursor_.skip_name(); }
  // A name of two parts or more: what stands before the last dot, and what behind it.
  struct Member {
    Span owner;
    Span name;
  };
  Member take_member();
  // A table, which may be written ONLY (name), from its name on.
  void skip_relation(int location);
  void skip_group();
  [[nodiscard]] bool at_symbol(char symbol) const { return cursor_.kind(cursor_.at()) == symbol; }

 private:
  const LowerContext* cx_;
  Cursor cursor_;
};

[[nodiscard]] inline Name make_name(std::string_view text, Span span) {
  return {.text = std::string(text), .span = span};
}

}  // namespace lockstep
