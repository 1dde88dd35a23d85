#pragma once
// Private to src/parser: one line inside a block of a Prisma schema, read by tree-sitter. Its grammar
// knows no line ends, so what it is given is a block around a single line.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "parser/prisma.h"

struct TSParser;

namespace lockstep::prisma {

using Item = std::variant<Setting, Field, EnumValue, Attribute>;  // Attribute: one of the block, @@

class LineReader {
 public:
  LineReader();

  // `line` without its comments, at the offset `begin` of the file. Nothing when the line isn't exactly
  // one thing that the block may hold.
  [[nodiscard]] std::optional<Item> read(BlockKind block, std::string_view line, std::uint32_t begin);

 private:
  struct Delete {
    void operator()(TSParser* parser) const;
  };
  std::unique_ptr<TSParser, Delete> parser_;
};

}  // namespace lockstep::prisma
