#pragma once
// A Prisma schema file as data: its blocks in order, what stands in them, and where. Nothing is
// resolved and nothing is checked against Postgres: `src/schema` does that. Prisma's language is line
// based, so a line that can't be read is one error and hides nothing else.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/span.h"

namespace lockstep::prisma {

enum class ValueKind : std::uint8_t {
  string,   // text: without quotes and escapes
  number,   // text: as written
  boolean,  // text: "true" or "false"
  null,
  name,    // of a field, an enum value, ...; text: with its dots
  call,    // text: the function or field; items: its arguments
  list,    // items
  object,  // { active: true }; items: its members, all with a label
};

// Deeper values are errors, so that a value may own its items.
inline constexpr std::size_t kDeepestValue = 32;

struct Value {
  ValueKind kind = ValueKind::null;
  std::string label;  // `map` of map: "x"; mostly empty
  std::string text;
  std::vector<Value> items;
  Span span;  // with the label
};

// Null when there is none; an unnamed argument has the label "".
[[nodiscard]] const Value* find_argument(const std::vector<Value>& arguments, std::string_view label);

struct Attribute {
  std::string name;  // without the at signs: "id", "db.VarChar"
  std::vector<Value> arguments;
  Span span;
};
[[nodiscard]] const Attribute* find_attribute(const std::vector<Attribute>& attributes,
                                              std::string_view name);

struct Field {
  std::string name;
  std::string type;          // as written; of Unsupported("point") the text in it
  bool unsupported = false;  // Unsupported("...")
  bool optional = false;     // ?
  bool list = false;         // []
  std::vector<Attribute> attributes;
  Span name_span;
  Span type_span;  // with ? or []
  Span span;
};

struct EnumValue {
  std::string name;
  std::vector<Attribute> attributes;
  Span name_span;
  Span span;
};

struct Setting {
  std::string name;
  Value value;
  Span span;
};

enum class BlockKind : std::uint8_t { datasource, generator, model, view, enum_, type };
[[nodiscard]] std::string_view keyword(BlockKind kind);  // "datasource", ..., "enum"

struct Block {
  BlockKind kind = BlockKind::model;
  std::string name;
  std::vector<Setting> settings;      // datasource, generator
  std::vector<Field> fields;          // model, view, type
  std::vector<EnumValue> values;      // enum
  std::vector<Attribute> attributes;  // @@
  Span name_span;
  Span span;  // from the keyword to the closing brace
};

struct SyntaxError {
  std::string message;
  Span span;
};

struct File {
  std::vector<Block> blocks;
  std::vector<SyntaxError> errors;  // in order of their places
};

// `bytes` as a SourceFile has them: at most 4 GiB - 1.
[[nodiscard]] File parse_file(std::string_view bytes);

}  // namespace lockstep::prisma
