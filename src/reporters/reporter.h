#pragma once
// Report -> text, JSON, SARIF, GitHub workflow commands, Markdown. Pure functions: same report, same bytes.
// Lines and columns are 1-based; columns count characters (code points), SARIF's likewise.

#include <ostream>
#include <string>

#include "reporters/report.h"

namespace lockstep {

struct TextOptions {
  bool colour = false;
  bool quiet = false;    // findings only: no frames, no closing line
  bool time = false;     // print the run's time in the closing line
  bool statistics = false;  // counts by rule
};

void write_text(const Report& report, const TextOptions& options, std::ostream& out);

// The shape of docs/report.schema.json. Allowed findings are left out.
void write_json(const Report& report, std::ostream& out);

struct SarifOptions {
  bool suppressed = false;  // also the allowed findings, as suppressed results
};

// SARIF 2.1.0 within code scanning's limits; what doesn't fit is cut by severity.
void write_sarif(const Report& report, const SarifOptions& options, std::ostream& out);

// GitHub Actions workflow commands: ::error file=...,line=...
void write_github(const Report& report, std::ostream& out);

// A summary for a comment on a pull request: findings folded by migration, the worst first. What doesn't
// fit into a comment of GitHub is left out, and the last line says so.
void write_markdown(const Report& report, std::ostream& out);

}  // namespace lockstep
