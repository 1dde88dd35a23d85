#include "parser/code_types.h"

#include <algorithm>
#include <array>

#include "support/ascii.h"

namespace lockstep {
namespace {

// What PL/pgSQL's grammar and replay tell apart; all others count as one that nobody asks about.
constexpr auto kKept = std::to_array<std::string_view>(
    {"bigint",    "bool",     "boolean", "character", "cursor",  "int",  "int2",
     "int4",      "int8",     "integer", "name",      "numeric", "oid",  "record",
     "refcursor", "regclass", "regtype", "smallint",  "text",    "uuid", "varchar"});
constexpr std::string_view kOther = "xml";
constexpr std::string_view kRecord = "record";

class Declarations {
 public:
  Declarations(std::string body, const Cursor& tokens) : body_(std::move(body)), tokens_(tokens) {}

  std::string with_plain_types() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_.is(i, "declare") && begins_code_statement(tokens_, i)) i = read_section(i + 1);
    }
    return std::move(body_);
  }

 private:
  // Up to the BEGIN behind the declarations.
  std::size_t read_section(std::size_t at) {
    while (at < tokens_.size() && !tokens_.is(at, "begin")) {
      if (!tokens_.is(at, "declare")) read_declaration(at);
      at = behind_semicolon(at);
    }
    return at;
  }

  void read_declaration(std::size_t name) {
    std::size_t at = name + 1;
    if (tokens_.is(at, "constant")) ++at;
    if (tokens_.is(at, "alias")) return;
    std::size_t cursor = at;
    if (tokens_.is(cursor, "no")) ++cursor;
    if (tokens_.is(cursor, "scroll")) ++cursor;
    if (!tokens_.is(cursor, "cursor")) {
      replace_type(name, at, type_end(at));
    } else if (tokens_.kind(cursor + 1) == '(') {
      read_arguments(cursor + 2);
    }
  }

  void read_arguments(std::size_t at) {
    while (at < tokens_.size()) {
      const std::size_t end = type_end(at + 1);
      replace_type(at, at + 1, end);
      if (tokens_.kind(end) != ',') return;
      at = end + 1;
    }
  }

  // What read_datatype of pl_gram.y ends a type at.
  [[nodiscard]] std::size_t type_end(std::size_t at) const {
    while (at < tokens_.size()) {
      const int kind = tokens_.kind(at);
      if (kind == ';' || kind == ',' || kind == ')' || kind == '=' || tokens_.text(at) == ":=") break;
      if (tokens_.is(at, "collate") || tokens_.is(at, "not") || tokens_.is(at, "default")) break;
      at = kind == '(' ? tokens_.behind_group(at) : at + 1;
    }
    return at;
  }

  [[nodiscard]] std::size_t behind_semicolon(std::size_t at) const {
    while (at < tokens_.size() && tokens_.kind(at) != ';') {
      if (tokens_.is(at, "declare")) return at + 1;
      ++at;
    }
    return at + 1;
  }

  // Behind `name%ROWTYPE` with its brackets; `begin` where none stands there.
  [[nodiscard]] std::size_t behind_row_type(std::size_t begin) const {
    Cursor cursor = tokens_;
    cursor.seek(begin);
    if (cursor.skip_name().empty()) return begin;
    std::size_t at = cursor.at();
    if (cursor.kind(at) != '%' || !cursor.is(at + 1, "rowtype")) return begin;
    at += 2;
    if (cursor.is(at, "array")) ++at;
    while (cursor.kind(at) == '[') at = cursor.behind_group(at);
    return at;
  }

  // What is no type at all stays, for the parser to refuse.
  void replace_type(std::size_t name, std::size_t begin, std::size_t end) {
    if (begin >= end || end > tokens_.size() || is_kept(begin)) return;
    const bool row = behind_row_type(begin) == end;
    if (!row && tokens_.behind_type(begin) != end) return;
    const Span span = tokens_.span(begin, end);
    const bool array = tokens_.text(end - 1) == "]" || tokens_.is(end - 1, "array");
    const bool record = !array && (row || has_fields(tokens_, tokens_.text(name)));
    const std::string_view plain = record && span.size() >= kRecord.size() ? kRecord : kOther;
    if (span.size() < plain.size()) return;
    std::fill_n(body_.begin() + span.begin, span.size(), ' ');
    body_.replace(span.begin, plain.size(), plain);
  }

  [[nodiscard]] bool is_kept(std::size_t at) const {
    if (tokens_.is(at, "pg_catalog") && tokens_.kind(at + 1) == '.') at += 2;
    if (tokens_.kind(at + 1) == '.' || tokens_.kind(at + 1) == '%') return false;
    return std::ranges::find(kKept, ascii::lower(tokens_.text(at))) != kKept.end();
  }

  std::string body_;
  const Cursor& tokens_;
};

}  // namespace

bool begins_code_statement(const Cursor& tokens, std::size_t index) {
  if (index == 0 || tokens.kind(index - 1) == ';' || tokens.text(index - 1) == ">>") return true;
  constexpr auto kOpeners = std::to_array<std::string_view>({"begin", "then", "else", "loop"});
  return std::ranges::any_of(kOpeners, [&](std::string_view word) { return tokens.is(index - 1, word); });
}

std::string with_plain_types(std::string body, const Cursor& tokens) {
  return Declarations(std::move(body), tokens).with_plain_types();
}

bool has_fields(const Cursor& tokens, std::string_view name) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens.is(i, name) && tokens.kind(i + 1) == '.' && (i == 0 || tokens.kind(i - 1) != '.')) return true;
  }
  return false;
}

}  // namespace lockstep
