#pragma once
// What a rule found: plain data, made by `rules` (later also `drift`), read by `reporters`.
// Texts are lower case without a full stop; spans are bytes of the file they name.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/span.h"

namespace lockstep {

enum class Severity : std::uint8_t { off, note, warning, error };

[[nodiscard]] constexpr const char* severity_name(Severity severity) {
  switch (severity) {
    case Severity::off: return "off";
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "off";
}

struct Edit {
  Span span;         // replaced bytes; empty for an insertion
  std::string text;  // what stands there afterwards
};

struct Fix {
  std::string title;
  bool safe = false;  // an unsafe fix may change what the migration does
  std::vector<Edit> edits;  // ascending, not overlapping
};

struct Related {
  std::uint32_t file = 0;  // index into the run's files
  Span span;
  std::string message;
};

struct Finding {
  std::string rule;
  Severity severity = Severity::warning;
  std::uint32_t file = 0;  // index into the run's files
  Span span;               // the narrowest range that is wrong
  std::string message;     // what happens, to which object, under which lock
  std::string label;       // a few words under the marked range; may be empty
  std::string advice;      // what to do instead
  std::string object;      // "table.column", "index": what the finding is about; may be empty
  std::vector<Related> related;
  std::optional<Fix> fix;
  std::string fingerprint;  // the same finding in a later run, wherever its lines moved
  std::optional<std::string> allowed;  // the reason, when a directive or the configuration allows it
  bool allowed_in_source = false;  // by a comment in the file, not by the configuration
  bool secret = false;             // what stands in the range is printed nowhere
};

}  // namespace lockstep
