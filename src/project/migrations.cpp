#include "project/migrations.h"

#include <algorithm>

#include "support/file.h"

namespace lockstep::project {
namespace {

constexpr std::string_view kMigrationFile = "migration.sql";
constexpr std::string_view kLockFile = "migration_lock.toml";
constexpr std::string_view kSuffix = ".sql";

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_sql_file(const file::Entry& entry) {
  return entry.kind == file::Kind::regular && entry.name.size() > kSuffix.size() &&
         entry.name.ends_with(kSuffix);
}

// "20240131120000_add_orders.sql"; the other direction of such a pair ("...down.sql") is never applied going
// forward.
bool is_flat_migration(const file::Entry& entry) {
  if (!is_sql_file(entry) || entry.name.ends_with(".down.sql")) return false;
  const auto end = std::ranges::find_if_not(entry.name, is_digit);
  return end != entry.name.begin() && *end == '_';
}

std::string without_suffix(const std::string& name) { return name.substr(0, name.size() - kSuffix.size()); }

MigrationFile migration(std::string name, std::string path, const std::string& root) {
  std::string display = display_path(path, root);
  return {.name = std::move(name), .path = std::move(path), .display = std::move(display)};
}

}  // namespace

std::string display_path(const std::string& path, const std::string& root) {
  return root.empty() ? path : file::relative(path, root);
}

Result<History> read_history(const std::string& folder, const std::string& root) {
  auto entries = file::list(folder);
  if (!entries) return std::unexpected(std::move(entries.error()));
  History history{.folder = folder, .files = {}};
  for (const file::Entry& entry : *entries) {
    const std::string path = file::join(folder, entry.name);
    if (entry.kind == file::Kind::folder) {
      std::string inner = file::join(path, kMigrationFile);
      if (file::kind(inner) == file::Kind::regular) {
        history.files.push_back(migration(entry.name, std::move(inner), root));
      }
    } else if (is_flat_migration(entry)) {
      history.files.push_back(migration(without_suffix(entry.name), path, root));
    }
  }
  std::ranges::sort(history.files, {}, &MigrationFile::name);
  return history;
}

Result<History> read_sql_files(const std::string& folder, const std::string& root) {
  auto entries = file::list(folder);
  if (!entries) return std::unexpected(std::move(entries.error()));
  History history{.folder = folder, .files = {}, .complete = false};
  for (const file::Entry& entry : *entries) {
    if (!is_sql_file(entry)) continue;
    history.files.push_back(migration(without_suffix(entry.name), file::join(folder, entry.name), root));
  }
  return history;
}

bool holds_migrations(const std::string& folder) {
  const auto history = read_history(folder, folder);
  return history && !history->files.empty();
}

bool holds_migration_folders(const std::string& folder) {
  const auto history = read_history(folder, folder);
  return history && std::ranges::any_of(history->files, [](const MigrationFile& file) {
           return file::name(file.path) == kMigrationFile;
         });
}

bool may_be_for_postgres(const std::string& folder) {
  const auto lock = file::read(file::join(folder, kLockFile));
  if (!lock) return true;
  const std::string_view text = *lock;
  const std::size_t provider = text.find("\nprovider");
  if (provider == std::string_view::npos) return true;
  const std::string_view line = text.substr(provider + 1, text.find('\n', provider + 1) - provider - 1);
  return line.find("\"postgres") != std::string_view::npos ||
         line.find("\"cockroachdb\"") != std::string_view::npos;
}

std::string migrations_folder_of(const std::string& path) {
  const std::string folder = file::parent(path);
  const std::string name = file::name(path);
  if (name != kMigrationFile) {
    return is_flat_migration({.name = name, .kind = file::Kind::regular}) ? folder : std::string();
  }
  const std::string above = file::parent(folder);
  // Any folder may hold a file of this name: its neighbours count only where the place says migrations.
  const std::string above_name = file::name(above);
  const std::string own_name = file::name(folder);
  const bool numbered = !own_name.empty() && is_digit(own_name.front());
  const bool named = above_name == "migrations" || above_name == "migration";
  if (numbered || named || file::kind(file::join(above, kLockFile)) != file::Kind::none) return above;
  return {};
}

}  // namespace lockstep::project
