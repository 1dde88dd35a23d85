/// What:  a DO block, or the body of a function, of which lockstep can't tell what it does.
/// When:  the history is replayed from its first migration, and the code depends on rows that other
///        statements put there; or it puts SQL together of what only the server knows; or is in another
///        language than PL/pgSQL; or can't be read. A block that asks the catalog whether a thing exists,
///        loops over the catalog or over tables without rows, or catches the error of a thing that exists is
///        followed.
/// Why:   what the block may have changed is uncertain from here on: rules say nothing about it that they
///        can't be sure of, and what stands in a part that can't be read isn't looked at.
/// Do:    write the statements without the block, or with IF EXISTS and IF NOT EXISTS, which do the same.
/// Allow: the block has been tried on a copy of the database.
/// See:   https://www.postgresql.org/docs/current/sql-do.html
#include <cstdint>
#include <string_view>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "code-not-followed",
    .group = "sql",
    .since = "0.1.0",
    .summary = "what a block of code does isn't known before it runs",
};

Span first_word(Span statement, const FileContext& cx) {
  const std::size_t length = cx.text(statement).find_first_of(" \t\r\n$'");
  if (length == std::string_view::npos) return statement;
  return {.begin = statement.begin, .end = statement.begin + static_cast<std::uint32_t>(length)};
}

void check(const FileEnd& file, FileContext& cx) {
  if (!file.after.complete) return;  // of a database that nobody knows all of, little can be told
  for (const catalog::Undecided& code : file.after.undecided) {
    if (!cx.created_here(code.origin)) continue;
    const Span span = code.span.empty() ? first_word(code.origin.statement, cx) : code.span;
    cx.report(span, "lockstep can't tell what this does: {}", code.reason)
        .advise("read it yourself; rules take as unknown what it may change");
  }
}

}  // namespace

extern const Rule code_not_followed;
constinit const Rule code_not_followed = make_rule<check>(kInfo);

}  // namespace lockstep::rules
