#pragma once
// What a file adds up to: the fact of rules that speak of a whole file. Made by the engine behind the
// file's last statement; valid for one call.

#include <cstdint>
#include <span>

#include "catalog/catalog.h"
#include "parser/directives.h"
#include "rules/session.h"
#include "support/span.h"

namespace lockstep::rules {

struct FileEnd {
  const catalog::Catalog& after;
  const Session& session;
  std::span<const Span> comments;  // with their markers, in order
  std::span<const Directive> directives;
  std::uint64_t statements = 0;
};

}  // namespace lockstep::rules
