#pragma once
// Globs, as lockstep.toml names files and tables by. Pure functions, called by `cli` and `rules`.

#include <string_view>

namespace lockstep::project {

// `?` is one character, `*` any run of them, neither of them a slash; `**` is any run, `**/` also none at
// all: "a/**/b" is "a/b", too. The pattern speaks of the whole text.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

// The same for a path or any folder above it: "prisma/migrations/2024*" means all that lies in these folders.
[[nodiscard]] bool glob_covers(std::string_view pattern, std::string_view path);

}  // namespace lockstep::project
