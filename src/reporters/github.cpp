// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
#include <string>
#include <string_view>

#include "reporters/escape.h"
#include "reporters/locate.h"
#include "reporters/reporter.h"
#include "support/text.h"

namespace lockstep {
namespace {

std::string_view command(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note:
    case Severity::off: return "notice";
  }
  return "notice";
}

// A line end inside a text is an escape already: visible() has seen to that.
std::string encoded(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : visible(text)) {
    if (special.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += text::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string property_value(std::string_view text) { return encoded(text, "%:,"); }

std::string message_value(std::string_view text) { return encoded(text, "%"); }

std::string help(std::string_view advice) {
  std::string result = "%0Ahelp:";
  const char* separator = " ";
  for (const std::string_view line : split_lines(advice)) {
    result.append(separator).append(message_value(line));
    separator = "%0A";
  }
  return result;
}

// Columns only within a line: the runner drops them otherwise.
std::string region(const Range& range) {
  const auto& [begin, end] = range;
  if (begin.line == end.line) {
    return text::format("line={},endLine={},col={},endColumn={}", begin.line, end.line, begin.column,
                        end.column);
  }
  const bool ends_with_line = end.column == 1;
  return text::format("line={},endLine={}", begin.line, ends_with_line ? end.line - 1 : end.line);
}

}  // namespace

void write_github(const Report& report, std::ostream& out) {
  Locator locator(report);
  for (const Finding& finding : report.findings) {
    if (finding.allowed) continue;
    const std::string& path = locator.file(finding.file).source.path();
    out << text::format("::{} file={},{},title={}::{}", command(finding.severity), property_value(path),
                        region(locator.range(finding.file, finding.span)), property_value(finding.rule),
                        message_value(finding.message));
    if (!finding.advice.empty()) out << help(finding.advice);
    out << '\n';
  }
}

}  // namespace lockstep
