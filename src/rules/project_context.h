#pragma once
// What a rule may ask that looks at a folder of migrations and its repository, and how it reports: at
// places in the files of the ProjectFacts.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "project/facts.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {

struct LintOptions;

class ProjectContext : private FileContext {
 public:
  using FileContext::FileContext;
  using FileContext::flag;
  using FileContext::runner;
  using FileContext::text_option;

  template <class... Args>
  FindingBuilder report(const project::Place& place, fmt::format_string<Args...> message, const Args&... args) {
    return add(place.span, text::format(message, args...)).in_file(place.file);
  }
};

// "a, b and 3 more"
[[nodiscard]] std::string first_of(std::span<const std::string> items);

// 'as a shell reads it', for commands in advice.
[[nodiscard]] std::string quote_argument(std::string_view argument);

// Runs the rules that look at a project. Files of findings are numbers in facts.files.
[[nodiscard]] std::vector<Finding> look_at_project(const project::ProjectFacts& facts,
                                                   const LintOptions& options);

}  // namespace lockstep::rules
