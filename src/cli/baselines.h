#pragma once
// Baselines: the findings that a project had when it began with lockstep, so that only later ones count.
// `lint` leaves out what a baseline has; `baseline` writes it.

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "project/config.h"
#include "support/finding.h"
#include "support/result.h"

namespace lockstep::cli {

// A finding as a baseline names it: wherever its lines move to, but only in its own migration.
struct BaselineEntry {
  std::string migration;
  std::string rule;
  std::string object;
  std::string fingerprint;
  friend auto operator<=>(const BaselineEntry&, const BaselineEntry&) = default;
};
using BaselineEntries = std::set<BaselineEntry>;

struct Baseline {
  std::string path;        // absolute
  std::string display;
  bool configured = true;  // lockstep.toml names it
  BaselineEntries known;   // what the file has
  BaselineEntries found;   // what this run found, known or not
  std::set<std::string> migrations;  // that this run reported on

  // Takes note of a finding; true where the file has it.
  bool add(const std::string& migration, const Finding& finding);
  // Entries of the run's migrations that nothing matches any more.
  [[nodiscard]] std::size_t count_stale() const;
};

class Baselines {
 public:
  enum class Use : std::uint8_t { reading, writing };
  explicit Baselines(Use use) : use_(use) {}

  // Reads the baseline of a configuration, if it names one. To write one it need neither be there nor named.
  [[nodiscard]] Result<void> open(const project::Config& config);
  // Null: the configuration has none.
  [[nodiscard]] Baseline* of(const project::Config& config);
  [[nodiscard]] const std::map<std::string, Baseline>& all() const { return by_path_; }

 private:
  [[nodiscard]] std::string path_of(const project::Config& config) const;

  Use use_;
  std::map<std::string, Baseline> by_path_;  // several configurations may share one
};

[[nodiscard]] Result<BaselineEntries> parse_baseline(const std::string& text);
// One entry a line, sorted: a change of it reads well in a review.
[[nodiscard]] std::string write_baseline(const BaselineEntries& entries);

}  // namespace lockstep::cli
