#include "reporters/summary_text.h"

#include "reporters/escape.h"
#include "support/counted.h"
#include "support/text.h"

namespace lockstep {

std::string scope_text(const Summary& summary) {
  return summary.scope.empty() ? counted(summary.files, "file") : visible(summary.scope);
}

std::string details_text(const Summary& summary) {
  std::string text = counted(summary.statements, "statement");
  if (summary.skipped > 0) text += text::format(" ({} not analysed)", summary.skipped);
  if (summary.allowed > 0) text += text::format(", {} allowed", counted(summary.allowed, "finding"));
  if (summary.baseline > 0)
    text += text::format(", {} in the baseline", counted(summary.baseline, "finding"));
  if (summary.replayed > 0)
    text += text::format(", {} only replayed", counted(summary.replayed, "older file"));
  return text;
}

}  // namespace lockstep
