/// What:  text that Postgres' own parser refuses, or cannot read at all.
/// When:  the grammar of Postgres 18 has no such statement; a string, comment or dollar quote has no end; the
///        file has a NUL byte or is not UTF-8; a statement is larger or nests deeper than can be read.
/// Why:   the migration fails. Where the tool sends a file as one query, Postgres refuses all of it.
/// Do:    correct it; what stands before and behind it has been read.
/// Allow: a server extension or fork understands the statement.
/// See:   https://www.postgresql.org/docs/current/sql-syntax.html
#include <string>

#include "rules/rule.h"

#include "support/ascii.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"squawk:syntax-error"};
constexpr RuleInfo kInfo{
    .id = "syntax-error",
    .group = "sql",
    .since = "0.1.0",
    .summary = "Postgres' parser refuses the statement",
    .aliases = kAliases,
};

// A verb that came with a later server than the grammar: it stands where the statement begins.
// https://www.postgresql.org/docs/devel/sql-repack.html
bool is_newer_than_parser(const action::SyntaxError& error, const RuleContext& cx) {
  return error.span.begin == cx.statement().span.begin && ascii::same(cx.text(error.span), "repack");
}

std::string_view advice(const action::SyntaxError& error, const RuleContext& cx) {
  using Kind = action::SyntaxError::Kind;
  switch (error.kind) {
    case Kind::syntax:
      if (cx.text(error.span).starts_with('`'))
        return "backticks are MySQL's; Postgres quotes names with double quotes";
      if (is_newer_than_parser(error, cx))
        return "it came with Postgres 19, and lockstep reads the grammar of 18; allow it where all servers "
               "are 19";
      return "the migration fails here; what stands behind it has been read all the same";
    case Kind::unterminated:
      return "it is never closed, so that the rest of the file belongs to it for Postgres";
    case Kind::nul_byte: return "save the file as UTF-8; editors on Windows may have made it UTF-16";
    case Kind::invalid_utf8: return "save the file as UTF-8";
    case Kind::too_large: return "load data with COPY, or in many statements";
    case Kind::too_deep: return "write it with less nesting, such as a list in place of a chain";
  }
  return {};
}

void check(const action::SyntaxError& error, RuleContext& cx) {
  cx.report(error.span, "{}", error.message).advise(std::string(advice(error, cx)));
}

}  // namespace

extern const Rule syntax_error;
constinit const Rule syntax_error = make_rule<check>(kInfo);

}  // namespace lockstep::rules
