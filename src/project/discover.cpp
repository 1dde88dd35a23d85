#include "project/discover.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <set>

#include "project/literals.h"
#include "project/migrations.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::project {
namespace {

constexpr int kDeepest = 8;                  // folders below the start of a search
constexpr std::size_t kMostFolders = 20000;  // looked into in one search

using Entries = std::vector<file::Entry>;

// Whatever it is: reading it tells what is wrong.
bool has_config(const Entries& entries) {
  return std::ranges::binary_search(entries, kConfigName, {}, &file::Entry::name);
}

bool has(const Entries& entries, std::string_view name, file::Kind kind) {
  const auto found = std::ranges::lower_bound(entries, name, {}, &file::Entry::name);
  return found != entries.end() && found->name == name && found->kind == kind;
}

std::string resolve(const std::string& folder, const std::string& path) {
  return file::absolute(file::join(folder, path));
}

bool exists(const std::string& path) { return file::kind(path) != file::Kind::none; }

// https://www.prisma.io/docs/orm/reference/prisma-config-reference
std::optional<std::string> prisma_config_file(const std::string& folder, const Entries& entries) {
  static constexpr std::array<std::string_view, 6> kSuffixes = {".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"};
  for (const std::string_view suffix : kSuffixes) {
    const std::string name = "prisma.config" + std::string(suffix);
    if (has(entries, name, file::Kind::regular)) return file::join(folder, name);
  }
  if (!has(entries, ".config", file::Kind::folder)) return std::nullopt;
  for (const std::string_view suffix : kSuffixes) {
    std::string path = file::join(folder, ".config/prisma" + std::string(suffix));
    if (file::kind(path) == file::Kind::regular) return path;
  }
  return std::nullopt;
}

bool holds_schema_files(const std::string& folder) {
  const auto entries = file::list(folder);
  return entries && std::ranges::any_of(
                        *entries, [](const file::Entry& entry) { return entry.name.ends_with(".prisma"); });
}

// Where Prisma looks by itself, or a folder of schema files that only an option names to it; empty
// when nothing is there.
std::string default_schema(const std::string& folder, const Entries& entries) {
  if (has(entries, "prisma", file::Kind::folder)) {
    for (const std::string_view place : {"prisma/schema.prisma", "prisma/schema"}) {
      std::string path = file::join(folder, place);
      if (exists(path)) return path;
    }
  }
  if (has(entries, "schema.prisma", file::Kind::regular)) return file::join(folder, "schema.prisma");
  const std::string several = file::join(folder, "schema");
  return has(entries, "schema", file::Kind::folder) && holds_schema_files(several) ? several : std::string();
}

std::optional<Project> of_prisma_config(const std::string& folder, const Entries& entries) {
  const auto path = prisma_config_file(folder, entries);
  if (!path) return std::nullopt;
  const auto text = file::read(*path);
  if (!text) return std::nullopt;
  const PrismaConfig config = read_prisma_config(*text);
  Project project{.folder = folder, .schema = {}, .migrations = {}};
  project.schema =
      config.schema ? resolve(file::parent(*path), *config.schema) : default_schema(folder, entries);
  if (!exists(project.schema)) project.schema.clear();
  // A folder that is only generated before migrating is named there, too, and not in a checkout.
  if (config.migrations) {
    std::string migrations = resolve(file::parent(*path), *config.migrations);
    if (holds_migrations(migrations)) project.migrations.push_back(std::move(migrations));
  }
  if (project.migrations.empty() && !project.schema.empty())
    project.migrations = migrations_beside(project.schema);
  if (project.schema.empty() && project.migrations.empty()) return std::nullopt;
  return project;
}

std::string schema_of_package(const std::string& folder, const Entries& entries) {
  static constexpr std::array<std::string_view, 2> kKeys = {"prisma", "schema"};
  if (!has(entries, "package.json", file::Kind::regular)) return {};
  const auto text = file::read(file::join(folder, "package.json"));
  const auto schema = text ? json_string(*text, kKeys) : std::nullopt;
  if (!schema) return {};
  const std::string path = resolve(folder, *schema);
  return exists(path) ? path : std::string();
}

// The project of exactly this folder, if it is one's.
Result<std::optional<Project>> project_at(const std::string& folder, const Entries& entries) {
  if (has_config(entries)) {
    const auto config = read_config(file::join(folder, kConfigName));
    if (!config) return std::unexpected(config.error());
    if (config->schema || !config->migrations.empty()) return project_of(*config);
  }
  if (auto project = of_prisma_config(folder, entries)) return project;
  std::string schema = schema_of_package(folder, entries);
  if (schema.empty()) schema = default_schema(folder, entries);
  if (schema.empty()) return std::nullopt;
  std::vector<std::string> migrations = migrations_beside(schema);
  return Project{.folder = folder, .schema = std::move(schema), .migrations = std::move(migrations)};
}

bool worth_entering(const file::Entry& entry) {
  static constexpr std::array<std::string_view, 4> kSkipped = {"build", "dist", "node_modules", "vendor"};
  return entry.kind == file::Kind::folder && !entry.link && !entry.name.starts_with('.') &&
         std::ranges::find(kSkipped, entry.name) == kSkipped.end();
}

// Breadth first, so that a package is found before what lies in it.
class Search {
 public:
  Result<std::vector<Project>> below(const std::string& folder) {
    waiting_.push_back({folder, 0});
    for (std::size_t count = 1; !waiting_.empty(); ++count) {
      if (count > kMostFolders) return too_many(folder);
      const Place place = std::move(waiting_.front());
      waiting_.pop_front();
      if (auto done = look_into(place); !done) return std::unexpected(std::move(done.error()));
    }
    std::ranges::stable_sort(projects_, {}, &Project::folder);
    return std::move(projects_);
  }

 private:
  struct Place {
    std::string folder;
    int depth = 0;
  };

  static std::unexpected<Error> too_many(const std::string& folder) {
    return std::unexpected(Error{folder,
                                 text::format("more than {} folders to search for projects", kMostFolders),
                                 "name the folder of migrations, or set `migrations` in lockstep.toml"});
  }

  Result<void> look_into(const Place& place) {
    const auto entries = file::list(place.folder);
    if (!entries) return {};  // closed to us: no project of ours
    auto project = project_at(place.folder, *entries);
    if (!project) return std::unexpected(std::move(project.error()));
    if (*project) {
      add(std::move(**project));
    } else if (has(*entries, "migration_lock.toml", file::Kind::regular) &&
               may_be_for_postgres(place.folder)) {
      // Migrations whose schema has a name or a place of its own.
      add({.folder = file::parent(place.folder), .schema = {}, .migrations = {place.folder}});
    }
    if (place.depth == kDeepest) return {};
    for (const file::Entry& entry : *entries) {
      std::string inner = file::join(place.folder, entry.name);
      if (worth_entering(entry) && !migrations_.contains(inner))
        waiting_.push_back({std::move(inner), place.depth + 1});
    }
    return {};
  }

  // A schema in `prisma/` is found from the package's folder and again from its own.
  void add(Project project) {
    if (!project.schema.empty() && !schemas_.insert(project.schema).second) return;
    std::erase_if(project.migrations,
                  [this](const std::string& folder) { return !migrations_.insert(folder).second; });
    projects_.push_back(std::move(project));
  }

  std::deque<Place> waiting_;
  std::set<std::string> schemas_;
  std::set<std::string> migrations_;
  std::vector<Project> projects_;
};

}  // namespace

std::string find_checkout(std::string folder) {
  while (true) {
    if (exists(file::join(folder, ".git"))) return folder;
    if (folder == "/") return {};
    folder = file::parent(folder);
  }
}

std::string search_limit(const std::string& folder) {
  const std::string checkout = find_checkout(folder);
  return checkout.empty() ? "/" : checkout;
}

std::vector<std::string> migrations_beside(const std::string& schema) {
  const bool is_folder = file::kind(schema) == file::Kind::folder;
  const std::string inside = is_folder ? schema : file::parent(schema);
  // A file may also be one of a folder `schema` of several.
  const std::string beside = is_folder || file::name(inside) == "schema" ? file::parent(inside) : inside;
  for (const std::string& folder : {inside, beside}) {
    const std::string migrations = file::join(folder, "migrations");
    if (holds_migrations(migrations) && may_be_for_postgres(migrations)) return {migrations};
  }
  std::vector<std::string> found;
  const auto entries = file::list(beside);
  if (!entries) return found;
  for (const file::Entry& entry : *entries) {
    const std::string folder = file::join(beside, entry.name);
    if (worth_entering(entry) && holds_migration_folders(folder) && may_be_for_postgres(folder))
      found.push_back(folder);
  }
  return found;
}

std::vector<std::string> seed_places(const std::string& schema) {
  constexpr std::string_view kFile = "seed.sql";
  const std::string folder = file::parent(schema);
  std::vector<std::string> places;
  for (const std::string_view name : {kFile, std::string_view("seed"), std::string_view("seeds")})
    places.push_back(file::join(folder, name));
  const auto entries = file::list(folder);
  if (!entries) return places;
  for (const file::Entry& entry : *entries) {
    if (entry.name != kFile && entry.name.starts_with("seed") && entry.name.ends_with(".sql"))
      places.push_back(file::join(folder, entry.name));
  }
  return places;
}

Result<Project> project_of(const Config& config) {
  Project project{.folder = config.folder(), .schema = {}, .migrations = {}};
  if (config.schema) {
    project.schema = resolve(project.folder, config.schema->text);
    if (!exists(project.schema)) {
      return std::unexpected(Error{config.place(config.schema->line),
                                   text::format("there is no schema `{}`", config.schema->text),
                                   "correct the path"});
    }
  }
  for (const ConfigText& migrations : config.migrations) {
    project.migrations.push_back(resolve(project.folder, migrations.text));
    const std::string& folder = project.migrations.back();
    // A lock file tells that the folder is for migrations which were lost.
    if (holds_migrations(folder) || exists(file::join(folder, kLockFile))) continue;
    const char* what = exists(folder) ? "there are no migrations in" : "there is no folder";
    return std::unexpected(Error{config.place(migrations.line),
                                 text::format("{} `{}`", what, migrations.text), "correct the path"});
  }
  if (project.migrations.empty() && !project.schema.empty())
    project.migrations = migrations_beside(project.schema);
  return project;
}

Result<std::vector<Project>> find_projects_below(const std::string& folder) { return Search().below(folder); }

Result<std::vector<Project>> find_projects(const std::string& start) {
  const std::string checkout = find_checkout(start);
  for (std::string folder = start;; folder = file::parent(folder)) {
    const auto entries = file::list(folder);
    if (!entries) return std::unexpected(entries.error());
    auto project = project_at(folder, *entries);
    if (!project) return std::unexpected(std::move(project.error()));
    if (*project) return find_projects_below(folder);
    if (has_config(*entries)) {
      auto projects = find_projects_below(folder);
      if (!projects || !projects->empty()) return projects;
    }
    if (folder == checkout || folder == "/") break;
  }
  return find_projects_below(checkout.empty() ? start : checkout);
}

}  // namespace lockstep::project
