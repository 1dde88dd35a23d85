#pragma once
// What the rules have found in one file, on its way to the report: what is said once, what comments allow,
// what no report may print. Private to src/rules.

#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "rules/allowance.h"
#include "rules/policy.h"
#include "support/finding.h"
#include "support/span.h"

namespace lockstep::rules {

class FileFindings {
 public:
  // `rules` and `source`, the bytes of the file, outlive it.
  FileFindings(std::span<const ActiveRule> rules, std::string_view source) : rules_(rules), source_(source) {}

  // Rules report to it; keep() empties it.
  [[nodiscard]] std::vector<Finding>& reported() { return reported_; }
  // What is reported was found in `statement`, which stands in the DO block `outermost` or is that itself.
  // What a rule has found in a block as a whole isn't found again in its statements.
  void keep(Span statement, Span outermost);
  // What is reported was found where it stands.
  void keep();

  // Whether the rule speaks once in a file, and has: nothing behind this statement can take its place.
  [[nodiscard]] bool is_told(const ActiveRule& rule) const;
  // Whether a finding in the statement, or DO block, says why Postgres refuses it.
  [[nodiscard]] bool tells_failure(Span outermost) const;

  // In order, of rules that speak once in a file one each.
  void sort();
  void allow(Allowances& allowances);
  // For the report.
  [[nodiscard]] std::vector<Finding> finish();

 private:
  // A finding with the bytes that its fingerprint speaks of.
  struct Found {
    Finding finding;
    Span statement;
    Span outermost;
  };

  void note_told(const Found& found);
  void keep_first_of_file();
  void hide_secrets();
  void add_fingerprints();

  std::span<const ActiveRule> rules_;
  std::string_view source_;
  std::vector<Finding> reported_;
  std::vector<Found> found_;
  std::set<const Rule*> told_;
};

}  // namespace lockstep::rules
