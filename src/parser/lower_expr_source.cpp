#include "parser/lower_expr_parts.h"
#include "parser/text_scanner.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

constexpr int kNoLocation = -1;

int location_of(const ::Node* tree) {
  switch (tree->type) {
    case T_FuncCall: return tree::as<::FuncCall>(tree)->location;
    case T_SubLink: return tree::as<::SubLink>(tree)->location;
    case T_SetToDefault: return tree::as<::SetToDefault>(tree)->location;
    case T_GroupingFunc: return tree::as<::GroupingFunc>(tree)->location;
    case T_MergeSupportFunc: return tree::as<::MergeSupportFunc>(tree)->location;
    case T_XmlExpr: return tree::as<::XmlExpr>(tree)->location;
    case T_XmlSerialize: return tree::as<::XmlSerialize>(tree)->location;
    case T_JsonParseExpr: return tree::as<::JsonParseExpr>(tree)->location;
    case T_JsonScalarExpr: return tree::as<::JsonScalarExpr>(tree)->location;
    case T_JsonSerializeExpr: return tree::as<::JsonSerializeExpr>(tree)->location;
    case T_JsonFuncExpr: return tree::as<::JsonFuncExpr>(tree)->location;
    case T_JsonObjectConstructor: return tree::as<::JsonObjectConstructor>(tree)->location;
    case T_JsonArrayConstructor: return tree::as<::JsonArrayConstructor>(tree)->location;
    case T_JsonArrayQueryConstructor: return tree::as<::JsonArrayQueryConstructor>(tree)->location;
    case T_JsonObjectAgg: return tree::as<::JsonObjectAgg>(tree)->constructor->location;
    case T_JsonArrayAgg: return tree::as<::JsonArrayAgg>(tree)->constructor->location;
    default: return kNoLocation;
  }
}

TextScanner scan_from(int location, const LowerContext& cx) {
  return {cx.source, cx.base + static_cast<std::size_t>(location)};
}

Span up_to(const TextScanner& scanner, std::size_t begin) {
  return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(scanner.at())};
}

// The clauses that may follow the arguments of an aggregate or a window function:
// https://www.postgresql.org/docs/current/sql-expressions.html#SYNTAX-AGGREGATES
void skip_call_clauses(TextScanner& scanner) {
  if (scanner.skip("within")) {
    scanner.next();
    scanner.skip_group();
  }
  if (scanner.skip("filter")) scanner.skip_group();
  if (scanner.skip("over") && !scanner.skip_group()) scanner.skip_name();
}

}  // namespace

Span source_of(const ::Node* tree, const LowerContext& cx) {
  const int location = location_of(tree);
  if (location < 0) return {};
  TextScanner scanner = scan_from(location, cx);
  // A subquery may begin with its parenthesis; all else begins with a word or a function's name.
  if (scanner.peek() != "(") scanner.skip_name();
  if (scanner.skip_group() && tree->type != T_SubLink) skip_call_clauses(scanner);
  return up_to(scanner, cx.base + static_cast<std::size_t>(location));
}

Span source_of_compared_query(const ::SubLink& link, const LowerContext& cx) {
  TextScanner scanner = scan_from(link.location, cx);
  bool found = false;
  while (!found && !scanner.peek().empty()) {
    found = scanner.skip("in") || scanner.skip("any") || scanner.skip("some") || scanner.skip("all");
    if (!found) scanner.next();
  }
  const std::string_view open = scanner.peek();
  scanner.skip_group();
  return up_to(scanner,
               open.empty() ? scanner.at() : static_cast<std::size_t>(open.data() - cx.source.data()));
}

}  // namespace lockstep
