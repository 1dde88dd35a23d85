#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reporters/colour.h"
#include "reporters/escape.h"
#include "reporters/frame.h"
#include "reporters/locate.h"
#include "reporters/reporter.h"
#include "reporters/summary_text.h"
#include "support/counted.h"
#include "support/text.h"

namespace lockstep {
namespace {

void append_part(std::string& list, std::string_view part) {
  if (!list.empty()) list += ", ";
  list += part;
}

class TextWriter {
 public:
  TextWriter(const Report& report, const TextOptions& options, std::ostream& out)
      : report_(report), options_(options), palette_(options.colour), locator_(report), out_(out) {
    for (const Finding& finding : report.findings) {
      if (finding.secret) secrets_[finding.file].push_back(finding.span);
    }
  }

  void write() {
    for (const Finding& finding : report_.findings) {
      if (finding.allowed) continue;
      write_header(finding);
      if (!options_.quiet) write_body(finding);
    }
    if (options_.quiet) return;
    if (options_.statistics) write_statistics();
    write_closing();
  }

 private:
  std::string place(std::uint32_t file, std::uint32_t offset) {
    const Position position = locator_.position(file, offset);
    return text::format("{}:{}:{}", visible_line(locator_.file(file).source.path()), position.line,
                        position.column);
  }

  void write_header(const Finding& finding) {
    out_ << palette_.paint(Style::bold, place(finding.file, finding.span.begin)) << ": "
         << palette_.paint(style_of(finding.severity), severity_name(finding.severity)) << ": "
         << palette_.paint(Style::bold, visible(finding.message)) << " [" << visible(finding.rule) << "]\n";
  }

  void write_body(const Finding& finding) {
    const Frame frame{.file = finding.file,
                      .span = finding.span,
                      .label = finding.label,
                      .style = style_of(finding.severity),
                      .secrets = secrets_[finding.file]};
    write_frame(frame, locator_, palette_, out_);
    if (!finding.advice.empty()) write_remark("help", finding.advice);
    if (finding.fix) write_remark(finding.fix->safe ? "fix" : "unsafe fix", finding.fix->title);
    for (const Related& related : finding.related) {
      write_remark("note", text::format("{}: {}", place(related.file, related.span.begin), related.message));
    }
    const bool first_of_rule = explained_.insert(finding.rule).second;
    if (first_of_rule && locator_.rule(finding.rule) != nullptr) {
      write_remark("more", text::format("lockstep explain {}", finding.rule));
    }
    out_ << '\n';
  }

  // Further lines of an advice stand under its first.
  void write_remark(std::string_view kind, std::string_view text) {
    const std::string margin(kGutter + 1, ' ');
    std::string lead =
        margin + palette_.paint(Style::dim, "=") + " " + palette_.paint(Style::bold, kind) + ": ";
    for (const std::string_view line : split_lines(text)) {
      out_ << lead << visible_line(line) << '\n';
      lead = margin + std::string(kind.size() + 4, ' ');
    }
  }

  void write_statistics() {
    std::map<std::string_view, std::uint64_t> counts;
    for (const Finding& finding : report_.findings) {
      if (!finding.allowed) ++counts[finding.rule];
    }
    std::vector<std::pair<std::string_view, std::uint64_t>> rows(counts.begin(), counts.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::size_t widest = 0;
    for (const auto& [rule, count] : rows) widest = std::max(widest, rule.size());
    for (const auto& [rule, count] : rows) {
      out_ << text::format("{:>{}}  {}", count, kGutter, visible(rule));
      const RuleDescription* description = locator_.rule(rule);
      if (description != nullptr) {
        out_ << std::string(widest - rule.size() + 2, ' ') << visible(description->summary);
      }
      out_ << '\n';
    }
    if (!rows.empty()) out_ << '\n';
  }

  void write_closing() {
    const Summary& summary = report_.summary;
    std::string counts;
    if (summary.errors > 0) append_part(counts, palette_.paint(Style::red, counted(summary.errors, "error")));
    if (summary.warnings > 0)
      append_part(counts, palette_.paint(Style::yellow, counted(summary.warnings, "warning")));
    if (summary.notes > 0) append_part(counts, palette_.paint(Style::cyan, counted(summary.notes, "note")));
    if (counts.empty()) counts = palette_.paint(Style::green, "no findings");
    out_ << counts << " in " << scope_text(summary) << ": " << details_text(summary);
    if (options_.time) out_ << text::format(", {:.2f} s", summary.seconds);
    out_ << '\n';
  }

  const Report& report_;
  const TextOptions& options_;
  Palette palette_;
  Locator locator_;
  std::ostream& out_;
  std::set<std::string_view> explained_;
  std::map<std::uint32_t, std::vector<Span>> secrets_;  // by file; other findings' lines show them, too
};

}  // namespace

void write_text(const Report& report, const TextOptions& options, std::ostream& out) {
  TextWriter(report, options, out).write();
}

}  // namespace lockstep
