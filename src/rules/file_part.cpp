#include "rules/file_part.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

namespace lockstep::rules {
namespace {

bool is_code(const Statement& statement) {
  return std::holds_alternative<action::DoBlock>(statement.action) ||
         std::holds_alternative<action::CreateFunction>(statement.action);
}

std::optional<CodeBody> read(const Statement& statement, std::string_view file) {
  if (const auto* block = std::get_if<action::DoBlock>(&statement.action)) return read_code(*block, file);
  const auto* function = std::get_if<action::CreateFunction>(&statement.action);
  return function == nullptr ? std::nullopt : read_code(*function, file);
}

std::vector<Statement> with_code(std::vector<Statement> statements, std::string_view file,
                                 std::map<std::size_t, FilePart::Code>& codes) {
  if (std::ranges::none_of(statements, is_code)) return statements;
  std::vector<Statement> all;
  for (Statement& statement : statements) {
    all.push_back(std::move(statement));
    std::optional<CodeBody> body = read(all.back(), file);
    if (!body) continue;
    FilePart::Code& code = codes[all.size() - 1];
    const bool runs = std::holds_alternative<action::DoBlock>(all.back().action);
    for (CodeStatement& inside : runs ? statements_in(*body, file) : std::vector<CodeStatement>()) {
      code.nodes.push_back(inside.node);
      all.push_back(std::move(inside.statement));
    }
    code.body = std::move(*body);
  }
  return all;
}

}  // namespace

FilePart::FilePart(std::vector<Statement> statements, std::string_view file)
    : statements_(with_code(std::move(statements), file, codes_)), kinds_(statements_) {}

const FilePart::Code* FilePart::code(std::size_t index) const {
  const auto found = codes_.find(index);
  return found == codes_.end() ? nullptr : &found->second;
}

}  // namespace lockstep::rules
