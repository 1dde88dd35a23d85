// The SQL that stands in a PL/pgSQL body, as statements with places in the file.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "parser/code_body.h"
#include "parser/lower.h"
#include "parser/raw_parse.h"
#include "parser/tokens.h"

#include "parser/raw.h"

namespace lockstep {
namespace {

bool is_static(CodeKind kind) {
  return kind == CodeKind::sql || kind == CodeKind::perform || kind == CodeKind::call ||
         kind == CodeKind::for_query || kind == CodeKind::return_query;
}

Statement transaction(const CodeBody& body, const CodeNode& node) {
  const auto kind =
      node.kind == CodeKind::commit ? action::Transaction::Kind::commit : action::Transaction::Kind::rollback;
  const Span span = body.in_file(node.span);
  return {.action = action::Transaction{.kind = kind, .savepoint = {}}, .span = span, .keyword = span};
}

// A text of SQL, and where its bytes stand in the file.
struct Part {
  std::string_view sql;
  std::uint32_t begin = 0;  // of the text, as in_file() counts
  std::function<Span(Span)> in_file;
  std::optional<Span> statement = {};  // in the file; else from its first token to its last
};

// Of one statement of a text that stands at `whole`.
std::vector<Token> tokens_of(const ::RawStmt& raw, Span whole, const std::vector<Token>& tokens) {
  const std::uint32_t begin = whole.begin + static_cast<std::uint32_t>(raw.stmt_location);
  const std::uint32_t end = raw.stmt_len == 0 ? whole.end : begin + static_cast<std::uint32_t>(raw.stmt_len);
  std::vector<Token> own;
  std::ranges::copy_if(tokens, std::back_inserter(own), [&](const Token& token) {
    return token.span.begin >= begin && token.span.end <= end && token.kind != ';';
  });
  return own;
}

// Where a text is quoted, the file has more bytes than the statement that it says. Its tokens are set apart
// until each begins where it does in the file, so that what the tree says of places is right.
std::vector<Statement> statements_of(const Part& part, std::string_view file) {
  const auto length = static_cast<std::uint32_t>(part.sql.size());
  const Span whole = part.in_file({.begin = part.begin, .end = part.begin + length});
  std::vector<Token> tokens = lex(std::string(part.sql), part.begin).tokens;
  if (tokens.empty()) return {};
  std::string spread(whole.size(), ' ');
  for (Token& token : tokens) {
    const std::string_view word = part.sql.substr(token.span.begin - part.begin, token.span.size());
    token.span = part.in_file(token.span);
    spread.replace(token.span.begin - whole.begin, word.size(), word);
  }
  tokens.front().span.begin = whole.begin;
  std::vector<Statement> result;
  ParseFailure failure;
  raw_parse(
      spread,
      [&](const ::RawStmt& raw) {
        const std::vector<Token> own = tokens_of(raw, whole, tokens);
        if (own.empty()) return;
        Cursor cursor(file, own);
        const Span span{.begin = own.front().span.begin, .end = own.back().span.end};
        const LowerContext cx{.source = file,
                              .base = whole.begin,
                              .statement = part.statement.value_or(span),
                              .cursor = &cursor};
        result.push_back(lower_statement(raw.stmt, cx));
      },
      failure);
  return result;
}

std::vector<Statement> written(const CodeBody& body, const CodeNode& node, std::string_view file) {
  const CodeText& sql = node.sql;
  const bool query = node.kind == CodeKind::for_query || node.kind == CodeKind::return_query;
  return statements_of({.sql = sql.text,
                        .begin = sql.span.begin,
                        .in_file = [&](Span span) { return body.in_file(span); },
                        .statement = body.in_file(query ? sql.span : node.span)},
                       file);
}

// EXECUTE of a string as it is.
std::vector<Statement> executed(const CodeBody& body, const CodeNode& node, std::string_view file) {
  const std::vector<Token> tokens = lex(node.sql.text, node.sql.span.begin).tokens;
  if (tokens.size() != 1) return {};
  const std::optional<PlacedText> string = PlacedText::of_literal(body.source->text(), tokens.front().span);
  if (!string) return {};
  return statements_of(
      {.sql = string->text(), .in_file = [&](Span span) { return body.in_file(string->in_file(span)); }},
      file);
}

std::vector<Statement> statements_of(const CodeBody& body, const CodeNode& node, std::string_view file) {
  if (node.kind == CodeKind::commit || node.kind == CodeKind::rollback) return {transaction(body, node)};
  if (node.sql.span.empty()) return {};
  if (node.kind == CodeKind::execute) return executed(body, node, file);
  return is_static(node.kind) ? written(body, node, file) : std::vector<Statement>();
}

}  // namespace

std::vector<CodeStatement> statements_in(const CodeBody& body, std::string_view file) {
  std::vector<CodeStatement> result;
  if (!body.source) return result;
  for (std::uint32_t i = 0; i < body.nodes.size(); ++i) {
    for (Statement& statement : statements_of(body, body.nodes[i], file))
      result.push_back({.node = i, .statement = std::move(statement)});
  }
  return result;
}

}  // namespace lockstep
