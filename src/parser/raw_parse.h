#pragma once
// Private to src/parser: one call of Postgres' parser, its memory and its errors.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

struct RawStmt;

namespace lockstep {

struct ParseFailure {
  std::string message;       // Postgres' words, without the piece of text that follows "at or near"
  std::uint32_t offset = 0;  // byte of the text at which it gave up
  bool at_end = false;       // "syntax error at end of input": more text might complete it
  bool too_deep = false;     // nests deeper than Postgres' parser or stack allows
  bool too_large = false;    // not even tried
};

// Parses `text` and hands each statement over while its tree lives; all trees are freed on return.
// True when it parsed; else nothing was handed over and `failure` says why.
bool raw_parse(const std::string& text, const std::function<void(const ::RawStmt&)>& statement,
               ParseFailure& failure);

// Where a position that Postgres counts in characters, from 0, is in the text.
[[nodiscard]] std::uint32_t byte_of_character(std::string_view text, int characters);

}  // namespace lockstep
