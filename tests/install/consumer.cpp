#include <iostream>

#include "parser/source.h"
#include "rules/linter.h"

int main() {
  const auto policy = lockstep::rules::Policy::from_pack("recommended");
  if (!policy) return 2;
  lockstep::rules::Linter linter({.runner = {}, .policy = *policy}, false);

  const lockstep::SourceFile source("migration.sql", "CREATE INDEX orders_by_day ON orders (day);\n");
  const auto result = linter.lint(source, 0);
  for (const auto& finding : result.findings) std::cout << finding.rule << ": " << finding.message << '\n';
  return result.findings.empty() ? 1 : 0;
}
