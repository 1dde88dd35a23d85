#include "rules/file_context.h"

#include <algorithm>
#include <cassert>
#include <ranges>
#include <span>
#include <utility>
#include <variant>

#include "rules/policy.h"
#include "rules/rule.h"

namespace lockstep::rules {

FindingBuilder& FindingBuilder::label(std::string text) {
  finding().label = std::move(text);
  return *this;
}

FindingBuilder& FindingBuilder::advise(std::string text) {
  finding().advice = std::move(text);
  return *this;
}

FindingBuilder& FindingBuilder::object(std::string name) {
  finding().object = std::move(name);
  return *this;
}

FindingBuilder& FindingBuilder::severity(Severity at_most) {
  finding().severity = std::min(finding().severity, at_most);
  return *this;
}

FindingBuilder& FindingBuilder::related(const catalog::Origin& origin, std::string message) {
  if (origin.migration >= file_->files.size()) return *this;
  finding().related.push_back(
      {.file = file_->files[origin.migration], .span = origin.statement, .message = std::move(message)});
  return *this;
}

FindingBuilder& FindingBuilder::related(Span span, std::string message) {
  finding().related.push_back({.file = file_->file, .span = span, .message = std::move(message)});
  return *this;
}

FindingBuilder& FindingBuilder::secret() {
  finding().secret = true;
  return *this;
}

FindingBuilder& FindingBuilder::in_file(std::uint32_t file) {
  finding().file = file;
  return *this;
}

FindingBuilder& FindingBuilder::fix(std::string title, bool safe, std::vector<Edit> edits) {
  finding().fix = Fix{.title = std::move(title), .safe = safe, .edits = std::move(edits)};
  return *this;
}

const RuleOption& FileContext::declared(std::string_view option) const {
  const std::span<const RuleOption> options = find_rule(rule_)->info.options;
  const auto found = std::ranges::find(options, option, &RuleOption::name);
  assert(found != options.end());
  return *found;
}

bool FileContext::is_on(std::string_view rule) const { return file_.policy.severity(rule) != Severity::off; }

bool FileContext::flag(std::string_view option) const {
  const OptionValue* set = file_.policy.option(rule_, option);
  return set == nullptr ? declared(option).flag : std::get<bool>(*set);
}

std::int64_t FileContext::number(std::string_view option) const {
  const OptionValue* set = file_.policy.option(rule_, option);
  return set == nullptr ? declared(option).number : std::get<std::int64_t>(*set);
}

std::string FileContext::text_option(std::string_view option) const {
  const OptionValue* set = file_.policy.option(rule_, option);
  return set == nullptr ? std::string(declared(option).text) : std::get<std::string>(*set);
}

std::vector<std::string> FileContext::list(std::string_view option) const {
  const OptionValue* set = file_.policy.option(rule_, option);
  if (set != nullptr) return std::get<std::vector<std::string>>(*set);
  std::vector<std::string> values;
  for (const auto part : std::views::split(declared(option).text, std::string_view(", "))) {
    if (!part.empty()) values.emplace_back(part.begin(), part.end());
  }
  return values;
}

std::string FileContext::sql(const Name& name) const {
  return name.span.empty() ? quote_identifier(name.text) : std::string(text(name.span));
}

std::string FileContext::sql(const QualifiedName& name) const {
  if (!name.span.empty()) return std::string(text(name.span));
  const std::string schema = name.schema.empty() ? "" : quote_identifier(name.schema) + ".";
  return schema + quote_identifier(name.name);
}

FindingBuilder FileContext::add(Span span, std::string message) {
  Finding finding;
  finding.rule = rule_;
  finding.severity = severity_;
  finding.file = file_.file;
  finding.span = span;
  finding.message = std::move(message);
  findings_->push_back(std::move(finding));
  return {*findings_, file_};
}

}  // namespace lockstep::rules
