#pragma once
// What stands around a project and tells how lockstep may be put to work there: hook managers, CI, and
// the Postgres that development runs against. Text only, nothing is executed. Called by `cli`.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::project {

enum class HookManager : std::uint8_t { none, pre_commit, husky, lefthook };
enum class Ci : std::uint8_t { none, github, gitlab };

// A file that starts a Postgres of this major version in a container.
struct PostgresImage {
  int version = 0;
  std::string file;  // absolute
};

struct Surroundings {
  std::string top;  // absolute: of the checkout, else the folder itself
  HookManager hooks = HookManager::none;
  std::string hooks_file;  // absolute: where a hook is written down; empty with no manager
  Ci ci = Ci::none;
  std::vector<PostgresImage> images;  // files of the folder, then those of the top; each version once a file
};

[[nodiscard]] Surroundings look_around(const std::string& folder);

// Major versions of the images of Postgres that a compose file or a CI configuration names:
// "postgres:16-alpine", "postgis/postgis:16-3.4", "pgvector/pgvector:pg16". In ascending order.
[[nodiscard]] std::vector<int> postgres_versions(std::string_view text);

}  // namespace lockstep::project
