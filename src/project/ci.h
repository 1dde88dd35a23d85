#pragma once
// What a continuous integration system says about the run that it has started. Called by `cli`.

#include <optional>
#include <string>

namespace lockstep::project {

// The reference that the commits of this run are to be compared with, where GitHub Actions or GitLab runs us
// for this checkout: the target of a pull request, else what the default branch had before the push.
[[nodiscard]] std::optional<std::string> base_of_ci(const std::string& checkout);

}  // namespace lockstep::project
