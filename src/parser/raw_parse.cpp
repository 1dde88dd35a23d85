#include "parser/raw_parse.h"

#include <string_view>

#include "parser/memory_scope.h"

namespace lockstep {
namespace {

// Length in bytes of a character by its first byte alone, as Postgres' pg_utf_mblen counts them, so
// that its positions come out right in text that is no valid UTF-8, too.
std::size_t postgres_length(unsigned char first) {
  if ((first & 0xE0U) == 0xC0U) return 2;
  if ((first & 0xF0U) == 0xE0U) return 3;
  if ((first & 0xF8U) == 0xF0U) return 4;
  return 1;
}

ParseFailure explain(const PgQueryError& error, std::string_view text) {
  ParseFailure failure;
  const std::string_view message = error.message;
  failure.at_end = message.ends_with(" at end of input");
  // bison's "memory exhausted" comes from its stack of 10,000 entries, YYMAXDEPTH.
  failure.too_deep = message.starts_with("memory exhausted") || message.starts_with("stack depth limit");
  failure.message = failure.too_deep ? "the statement nests deeper than Postgres' parser can read"
                                     : message.substr(0, message.find(" at or near "));
  failure.offset = error.cursorpos > 0 ? byte_of_character(text, error.cursorpos - 1) : 0;
  return failure;
}

}  // namespace

std::uint32_t byte_of_character(std::string_view text, int characters) {
  std::size_t at = 0;
  for (int i = 0; i < characters && at < text.size(); ++i) {
    at += postgres_length(static_cast<unsigned char>(text[at]));
  }
  return static_cast<std::uint32_t>(at < text.size() ? at : text.size());
}

bool raw_parse(const std::string& text, const std::function<void(const ::RawStmt&)>& statement,
               ParseFailure& failure) {
  const MemoryScope scope;
  const PgQueryInternalParsetreeAndError result = pg_query_raw_parse(text.c_str(), PG_QUERY_PARSE_DEFAULT);
  free(result.stderr_buffer);
  if (result.error != nullptr) {
    failure = explain(*result.error, text);
    pg_query_free_error(result.error);
    return false;
  }
  const ListCell* cell = nullptr;
  foreach (cell, result.tree) statement(*static_cast<const ::RawStmt*>(lfirst(cell)));
  return true;
}

}  // namespace lockstep
