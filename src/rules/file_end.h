#pragma once
// What a file adds up to: the fact of rules that speak of a whole file. Made by the engine behind the
// file's last statement; valid for one call.

#include <cstdint>
#include <span>
#include <string_view>

#include "catalog/catalog.h"
#include "parser/directives.h"
#include "rules/context.h"
#include "rules/session.h"
#include "support/span.h"

namespace lockstep::rules {

struct FileEnd {
  std::string_view source;  // bytes of the file
  const catalog::Catalog& after;
  const Session& session;
  std::span<const Span> comments;  // with their markers, in order
  std::span<const Directive> directives;
  std::uint64_t statements = 0;
  std::span<const HeldLock> locks;  // all that made others' writes wait, by statement in order
  Span open_block;                  // the BEGIN that nothing ends; empty: none
};

}  // namespace lockstep::rules
