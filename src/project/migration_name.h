#pragma once
// What the name of a migration says, and times as people write them. Called by `cli` and rules.

#include <cstdint>
#include <optional>
#include <string_view>

namespace lockstep::project {

struct MigrationName {
  std::string_view time;         // "20240131120000" or "20240131-120000"
  std::string_view description;  // behind the underscore
  std::optional<std::int64_t> seconds;  // since 1970; none where there is no such day or hour

  [[nodiscard]] bool dashed() const { return time.contains('-'); }
};

// Nothing where no time of 14 digits and an underscore lead the name.
[[nodiscard]] std::optional<MigrationName> split_name(std::string_view name);

// "2024-01-31T12:00:00Z", or as names have it; UTC.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace lockstep::project
