#pragma once
// Finds the projects of a folder or a repository: where the schema is, and the migrations that belong
// to it. Nothing is executed; lockstep.toml is asked first, then what Prisma itself asks. Called by `cli`.

#include <string>
#include <vector>

#include "project/config.h"
#include "support/result.h"

namespace lockstep::project {

struct Project {
  std::string folder;  // absolute, of the configuration or the package that it was found by
  std::string schema;  // absolute, a file or a folder of files; empty: none was found
  std::vector<std::string> migrations;  // absolute folders, each the history of one database
};

// Top of the git checkout around an absolute folder, without asking git; empty outside one.
[[nodiscard]] std::string find_checkout(std::string folder);

// Where searches upward from an absolute folder end: the checkout's top, else "/".
[[nodiscard]] std::string search_limit(const std::string& folder);

// The migrations beside a schema: `migrations` next to the file or the folder, else the folders
// there that hold `*/migration.sql`; none of another database than Postgres.
[[nodiscard]] std::vector<std::string> migrations_beside(const std::string& schema);

// Files and folders beside a schema, there or not, that hold SQL to fill a new database: `seed.sql`,
// `seed-users.sql`, `seeds`.
[[nodiscard]] std::vector<std::string> seed_places(const std::string& schema);

// The project that a configuration names by `schema` or `migrations`; an error where these aren't there.
[[nodiscard]] Result<Project> project_of(const Config& config);

// All projects of the nearest folder, from `start` upward, that is or holds one: a package's own, or
// those of a monorepo. In byte order of their folders.
[[nodiscard]] Result<std::vector<Project>> find_projects(const std::string& start);

// The same without looking further up.
[[nodiscard]] Result<std::vector<Project>> find_projects_below(const std::string& folder);

}  // namespace lockstep::project
