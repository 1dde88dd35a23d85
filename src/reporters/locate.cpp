#include "reporters/locate.h"

#include <algorithm>

namespace lockstep {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Position Locator::position(std::uint32_t file, std::uint32_t offset) {
  Position result = lines(file).position(offset);
  const bool behind_mark = result.line == 1 && offset >= kByteOrderMark.size();
  if (behind_mark && report_->files[file].source.bytes().starts_with(kByteOrderMark)) --result.column;
  return result;
}

Range Locator::range(std::uint32_t file, Span span) {
  return {.begin = position(file, span.begin), .end = position(file, span.end)};
}

Span Locator::line(std::uint32_t file, std::uint32_t number) {
  Span result = lines(file).line_span(number);
  const bool marked = number == 1 && report_->files[file].source.bytes().starts_with(kByteOrderMark);
  if (marked) result.begin += static_cast<std::uint32_t>(kByteOrderMark.size());
  return result;
}

std::optional<std::size_t> Locator::rule_index(std::string_view id) const {
  const auto& rules = report_->rules;
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), id,
                       [](const RuleDescription& rule, std::string_view wanted) { return rule.id < wanted; });
  if (found == rules.end() || found->id != id) return std::nullopt;
  return static_cast<std::size_t>(found - rules.begin());
}

const RuleDescription* Locator::rule(std::string_view id) const {
  const std::optional<std::size_t> index = rule_index(id);
  return index ? &report_->rules[*index] : nullptr;
}

const LineIndex& Locator::lines(std::uint32_t file) {
  std::optional<LineIndex>& index = lines_[file];
  if (!index) index.emplace(report_->files[file].source.bytes());
  return *index;
}

}  // namespace lockstep
