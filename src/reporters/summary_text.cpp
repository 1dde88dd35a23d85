#include "reporters/summary_text.h"

#include <fmt/format.h>

#include "reporters/escape.h"
#include "support/counted.h"

namespace lockstep {

std::string scope_text(const Summary& summary) {
  return summary.scope.empty() ? counted(summary.files, "file") : visible(summary.scope);
}

std::string details_text(const Summary& summary) {
  std::string text = counted(summary.statements, "statement");
  if (summary.skipped > 0) text += fmt::format(" ({} not analysed)", summary.skipped);
  if (summary.allowed > 0) text += fmt::format(", {} allowed", counted(summary.allowed, "finding"));
  if (summary.baseline > 0) text += fmt::format(", {} in the baseline", counted(summary.baseline, "finding"));
  if (summary.replayed > 0)
    text += fmt::format(", {} only replayed", counted(summary.replayed, "older file"));
  return text;
}

}  // namespace lockstep
