#pragma once
// Comments that speak to a linter: `-- lockstep: allow RULE[, RULE] -- reason` and its kin, and the
// suppressions of squawk, eugene and pgfence, honoured as they are. Text only: which rules exist,
// and what a foreign id means here, is for the rule engine.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "support/span.h"

namespace lockstep {

struct Directive {
  enum class Kind : std::uint8_t {
    allow,        // findings of `rules` on the statement at `target`
    allow_file,   // findings of `rules` anywhere in the file
    backup,       // `text`: where the backup is
    rollback,     // `text`: how to go back
    rolls_back,   // `text`: the migration that this one undoes
    malformed,    // begins like a directive of ours and is none; `text` says why
  };
  enum class Dialect : std::uint8_t { lockstep, squawk, eugene, pgfence };

  Kind kind = Kind::allow;
  Dialect dialect = Dialect::lockstep;
  std::vector<Name> rules;  // as written; empty with a foreign dialect: every rule
  std::string text;         // reason, reference, plan, migration
  Span span;                // the comment
  // The statement it speaks of: the one it stands in, the one before it on the same line, else the
  // next in the file; empty when there is none.
  Span target;
};

// Whether the bytes hold anything that might be a directive; a cheap look before lexing comments.
[[nodiscard]] bool may_hold_directives(std::string_view bytes);

// Reads one comment (`-- ...` or `/* ... */`, with its markers) that stands at `span`; adds what it
// says to `directives`. Targets are set by the caller.
void read_directives(std::string_view comment, Span span, std::vector<Directive>& directives);

}  // namespace lockstep
