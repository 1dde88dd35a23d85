#include "cli/commands.h"
#include "rules/pages.h"
#include "rules/policy.h"
#include "rules/rule.h"
#include "support/file.h"

namespace lockstep::cli {

Result<int> explain_rule(const std::string& name) {
  const std::vector<const rules::Rule*> found = rules::find_rules(name);
  if (found.empty()) return std::unexpected(rules::unknown_rule("", name));
  std::string pages;
  for (const rules::Rule* rule : found) {
    if (!pages.empty()) pages += '\n';
    pages += rules::rule_page(rule->info.id);
  }
  if (auto done = file::write_standard_output(pages); !done) return std::unexpected(std::move(done.error()));
  return 0;
}

}  // namespace lockstep::cli
