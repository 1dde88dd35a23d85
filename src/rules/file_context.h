#pragma once
// What a rule may ask of a whole file, and how it reports. Valid for one call.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/objects.h"
#include "parser/action.h"
#include "project/config.h"
#include "project/runner.h"
#include "rules/finding_builder.h"
#include "support/finding.h"
#include "support/text.h"

namespace lockstep::project {
struct ReleasedSchema;
}

namespace lockstep::rules {

class Policy;
struct RuleOption;

// What all statements of a file have in common; filled by the engine.
struct FileInput {
  std::string_view source;                  // bytes of the file
  std::uint32_t file = 0;                   // its index in the report
  std::uint32_t migration = 0;              // its ordinal in the history
  const std::vector<std::uint32_t>& files;  // report index by ordinal
  const project::Runner& runner;
  const Policy& policy;
  const project::Tables& tables;
  int postgres = project::kOldestPostgres;
  bool postgres_known;
  const project::ReleasedSchema* released = nullptr;
};

class FileContext {
 public:
  FileContext(const FileInput& file, std::string_view rule, Severity severity, std::vector<Finding>& findings)
      : file_(file), rule_(rule), severity_(severity), findings_(&findings) {}

  [[nodiscard]] const project::Runner& runner() const { return file_.runner; }
  [[nodiscard]] int postgres() const { return file_.postgres; }  // major version of the target
  // The project says which; else it is the oldest supported.
  [[nodiscard]] bool postgres_known() const { return file_.postgres_known; }
  [[nodiscard]] std::string_view text(Span span) const {
    return file_.source.substr(span.begin, span.size());
  }
  // The schema that the running release was made of; null where it isn't known.
  [[nodiscard]] const project::ReleasedSchema* released() const { return file_.released; }
  [[nodiscard]] bool is_on(std::string_view rule) const;  // another one, for this file
  // Options of the rule, each declared in its RuleInfo: what the project has set, else the default.
  [[nodiscard]] bool flag(std::string_view option) const;
  [[nodiscard]] std::int64_t number(std::string_view option) const;
  [[nodiscard]] std::string text_option(std::string_view option) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view option) const;
  // Made by this file.
  [[nodiscard]] bool created_here(const catalog::Origin& origin) const {
    return origin.migration == file_.migration;
  }
  // A name as the file writes it, quotes included, to be used in SQL again.
  [[nodiscard]] std::string sql(const Name& name) const;
  [[nodiscard]] std::string sql(const QualifiedName& name) const;

  template <class... Args>
  FindingBuilder report(Span span, fmt::format_string<Args...> message, const Args&... args) {
    return add(span, text::format(message, args...));
  }

 protected:
  FindingBuilder add(Span span, std::string message);
  [[nodiscard]] std::uint32_t migration() const { return file_.migration; }
  [[nodiscard]] const project::Tables& tables() const { return file_.tables; }

 private:
  [[nodiscard]] const RuleOption& declared(std::string_view option) const;

  const FileInput& file_;
  std::string_view rule_;
  Severity severity_;
  std::vector<Finding>* findings_;
};

}  // namespace lockstep::rules
