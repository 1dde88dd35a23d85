#pragma once
// npm's version ranges, as far as a package.json writes them: https://github.com/npm/node-semver#ranges

#include <optional>
#include <string_view>

#include "project/runner.h"

namespace lockstep::project {

// The versions that a range allows, half open; several alternatives count as one range around them.
// Pre-releases count as the version that they lead to.
struct VersionRange {
  Version first;
  std::optional<Version> end;  // none: without an upper bound
};

// Empty for what is no range: "latest", "catalog:", "workspace:*".
[[nodiscard]] std::optional<VersionRange> parse_version_range(std::string_view text);

}  // namespace lockstep::project
