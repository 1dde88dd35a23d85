#pragma once
// A folder of migrations as it lies on disk, in the order in which the migration tool applies it.
// Called by `cli`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"
#include "support/span.h"

namespace lockstep::project {

struct MigrationFile {
  std::string name;     // of the migration: its folder, or its file without ".sql"
  std::string path;     // absolute
  std::string display;  // as reports print it
  std::optional<std::string> bytes = std::nullopt;  // where these aren't the file's own
};

// The migrations of one database.
struct History {
  std::string folder;  // absolute
  std::vector<MigrationFile> files;  // in byte order of their names, as Prisma applies them
  // Folders beside these without a migration.sql, on which Prisma gives up; their paths are where it would
  // be.
  std::vector<MigrationFile> missing = {};
  // They are all that ever ran, from an empty database on.
  bool complete = true;
};

// As reports print an absolute path: seen from `root`; as it is where that is empty.
[[nodiscard]] std::string display_path(const std::string& path, const std::string& root);

// The migration that a file is, by its path inside a folder of migrations; empty where it is none.
[[nodiscard]] std::string migration_of(std::string_view inside);

// Prisma's note of the database that the migrations are for.
inline constexpr std::string_view kLockFile = "migration_lock.toml";
struct LockedProvider {
  std::string name;  // empty when the file says none
  Span span;         // between the quotes
};
[[nodiscard]] LockedProvider locked_provider(std::string_view lock_file);

// Reads a folder of `<name>/migration.sql`, or of flat `<digits>_<name>.sql`. No files: it is none.
[[nodiscard]] Result<History> read_history(const std::string& folder, const std::string& root);

// Any .sql files that lie in the folder itself, each of which may be anything.
[[nodiscard]] Result<History> read_sql_files(const std::string& folder, const std::string& root);

// Also of a folder that is closed to us: reading it tells why.
[[nodiscard]] bool holds_migrations(const std::string& folder);
// The same for `<name>/migration.sql` alone, which nothing but Prisma's migrations looks like.
[[nodiscard]] bool holds_migration_folders(const std::string& folder);

// "postgresql" and its other names; CockroachDB reads the same SQL.
[[nodiscard]] bool is_postgres(std::string_view provider);

// False where Prisma noted in migration_lock.toml that the migrations are another database's.
[[nodiscard]] bool may_be_for_postgres(const std::string& folder);

// The folder of migrations that a single file belongs to, judged by its path and its neighbours;
// empty where it stands alone.
[[nodiscard]] std::string migrations_folder_of(const std::string& path);

}  // namespace lockstep::project
