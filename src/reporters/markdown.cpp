// GitHub's Markdown: https://github.github.com/gfm. Text that comes from migrations is nothing but text in
// it: no markup, no HTML, and nobody is mentioned.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "reporters/escape.h"
#include "reporters/locate.h"
#include "reporters/reporter.h"
#include "reporters/summary_text.h"
#include "support/counted.h"
#include "support/text.h"

namespace lockstep {
namespace {

// Of a comment on GitHub. It counts characters; bytes are never fewer.
constexpr std::size_t kMaxComment = 65536;
constexpr std::size_t kReserve = 400;  // for what closes a report that is cut
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxMessage = 1000;

// A character of text that GitHub makes no link of. It looks for @names and #numbers in the text that it
// shows, where escapes are gone already; a space without width behind the sign parts them. URLs and names
// of hosts are looked for in what is written. https://github.github.com/gfm/#autolinks-extension-
// Nor is `::` left at a line's start, where a run on GitHub that prints the report takes it for a command.
std::string unlinked(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with('@') || rest.starts_with('#')) return rest.front() + std::string("&#8203;");
  if (rest.starts_with(":/") || rest.starts_with("::")) return "&#58;";
  if (rest.starts_with('.') && text.substr(0, at).ends_with("www")) return "&#46;";
  return {rest.front()};
}

// A backslash takes the meaning from punctuation (GFM 2.4).
std::string markdown_text(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]<>&~|$#";
  const std::string shown = visible(text);
  std::string result;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (kMarkup.contains(shown[at])) result += '\\';
    result += unlinked(shown, at);
  }
  return result;
}

std::string html_text(std::string_view text) {
  const std::string shown = visible(text);
  std::string result;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    switch (shown[at]) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      default: result += unlinked(shown, at);
    }
  }
  return result;
}

// As many backticks as no run of them in the text has.
std::string fence_for(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

std::string code_span(std::string_view text) {
  const std::string shown = visible(text);
  const std::string fence = fence_for(shown, 1);
  const std::string_view space = fence.size() > 1 ? " " : "";
  return text::format("{}{}{}{}{}", fence, space, shown, space, fence);
}

// Lines of an advice that are indented are SQL or commands to paste; the others are prose.
std::string advice_text(std::string_view advice) {
  constexpr std::string_view kIndent = "  ";
  const std::string fence = fence_for(advice, 3);
  std::string text;
  bool code = false;
  for (const std::string_view line : split_lines(advice)) {
    const bool is_code = line.starts_with(kIndent);
    if (is_code != code) text += code ? "  " + fence + "\n" : "\n  " + fence + "sql\n";
    code = is_code;
    const std::string shown = code ? visible_line(line.substr(kIndent.size())) : markdown_text(line);
    text += code || text.empty() ? "  " + shown + "\n" : "\n  " + shown + "\n";
  }
  if (code) text += "  " + fence + "\n";
  return text;
}

// What a migration has, in the order in which it is told: the worst first.
struct Group {
  std::uint32_t file = 0;
  std::vector<const Finding*> findings;
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
  std::uint32_t notes = 0;
};

void count(Severity severity, Group& group) {
  switch (severity) {
    case Severity::error: ++group.errors; break;
    case Severity::warning: ++group.warnings; break;
    case Severity::note:
    case Severity::off: ++group.notes; break;
  }
}

std::vector<Group> group_by_file(const Report& report) {
  std::vector<Group> groups;
  for (const Finding& finding : report.findings) {
    if (finding.allowed) continue;
    if (groups.empty() || groups.back().file != finding.file)
      groups.push_back({.file = finding.file, .findings = {}});
    groups.back().findings.push_back(&finding);
    count(finding.severity, groups.back());
  }
  for (Group& group : groups)
    std::ranges::stable_sort(group.findings, std::greater(),
                             [](const Finding* one) { return one->severity; });
  std::ranges::stable_sort(groups, std::greater(), [](const Group& group) {
    return std::tuple(group.errors, group.warnings, group.notes);
  });
  return groups;
}

std::string counts(std::uint32_t errors, std::uint32_t warnings, std::uint32_t notes) {
  std::string text;
  const auto add = [&](std::uint32_t number, std::string_view thing) {
    if (number > 0) text.append(text.empty() ? "" : ", ").append(counted(number, thing));
  };
  add(errors, "error");
  add(warnings, "warning");
  add(notes, "note");
  return text.empty() ? "no findings" : text;
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Report& report) : report_(report), locator_(report) {}

  std::string write() {
    const Summary& summary = report_.summary;
    text_ = text::format("### lockstep: {}\n\nIn {}: {}.\n",
                         counts(summary.errors, summary.warnings, summary.notes),
                         markdown_text(scope_text(summary)), details_text(summary));
    left_ = summary.errors + summary.warnings + summary.notes;
    const std::vector<Group> groups = group_by_file(report_);
    for (const Group& group : groups) {
      if (!write_group(group, groups.size() == 1)) break;
    }
    if (left_ > 0) {
      text_ += text::format(
          "\n{} left out: a comment on GitHub has at most 65,536 characters. `lockstep lint` prints all.\n",
          counted(left_, "more finding") + (left_ == 1 ? " is" : " are"));
    }
    return std::move(text_);
  }

 private:
  // False where the rest doesn't fit.
  bool write_group(const Group& group, bool open) {
    const ReportFile& file = locator_.file(group.file);
    const std::string& name = file.migration.empty() ? file.source.path() : file.migration;
    const std::string head = text::format(
        "\n<details{}>\n<summary><b>{}</b>: {}</summary>\n\n", open ? " open" : "",
        html_text(shortened(valid_utf8(name), kMaxName)), counts(group.errors, group.warnings, group.notes));
    if (!fits(head.size() + kMaxMessage)) return false;
    text_ += head;
    const bool all = std::ranges::all_of(group.findings, [this](const Finding* one) { return add(*one); });
    text_ += "\n</details>\n";
    return all;
  }

  // Without its advice where that is too long.
  bool add(const Finding& finding) {
    const std::string head = headline(finding);
    const std::string advice = finding.advice.empty() ? "" : "\n" + advice_text(finding.advice);
    if (!fits(head.size())) return false;
    text_ += head;
    if (fits(advice.size())) text_ += advice;
    --left_;
    return true;
  }

  std::string headline(const Finding& finding) {
    const RuleDescription* rule = locator_.rule(finding.rule);
    std::string id = code_span(finding.rule);
    if (rule != nullptr && !rule->help_uri.empty()) id = text::format("[{}]({})", id, rule->help_uri);
    return text::format("- **{}** in line {}: {} ({})\n", severity_name(finding.severity),
                        locator_.position(finding.file, finding.span.begin).line,
                        markdown_text(shortened(valid_utf8(finding.message), kMaxMessage)), id);
  }

  [[nodiscard]] bool fits(std::size_t more) const { return text_.size() + more + kReserve <= kMaxComment; }

  const Report& report_;
  Locator locator_;
  std::string text_;
  std::uint32_t left_ = 0;
};

}  // namespace

void write_markdown(const Report& report, std::ostream& out) { out << MarkdownWriter(report).write(); }

}  // namespace lockstep
