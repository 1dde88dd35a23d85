#include "project/migrations.h"

#include <algorithm>

#include "support/ascii.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

constexpr std::string_view kMigrationFile = "migration.sql";
constexpr std::string_view kSuffix = ".sql";

bool is_sql_name(std::string_view name) { return name.size() > kSuffix.size() && name.ends_with(kSuffix); }

bool is_sql_file(const file::Entry& entry) {
  return entry.kind == file::Kind::regular && is_sql_name(entry.name);
}

// "20240131120000_add_orders.sql"; the other direction of such a pair ("...down.sql") is never applied going
// forward.
bool is_flat_migration(std::string_view name) {
  if (!is_sql_name(name) || name.ends_with(".down.sql")) return false;
  const auto end = std::ranges::find_if_not(name, ascii::is_digit);
  return end != name.begin() && *end == '_';
}

std::string without_suffix(std::string_view name) {
  return std::string(name.substr(0, name.size() - kSuffix.size()));
}

bool is_migration_folder(const std::string& folder, const file::Entry& entry) {
  return entry.kind == file::Kind::folder &&
         file::kind(file::join(file::join(folder, entry.name), kMigrationFile)) == file::Kind::regular;
}

// Stops at the first: a folder of migrations has many.
template <class Matches>
Result<bool> holds(const std::string& folder, const Matches& matches) {
  bool found = false;
  auto all_seen = file::visit(folder, [&](const file::Entry& entry) {
    found = matches(entry);
    return !found;
  });
  if (!all_seen) return std::unexpected(std::move(all_seen.error()));
  return found;
}

MigrationFile migration(std::string name, std::string path, const std::string& root) {
  std::string display = display_path(path, root);
  return {.name = std::move(name), .path = std::move(path), .display = std::move(display)};
}

}  // namespace

std::string display_path(const std::string& path, const std::string& root) {
  return root.empty() ? path : file::relative(path, root);
}

std::string migration_of(std::string_view inside) {
  const std::size_t slash = inside.find('/');
  if (slash == std::string_view::npos)
    return is_flat_migration(inside) ? without_suffix(inside) : std::string();
  return std::string(inside.substr(slash + 1) == kMigrationFile ? inside.substr(0, slash) : "");
}

LockedProvider locked_provider(std::string_view lock_file) {
  std::size_t begin = 0;
  while (begin < lock_file.size()) {
    const std::size_t end = std::min(lock_file.find('\n', begin), lock_file.size());
    const std::string_view line = lock_file.substr(begin, end - begin);
    const std::size_t open = line.find('"');
    const std::size_t close = open == std::string_view::npos ? open : line.find('"', open + 1);
    if (line.starts_with("provider") && close != std::string_view::npos) {
      return {.name = std::string(line.substr(open + 1, close - open - 1)),
              .span = {.begin = static_cast<std::uint32_t>(begin + open + 1),
                       .end = static_cast<std::uint32_t>(begin + close)}};
    }
    begin = end + 1;
  }
  return {};
}

Result<History> read_history(const std::string& folder, const std::string& root) {
  auto entries = file::list(folder);
  if (!entries) return std::unexpected(std::move(entries.error()));
  History history{.folder = folder, .files = {}};
  for (const file::Entry& entry : *entries) {
    const std::string path = file::join(folder, entry.name);
    if (entry.kind == file::Kind::folder) {
      std::string inner = file::join(path, kMigrationFile);
      // Reading what is there, but no file, tells why that is wrong.
      const bool there = file::kind(inner) != file::Kind::none;
      (there ? history.files : history.missing).push_back(migration(entry.name, std::move(inner), root));
    } else if (entry.kind == file::Kind::regular && is_flat_migration(entry.name)) {
      history.files.push_back(migration(without_suffix(entry.name), path, root));
    }
  }
  std::ranges::sort(history.files, {}, &MigrationFile::name);
  // Where no folder is a migration and no lock file is there, these are folders of some other kind.
  const auto is_folder = [](const MigrationFile& file) { return file::name(file.path) == kMigrationFile; };
  const bool is_prismas = std::ranges::any_of(history.files, is_folder) ||
                          std::ranges::binary_search(*entries, kLockFile, {}, &file::Entry::name);
  if (!is_prismas) history.missing.clear();
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
  const auto found = holds(folder, [&](const file::Entry& entry) {
    return is_migration_folder(folder, entry) ||
           (entry.kind == file::Kind::regular && is_flat_migration(entry.name));
  });
  return found ? *found : file::kind(folder) != file::Kind::none;
}

bool holds_migration_folders(const std::string& folder) {
  return holds(folder, [&](const file::Entry& entry) { return is_migration_folder(folder, entry); })
      .value_or(false);
}

bool is_postgres(std::string_view provider) {
  return provider == "postgresql" || provider == "postgres" || provider == "cockroachdb";
}

bool may_be_for_postgres(const std::string& folder) {
  const auto lock = file::read(file::join(folder, kLockFile));
  if (!lock) return true;
  const std::string provider = locked_provider(*lock).name;
  return provider.empty() || is_postgres(provider);
}

std::string migrations_folder_of(const std::string& path) {
  const std::string folder = file::parent(path);
  const std::string name = file::name(path);
  if (name != kMigrationFile) {
    return is_flat_migration(name) ? folder : std::string();
  }
  const std::string above = file::parent(folder);
  // Any folder may hold a file of this name: its neighbours count only where the place says migrations.
  const std::string above_name = file::name(above);
  const std::string own_name = file::name(folder);
  const bool numbered = !own_name.empty() && ascii::is_digit(own_name.front());
  const bool named = above_name == "migrations" || above_name == "migration";
  if (numbered || named || file::kind(file::join(above, kLockFile)) != file::Kind::none) return above;
  return {};
}

}  // namespace lockstep::project
