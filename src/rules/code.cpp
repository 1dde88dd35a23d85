#include "rules/code.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "rules/context.h"
#include "support/ascii.h"

namespace lockstep::rules {
namespace {

// In small letters, without quotes, and with one space between words.
std::string flatten(std::string_view code) {
  std::string flat;
  for (const char c : code) {
    const bool space = ascii::is_space(c);
    if (c != '"' && !(space && flat.ends_with(' '))) flat += space ? ' ' : ascii::lower(c);
  }
  return flat;
}

}  // namespace

bool code_refuses_nulls(const Name& column, const RuleContext& cx) {
  const std::string table = ascii::lower(cx.alter_table().relation.name);
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    const auto* block = std::get_if<action::DoBlock>(&earlier.action);
    if (block == nullptr) return false;
    const std::string flat = flatten(block->body);
    return ascii::has_words(flat, table) && ascii::has_words(flat, "raise exception") &&
           ascii::has_words(flat, ascii::lower(column.text) + " is null");
  });
}

bool code_fills(const Name& column, const RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (cx.before().find_table(table) == nullptr || cx.find_column(table, column) != nullptr) return false;
  return std::ranges::any_of(cx.before().code, [&](const std::string& code) {
    const std::string flat = flatten(code);
    return ascii::has_words(flat, "update") && ascii::has_words(flat, ascii::lower(table.name)) &&
           ascii::has_words(flat, ascii::lower(column.text));
  });
}

}  // namespace lockstep::rules
