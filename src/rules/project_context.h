#pragma once
// What a rule may ask that looks at a folder of migrations and its repository, and how it reports: at
// places in the files of the ProjectFacts.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "project/facts.h"
#include "rules/file_context.h"
#include "support/text.h"

namespace lockstep::rules {

struct LintOptions;

class ProjectContext : private FileContext {
 public:
  ProjectContext(const FileInput& file, const catalog::Catalog* after, std::string_view rule,
                 Severity severity, std::vector<Finding>& findings)
      : FileContext(file, rule, severity, findings), after_(after) {}
  using FileContext::flag;
  using FileContext::runner;
  using FileContext::text_option;

  template <class... Args>
  FindingBuilder report(const project::Place& place, fmt::format_string<Args...> message,
                        const Args&... args) {
    return add(place.span, text::format(message, args...)).in_file(place.file);
  }

  // The database behind all migrations; null where the run doesn't know them all.
  [[nodiscard]] const catalog::Catalog* after() const { return after_; }

 private:
  const catalog::Catalog* after_;
};

// Asked with a gate: a migration that does something, isn't at the base under any name.
[[nodiscard]] bool has_new_migration(const project::ProjectFacts& facts);

// The schema can be compared with what all migrations add up to, and that may tell something new: where a
// schema that changed has no migration, the gate says so.
[[nodiscard]] bool compares_schema(const project::ProjectFacts& facts, const ProjectContext& cx);
// Code that isn't replayed may have altered an object of this name.
[[nodiscard]] bool altered_in_code(std::string_view name, const ProjectContext& cx);

// "a, b and 3 more"
[[nodiscard]] std::string first_of(std::span<const std::string> items);

// 'as a shell reads it', for commands in advice.
[[nodiscard]] std::string quote_argument(std::string_view argument);

// Runs the rules that look at a project, and those of secrets over its seeds. Files of findings are numbers
// in facts.files. `after` is as ProjectContext::after().
[[nodiscard]] std::vector<Finding> look_at_project(const project::ProjectFacts& facts,
                                                   const LintOptions& options, const catalog::Catalog* after);

}  // namespace lockstep::rules
