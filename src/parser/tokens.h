#pragma once
// Private to src/parser: the tokens of a stretch of SQL, by Postgres' core scanner, and a cursor that
// finds the bytes of what a raw tree names without a location (objects of a DROP, names in ALTER
// TABLE commands, index elements, enum values) or without an end (everything).

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "support/span.h"

namespace lockstep {

// Token kinds: an ASCII character for itself, else Postgres' grammar numbers (parser/gram.h), and
// two of ours for comments.
struct Token {
  int kind = 0;
  Span span;  // bytes of the file
};

struct LexResult {
  std::vector<Token> tokens;    // without comments
  std::vector<Span> comments;
  // Set when the scanner gave up: an unterminated string, comment, quoted identifier or dollar quote,
  // or a malformed literal. Tokens before it are there.
  bool failed = false;
  std::string message;   // Postgres' words
  std::uint32_t failed_at = 0;
};

enum class LexMode : std::uint8_t {
  all,
  boundaries,  // only what cuts a file: semicolons, backslashes, the first token of each statement
};

// Lexes `text` (a NUL ends it early), whose first byte is byte `base` of the file.
[[nodiscard]] LexResult lex(const std::string& text, std::uint32_t base, LexMode mode = LexMode::all);

// The tokens of one statement. Depth counts parentheses and brackets.
class Cursor {
 public:
  Cursor(std::string_view source, const std::vector<Token>& tokens) : source_(source), tokens_(&tokens) {}

  [[nodiscard]] std::size_t size() const { return tokens_->size(); }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ >= tokens_->size(); }
  void seek(std::size_t index) { at_ = index; }
  // Index of the first token that begins at or after a byte of the file; size() when there is none.
  [[nodiscard]] std::size_t index_at(std::uint32_t offset) const;
  [[nodiscard]] const Token& token(std::size_t index) const { return (*tokens_)[index]; }
  [[nodiscard]] const Token& peek() const { return (*tokens_)[at_]; }
  [[nodiscard]] int kind(std::size_t index) const;  // 0 behind the end
  [[nodiscard]] bool is_name(std::size_t index) const;  // a word, keyword or quoted identifier
  [[nodiscard]] std::string_view text(std::size_t index) const {
    const Span span = token(index).span;
    return source_.substr(span.begin, span.size());
  }
  // Whether the token is this word, in any case, not quoted. False behind the end.
  [[nodiscard]] bool is(std::size_t index, std::string_view word) const;
  [[nodiscard]] bool is(std::string_view word) const { return is(at_, word); }
  void next() { ++at_; }
  // Steps over the word if it stands here.
  bool skip(std::string_view word);
  // Steps over words one after another, all or none: skip_all({"IF", "NOT", "EXISTS"}).
  bool skip_all(std::initializer_list<std::string_view> words);
  // The next token at depth 0 that is this word, from here on; size() when there is none. The depth
  // starts at 0 here and the search ends at a closing parenthesis of an outer level.
  [[nodiscard]] std::size_t find(std::string_view word) const;
  // Index behind the closing partner of the parenthesis or bracket at `index`.
  [[nodiscard]] std::size_t behind_group(std::size_t index) const;
  // Ends of list elements: index of the next comma or closing parenthesis at this depth, or size().
  [[nodiscard]] std::size_t element_end() const;
  // Steps over a name with its dots (schema.name); its bytes. Empty span when no name stands here.
  Span skip_name();
  // Index behind the type that starts at `index`: names, multi-word built-in types, modifiers,
  // array brackets, SETOF, %TYPE.
  [[nodiscard]] std::size_t behind_type(std::size_t index) const;
  // Bytes from one token to another, `end` exclusive; empty when there is none.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;

 private:
  std::string_view source_;
  const std::vector<Token>* tokens_;
  std::size_t at_ = 0;
};

}  // namespace lockstep
