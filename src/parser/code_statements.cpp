// The SQL that stands in a PL/pgSQL body, as statements with places in the file.

#include <algorithm>
#include <string>
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

// Where a body is quoted, the file has more bytes than the statement that it says. Its tokens are set
// apart until each begins where it does in the file, so that what the tree says of places is right.
void add_statement(const CodeBody& body, const CodeNode& node, std::string_view file,
                   std::vector<Statement>& result) {
  const CodeText& sql = node.sql;
  const Span whole = body.in_file(sql.span);
  std::vector<Token> tokens = lex(sql.text, sql.span.begin).tokens;
  std::string spread(whole.size(), ' ');
  for (Token& token : tokens) {
    const std::string_view word =
        std::string_view(sql.text).substr(token.span.begin - sql.span.begin, token.span.size());
    token.span = body.in_file(token.span);
    spread.replace(token.span.begin - whole.begin, word.size(), word);
  }
  if (tokens.empty()) return;
  tokens.front().span.begin = whole.begin;
  Cursor cursor(file, tokens);
  const bool part = node.kind == CodeKind::for_query || node.kind == CodeKind::return_query;
  const Span span = part ? whole : body.in_file(node.span);
  const LowerContext cx{.source = file, .base = whole.begin, .statement = span, .cursor = &cursor};
  ParseFailure failure;
  raw_parse(spread, [&](const ::RawStmt& raw) { result.push_back(lower_statement(raw.stmt, cx)); }, failure);
}

}  // namespace

std::vector<Statement> statements_in(const CodeBody& body, std::string_view file) {
  std::vector<Statement> result;
  if (!body.source) return result;
  for (const CodeNode& node : body.nodes) {
    if (node.kind == CodeKind::commit || node.kind == CodeKind::rollback) {
      result.push_back(transaction(body, node));
    } else if (is_static(node.kind) && !node.sql.span.empty()) {
      add_statement(body, node, file, result);
    }
  }
  return result;
}

}  // namespace lockstep
