// The only source that includes nlohmann_json, which is slow to compile.
#include <nlohmann/json.hpp>

#include <string>

#include "reporters/locate.h"
#include "reporters/reporter.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

void put_range(Json& object, const Range& range) {
  object["line"] = range.begin.line;
  object["column"] = range.begin.column;
  object["endLine"] = range.end.line;
  object["endColumn"] = range.end.column;
}

Json summary_of(const Summary& summary) {
  return {{"files", summary.files},       {"statements", summary.statements}, {"errors", summary.errors},
          {"warnings", summary.warnings}, {"notes", summary.notes},           {"skipped", summary.skipped}};
}

Json related_of(const Finding& finding, Locator& locator) {
  Json list = Json::array();
  for (const Related& related : finding.related) {
    const Position position = locator.position(related.file, related.span.begin);
    list.push_back({{"file", locator.file(related.file).source.path()},
                    {"line", position.line},
                    {"column", position.column},
                    {"message", related.message}});
  }
  return list;
}

Json fix_of(const Finding& finding, Locator& locator) {
  if (!finding.fix) return nullptr;
  Json edits = Json::array();
  for (const Edit& edit : finding.fix->edits) {
    Json entry = {{"offset", edit.span.begin}, {"length", edit.span.size()}};
    put_range(entry, locator.range(finding.file, edit.span));
    entry["text"] = edit.text;
    edits.push_back(std::move(entry));
  }
  return {{"title", finding.fix->title}, {"safe", finding.fix->safe}, {"edits", std::move(edits)}};
}

Json finding_of(const Finding& finding, Locator& locator) {
  const ReportFile& file = locator.file(finding.file);
  const RuleDescription* rule = locator.rule(finding.rule);
  Json object = {{"rule", finding.rule},
                 {"severity", severity_name(finding.severity)},
                 {"message", finding.message},
                 {"advice", text_or_null(finding.advice)},
                 {"docs", rule == nullptr ? Json(nullptr) : text_or_null(rule->help_uri)},
                 {"migration", text_or_null(file.migration)},
                 {"file", file.source.path()}};
  put_range(object, locator.range(finding.file, finding.span));
  object["object"] = text_or_null(finding.object);
  object["related"] = related_of(finding, locator);
  object["fix"] = fix_of(finding, locator);
  object["fingerprint"] = finding.fingerprint;
  return object;
}

}  // namespace

void write_json(const Report& report, std::ostream& out) {
  Locator locator(report);
  Json findings = Json::array();
  for (const Finding& finding : report.findings) {
    if (!finding.allowed) findings.push_back(finding_of(finding, locator));
  }
  const Json json = {{"version", report.version},
                     {"summary", summary_of(report.summary)},
                     {"findings", std::move(findings)}};
  // ASCII, so that what reorders text on a screen stays an escape; invalid UTF-8 becomes U+FFFD.
  out << json.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

}  // namespace lockstep
