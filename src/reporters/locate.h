#pragma once
// From what a finding names by number, byte or id to what a report prints. One for each report that
// is written; a file's lines are indexed when they are first asked for, as most files have no finding.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "reporters/report.h"
#include "support/line_index.h"

namespace lockstep {

struct Range {
  Position begin;
  Position end;  // behind the last character
};

class Locator {
 public:
  explicit Locator(const Report& report) : report_(&report), lines_(report.files.size()) {}

  // A byte order mark is no character of the first line; SARIF asks for that and editors do it.
  [[nodiscard]] Position position(std::uint32_t file, std::uint32_t offset);
  [[nodiscard]] Range range(std::uint32_t file, Span span);
  // A line's bytes without its end and without a byte order mark.
  [[nodiscard]] Span line(std::uint32_t file, std::uint32_t number);

  [[nodiscard]] const ReportFile& file(std::uint32_t file) const { return report_->files[file]; }
  // Index into the report's rules; none for an id that they don't have.
  [[nodiscard]] std::optional<std::size_t> rule_index(std::string_view id) const;
  [[nodiscard]] const RuleDescription* rule(std::string_view id) const;

 private:
  const LineIndex& lines(std::uint32_t file);

  const Report* report_;
  std::vector<std::optional<LineIndex>> lines_;
};

}  // namespace lockstep
