#pragma once
// How a rule completes what it reports. Valid for one expression.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "catalog/objects.h"
#include "support/finding.h"

namespace lockstep::rules {

struct FileInput;  // file_context.h

// Completes a finding; used in one expression, as in
// `cx.report(span, "...").label("...").advise("...")`.
class FindingBuilder {
 public:
  FindingBuilder(std::vector<Finding>& findings, const FileInput& file)
      : findings_(&findings), index_(findings.size() - 1), file_(&file) {}
  FindingBuilder& label(std::string text);
  FindingBuilder& advise(std::string text);
  FindingBuilder& object(std::string name);
  FindingBuilder& severity(Severity at_most);  // lowers, never raises, what the pack says
  FindingBuilder& related(const catalog::Origin& origin, std::string message);
  FindingBuilder& related(Span span, std::string message);  // in the same file
  FindingBuilder& in_file(std::uint32_t file);              // instead of the context's own
  FindingBuilder& fix(std::string title, bool safe, std::vector<Edit> edits);
  FindingBuilder& secret();  // no report prints what stands in the range, nor does another finding

 private:
  [[nodiscard]] Finding& finding() const { return (*findings_)[index_]; }

  std::vector<Finding>* findings_;
  std::size_t index_;
  const FileInput* file_;
};

}  // namespace lockstep::rules
