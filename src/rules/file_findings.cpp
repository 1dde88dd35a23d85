#include "rules/file_findings.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "rules/fingerprint.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

void hide(std::string_view secret, std::string& text) {
  constexpr std::string_view kHidden = "***";
  for (std::size_t at = text.find(secret); at != std::string::npos;
       at = text.find(secret, at + kHidden.size()))
    text.replace(at, secret.size(), kHidden);
}

void hide(std::string_view secret, Finding& finding) {
  for (std::string* text : {&finding.message, &finding.label, &finding.advice, &finding.object})
    hide(secret, *text);
  if (finding.allowed) hide(secret, *finding.allowed);
  // With asterisks in place of the secret it would change what the statement does.
  if (finding.fix &&
      std::ranges::any_of(finding.fix->edits, [&](const Edit& edit) { return edit.text.contains(secret); }))
    finding.fix.reset();
}

}  // namespace

void FileFindings::keep(Span statement, Span outermost) {
  for (Finding& finding : std::exchange(reported_, {})) {
    const auto is_known = [&](const Found& found) {
      return found.statement == outermost && found.finding.rule == finding.rule &&
             found.finding.span == finding.span;
    };
    if (statement != outermost && std::ranges::any_of(found_, is_known)) continue;
    found_.push_back({.finding = std::move(finding), .statement = statement, .outermost = outermost});
    note_told(found_.back());
  }
}

void FileFindings::keep() {
  for (Finding& finding : std::exchange(reported_, {})) {
    const Span span = finding.span;
    found_.push_back({.finding = std::move(finding), .statement = span, .outermost = span});
  }
}

// Of the findings of a rule that speaks once in a file the first of the worst is kept. Behind the statement
// that it stands in none can be earlier; one about what stands before its statement, a comment, may still
// come.
void FileFindings::note_told(const Found& found) {
  if (found.finding.span.begin < found.statement.begin) return;
  for (const ActiveRule& active : rules_) {
    if (active.rule->info.once_per_file && active.rule->info.id == found.finding.rule &&
        found.finding.severity >= active.severity)
      told_.insert(active.rule);
  }
}

bool FileFindings::is_told(const ActiveRule& rule) const {
  return rule.rule->info.once_per_file && told_.contains(rule.rule);
}

bool FileFindings::tells_failure(Span outermost) const {
  return std::ranges::any_of(found_, [&](const Found& found) {
    return found.outermost == outermost && find_rule(found.finding.rule)->info.tells_failure;
  });
}

void FileFindings::sort() {
  std::ranges::stable_sort(found_, {}, [](const Found& found) {
    const Finding& f = found.finding;
    return std::tuple(f.span.begin, std::string_view(f.rule), f.span.end, std::string_view(f.message));
  });
  keep_first_of_file();
}

void FileFindings::allow(Allowances& allowances) {
  for (Found& found : found_) allowances.apply(found.finding, found.outermost);
}

std::vector<Finding> FileFindings::finish() {
  add_fingerprints();
  hide_secrets();
  std::vector<Finding> findings;
  for (Found& found : found_) findings.push_back(std::move(found.finding));
  return findings;
}

// The findings are in order.
void FileFindings::keep_first_of_file() {
  for (const ActiveRule& active : rules_) {
    if (!active.rule->info.once_per_file) continue;
    const auto is_of_rule = [&](const Found& found) { return found.finding.rule == active.rule->info.id; };
    auto kept = std::ranges::find_if(found_, is_of_rule);
    if (kept == found_.end()) continue;
    for (auto other = kept + 1; other != found_.end(); ++other) {
      if (is_of_rule(*other) && other->finding.severity > kept->finding.severity) kept = other;
    }
    found_.erase(std::remove_if(kept + 1, found_.end(), is_of_rule), found_.end());
    found_.erase(std::remove_if(found_.begin(), kept, is_of_rule), kept);
  }
}

// Advice and messages of other rules quote the source, too.
void FileFindings::hide_secrets() {
  for (const Found& secret : found_) {
    if (!secret.finding.secret) continue;
    const Span span = secret.finding.span;
    for (Found& found : found_) hide(source_.substr(span.begin, span.size()), found.finding);
  }
}

void FileFindings::add_fingerprints() {
  std::map<std::string, std::uint32_t> seen;
  for (Found& found : found_) {
    Finding& finding = found.finding;
    const std::string_view statement = source_.substr(found.statement.begin, found.statement.size());
    finding.fingerprint = fingerprint(finding.rule, finding.object, statement, 0);
    const std::uint32_t ordinal = seen[finding.fingerprint]++;
    if (ordinal > 0) finding.fingerprint = fingerprint(finding.rule, finding.object, statement, ordinal);
  }
}

}  // namespace lockstep::rules
