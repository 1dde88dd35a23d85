#include "cli/outputs.h"

#include <sstream>
#include <utility>
#include <vector>

#include "project/migrations.h"
#include "reporters/reporter.h"
#include "support/file.h"
#include "support/terminal.h"

namespace lockstep::cli {
namespace {

// People read paths from where they stand; machines from the root, wherever the run was started.
Report seen_from(const Report& report, const std::string& root, const std::string& folder) {
  Report seen = report;
  for (ReportFile& file : seen.files) {
    const std::string path = file.source.path();
    if (path.starts_with('/')) continue;
    file.source =
        SourceFile(file::relative(file::join(root, path), folder), std::string(file.source.bytes()));
  }
  return seen;
}

std::string text_of(const Report& report, const Plan& plan, const LintOptions& options, bool to_terminal) {
  const TextOptions text{
      .colour = to_terminal && options.colour && terminal::wants_colour(terminal::Stream::output),
      .quiet = options.quiet,
      .time = to_terminal && terminal::is_terminal(terminal::Stream::output),
      .statistics = options.statistics};
  std::ostringstream out;
  const std::string current = file::absolute(".");
  if (current == plan.root) {
    write_text(report, text, out);
  } else {
    write_text(seen_from(report, plan.root, current), text, out);
  }
  return std::move(out).str();
}

std::string render(const Report& report, const Plan& plan, const LintOptions& options, const Output& output) {
  std::ostringstream out;
  switch (output.format) {
    case Format::text: return text_of(report, plan, options, output.path.empty());
    case Format::json: write_json(report, out); break;
    case Format::sarif: write_sarif(report, {.suppressed = options.sarif_suppressed}, out); break;
    case Format::github: write_github(report, out); break;
    case Format::markdown: write_markdown(report, out); break;
  }
  return std::move(out).str();
}

}  // namespace

Result<void> write_outputs(const Report& report, const Plan& plan, const LintOptions& options) {
  std::vector<file::PendingFile> files;
  std::string printed;
  for (const Output& output : options.outputs) {
    std::string text = render(report, plan, options, output);
    if (output.path.empty()) {
      printed = std::move(text);
      continue;
    }
    auto pending = file::PendingFile::write(output.path, text);
    if (!pending) return std::unexpected(std::move(pending.error()));
    files.push_back(std::move(*pending));
  }
  for (file::PendingFile& pending : files) {
    if (auto done = pending.commit(); !done) return done;
  }
  return file::write_standard_output(printed);
}

}  // namespace lockstep::cli
