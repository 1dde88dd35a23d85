#pragma once
// Histories and the catalogs they add up to, a table a family of statements.

#include <span>

namespace lockstep {

struct ReplayCase {
  const char* name;
  const char* sql;
  const char* expected;  // catalog::dump(), behind a line break
};

extern const std::span<const ReplayCase> kImplicitNamesCases;
extern const std::span<const ReplayCase> kCreateTableCases;
extern const std::span<const ReplayCase> kAlterTableCases;
extern const std::span<const ReplayCase> kDropCases;
extern const std::span<const ReplayCase> kRenameCases;
extern const std::span<const ReplayCase> kTypesCases;
extern const std::span<const ReplayCase> kSessionsCases;

}  // namespace lockstep
