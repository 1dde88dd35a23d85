#include <string_view>

#include "reporters/json_writer.h"
#include "reporters/locate.h"
#include "reporters/reporter.h"

namespace lockstep {
namespace {

void write_summary(const Summary& summary, JsonWriter& json) {
  json.open_object("summary");
  json.number("files", summary.files);
  json.number("statements", summary.statements);
  json.number("errors", summary.errors);
  json.number("warnings", summary.warnings);
  json.number("notes", summary.notes);
  json.number("skipped", summary.skipped);
  json.close_object();
}

void write_position(const Position& position, JsonWriter& json) {
  json.number("line", position.line);
  json.number("column", position.column);
}

void write_range(const Range& range, JsonWriter& json) {
  write_position(range.begin, json);
  json.number("endLine", range.end.line);
  json.number("endColumn", range.end.column);
}

void write_related(const Finding& finding, Locator& locator, JsonWriter& json) {
  json.open_array("related");
  for (const Related& related : finding.related) {
    json.open_object();
    json.member("file", locator.file(related.file).source.path());
    write_position(locator.position(related.file, related.span.begin), json);
    json.member("message", related.message);
    json.close_object();
  }
  json.close_array();
}

void write_fix(const Finding& finding, Locator& locator, JsonWriter& json) {
  if (!finding.fix) return json.null("fix");
  json.open_object("fix");
  json.member("title", finding.fix->title);
  json.flag("safe", finding.fix->safe);
  json.open_array("edits");
  for (const Edit& edit : finding.fix->edits) {
    json.open_object();
    json.number("offset", edit.span.begin);
    json.number("length", edit.span.size());
    write_range(locator.range(finding.file, edit.span), json);
    json.member("text", edit.text);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

void write_finding(const Finding& finding, Locator& locator, JsonWriter& json) {
  const ReportFile& file = locator.file(finding.file);
  const RuleDescription* rule = locator.rule(finding.rule);
  json.open_object();
  json.member("rule", finding.rule);
  json.member("severity", severity_name(finding.severity));
  json.member("message", finding.message);
  json.member_or_null("advice", finding.advice);
  json.member_or_null("docs", rule == nullptr ? std::string_view() : rule->help_uri);
  json.member_or_null("migration", file.migration);
  json.member("file", file.source.path());
  write_range(locator.range(finding.file, finding.span), json);
  json.member_or_null("object", finding.object);
  write_related(finding, locator, json);
  write_fix(finding, locator, json);
  json.member("fingerprint", finding.fingerprint);
  json.close_object();
}

}  // namespace

void write_json(const Report& report, std::ostream& out) {
  Locator locator(report);
  JsonWriter json(out);
  json.open_object();
  json.member("version", report.version);
  write_summary(report.summary, json);
  json.open_array("findings");
  for (const Finding& finding : report.findings) {
    if (!finding.allowed) write_finding(finding, locator, json);
  }
  json.close_array();
  json.close_object();
  out << '\n';
}

}  // namespace lockstep
