#pragma once
// A part of a file as the engine goes through it: its statements, each DO block followed by those that stand
// in its body. Private to src/rules.

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "parser/code_body.h"
#include "rules/statement_kinds.h"

namespace lockstep::rules {

class FilePart {
 public:
  struct Code {
    CodeBody body;
    std::vector<std::uint32_t> nodes;  // of the body, by statement behind the block, in order
  };

  // `file`: bytes of the whole file.
  FilePart(std::vector<Statement> statements, std::string_view file);

  [[nodiscard]] std::span<const Statement> statements() const { return statements_; }
  [[nodiscard]] const StatementKinds& kinds() const { return kinds_; }
  // Of the DO block or function with that index; null for other statements, and for languages that nobody
  // here reads. What functions would do is none of the file's.
  [[nodiscard]] const Code* code(std::size_t index) const;
  [[nodiscard]] std::vector<Statement> release() && { return std::move(statements_); }

 private:
  std::map<std::size_t, Code> codes_;
  std::vector<Statement> statements_;
  StatementKinds kinds_;
};

}  // namespace lockstep::rules
