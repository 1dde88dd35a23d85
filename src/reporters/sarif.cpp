// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) as GitHub's code scanning reads it:
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reporters/escape.h"
#include "reporters/json_writer.h"
#include "reporters/locate.h"
#include "reporters/reporter.h"
#include "reporters/sarif_text.h"
#include "support/text.h"
#include "support/utf8.h"

namespace lockstep {
namespace {

// Code scanning shows no more than these, and refuses a file with five times the results or ten times
// the places of one.
constexpr std::size_t kMaxResults = 5000;
constexpr std::size_t kMaxRelated = 100;
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxDescription = 1024;

constexpr std::string_view kRoot = "SRCROOT";

struct Selection {
  std::vector<const Finding*> findings;  // in the report's order
  std::size_t left_out = 0;
};

// Of too many findings the most severe; those that are allowed come last.
Selection select(const Report& report, const SarifOptions& options) {
  Selection selection;
  std::vector<const Finding*>& findings = selection.findings;
  for (const Finding& finding : report.findings) {
    if (options.suppressed || !finding.allowed) findings.push_back(&finding);
  }
  if (findings.size() <= kMaxResults) return selection;
  selection.left_out = findings.size() - kMaxResults;
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    if (a->allowed.has_value() != b->allowed.has_value()) return b->allowed.has_value();
    return a->severity > b->severity;
  });
  findings.resize(kMaxResults);
  std::sort(findings.begin(), findings.end());  // by place in the report's vector
  return selection;
}

bool is_text(const Fix& fix) {
  return std::all_of(fix.edits.begin(), fix.edits.end(), [](const Edit& edit) {
    return utf8::find_invalid(edit.text) == std::string_view::npos;
  });
}

class SarifWriter {
 public:
  SarifWriter(const Report& report, const SarifOptions& options, std::ostream& out)
      : report_(report), selection_(select(report, options)), locator_(report), json_(out) {}

  void write() {
    json_.open_object();
    json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.member("version", "2.1.0");
    json_.open_array("runs");
    json_.open_object();
    write_tool();
    write_invocation();
    write_bases();
    json_.member("columnKind", "unicodeCodePoints");
    json_.member("defaultEncoding", "UTF-8");
    json_.open_array("results");
    for (const Finding* finding : selection_.findings) write_result(*finding);
    json_.close_array();
    json_.close_object();
    json_.close_array();
    json_.close_object();
  }

 private:
  // {"text": ...} as the value of `name`: a message, or the content of an edit.
  void write_text(std::string_view name, std::string_view value) {
    json_.open_object(name);
    json_.member("text", value);
    json_.close_object();
  }

  void write_tool() {
    json_.open_object("tool");
    json_.open_object("driver");
    json_.member("name", "lockstep");
    json_.member("version", report_.version);
    json_.member("semanticVersion", report_.version);
    json_.open_array("rules");
    for (const RuleDescription& rule : report_.rules) write_rule(rule);
    json_.close_array();
    json_.close_object();
    json_.close_object();
  }

  void write_rule(const RuleDescription& rule) {
    const std::string paragraph = sarif::first_paragraph(rule.markdown);
    const std::string& description = paragraph.empty() ? rule.summary : paragraph;
    const std::string& page = rule.markdown.empty() ? rule.summary : rule.markdown;
    json_.open_object();
    json_.member("id", rule.id);
    json_.member("name", shortened(sarif::pascal_case(rule.id), kMaxName));
    write_text("shortDescription", shortened(sarif::sentence(rule.summary), kMaxDescription));
    write_text("fullDescription", shortened(sarif::sentence(description), kMaxDescription));
    json_.open_object("help");
    json_.member("text", page);
    json_.member("markdown", page);
    json_.close_object();
    if (!rule.help_uri.empty()) json_.member("helpUri", rule.help_uri);
    json_.open_object("defaultConfiguration");
    json_.member("level", sarif::level(rule.severity));
    json_.close_object();
    json_.open_object("properties");
    json_.open_array("tags");
    json_.text("postgres");
    json_.text("migration");
    if (!rule.group.empty()) json_.text(rule.group);
    json_.close_array();
    json_.member("precision", "high");
    json_.member("problem.severity", sarif::problem_severity(rule.severity));
    json_.close_object();
    json_.close_object();
  }

  void write_invocation() {
    json_.open_array("invocations");
    json_.open_object();
    json_.flag("executionSuccessful", true);
    if (selection_.left_out > 0) {
      json_.open_array("toolExecutionNotifications");
      json_.open_object();
      json_.member("level", "warning");
      write_text("message",
                 text::format("{} less severe results were left out: code scanning shows {} of a run.",
                              selection_.left_out, kMaxResults));
      json_.close_object();
      json_.close_array();
    }
    json_.close_object();
    json_.close_array();
  }

  // Where the root is, a consumer knows best: a path of this machine has no place in a report.
  void write_bases() {
    json_.open_object("originalUriBaseIds");
    json_.open_object(kRoot);
    write_text("description", "The root of the project.");
    json_.close_object();
    json_.close_object();
  }

  void write_result(const Finding& finding) {
    json_.open_object();
    json_.member("ruleId", finding.rule);
    if (const auto index = locator_.rule_index(finding.rule)) json_.number("ruleIndex", *index);
    json_.member("level", sarif::level(finding.severity));
    write_text("message", sarif::message_text(finding));
    json_.open_array("locations");
    json_.open_object();
    write_place(finding.file, finding.span, finding.label);
    if (!finding.object.empty()) write_object(finding.object);
    json_.close_object();
    json_.close_array();
    if (!finding.related.empty()) write_related(finding);
    json_.open_object("partialFingerprints");
    json_.member("lockstep/v1", finding.fingerprint);
    json_.close_object();
    if (finding.allowed) write_suppression(*finding.allowed, finding.allowed_in_source);
    if (finding.fix && is_text(*finding.fix)) write_fix(finding.file, *finding.fix);
    json_.close_object();
  }

  void write_place(std::uint32_t file, Span span, std::string_view message) {
    json_.open_object("physicalLocation");
    write_artifact(file);
    json_.open_object("region");
    write_range(locator_.range(file, span));
    json_.close_object();
    json_.close_object();
    if (!message.empty()) write_text("message", sarif::sentence(message));
  }

  void write_artifact(std::uint32_t file) {
    const std::string& path = locator_.file(file).source.path();
    json_.open_object("artifactLocation");
    json_.member("uri", sarif::uri(path));
    if (!path.starts_with('/')) json_.member("uriBaseId", kRoot);
    json_.close_object();
  }

  void write_range(const Range& range) {
    json_.number("startLine", range.begin.line);
    json_.number("startColumn", range.begin.column);
    json_.number("endLine", range.end.line);
    json_.number("endColumn", range.end.column);
  }

  void write_object(std::string_view object) {
    json_.open_array("logicalLocations");
    json_.open_object();
    json_.member("fullyQualifiedName", visible(object));
    json_.close_object();
    json_.close_array();
  }

  void write_related(const Finding& finding) {
    const std::size_t count = std::min(finding.related.size(), kMaxRelated);
    json_.open_array("relatedLocations");
    for (std::size_t i = 0; i < count; ++i) {
      const Related& related = finding.related[i];
      json_.open_object();
      json_.number("id", i);
      write_place(related.file, related.span, related.message);
      json_.close_object();
    }
    json_.close_array();
  }

  void write_suppression(std::string_view reason, bool in_source) {
    json_.open_array("suppressions");
    json_.open_object();
    json_.member("kind", in_source ? "inSource" : "external");
    if (!reason.empty()) json_.member("justification", visible(reason));
    json_.close_object();
    json_.close_array();
  }

  void write_fix(std::uint32_t file, const Fix& fix) {
    json_.open_array("fixes");
    json_.open_object();
    const std::string unsafe = fix.safe ? "" : " (unsafe: it may change what the migration does)";
    write_text("description", sarif::sentence(fix.title + unsafe));
    json_.open_array("artifactChanges");
    json_.open_object();
    write_artifact(file);
    json_.open_array("replacements");
    for (const Edit& edit : fix.edits) write_edit(file, edit);
    json_.close_array();
    json_.close_object();
    json_.close_array();
    json_.close_object();
    json_.close_array();
  }

  void write_edit(std::uint32_t file, const Edit& edit) {
    json_.open_object();
    json_.open_object("deletedRegion");
    write_range(locator_.range(file, edit.span));
    json_.number("byteOffset", edit.span.begin);
    json_.number("byteLength", edit.span.size());
    json_.close_object();
    if (!edit.text.empty()) write_text("insertedContent", edit.text);
    json_.close_object();
  }

  const Report& report_;
  Selection selection_;
  Locator locator_;
  JsonWriter json_;
};

}  // namespace

void write_sarif(const Report& report, const SarifOptions& options, std::ostream& out) {
  SarifWriter(report, options, out).write();
  out << '\n';
}

}  // namespace lockstep
