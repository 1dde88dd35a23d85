#include "cli/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/new_files.h"
#include "cli/other_database.h"
#include "cli/settings.h"
#include "cli/start_after.h"
#include "project/changes.h"
#include "project/ci.h"
#include "project/config.h"
#include "project/discover.h"
#include "project/staged.h"
#include "support/counted.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

using project::History;
using project::MigrationFile;

// An error about a path in the words of who gave it.
std::unexpected<Error> path_error(const std::string& path, Error error) {
  return std::unexpected(Error{path, std::move(error.reason), std::move(error.advice)});
}

class Planner {
 public:
  Planner(const LintOptions& options, std::string current) : options_(options), current_(std::move(current)) {
    const std::string checkout = project::find_checkout(current_);
    plan_.root = checkout.empty() ? current_ : checkout;
  }

  Result<Plan> make() {
    if (options_.paths == std::vector<std::string>{"-"}) {
      if (auto done = add_input(); !done) return std::unexpected(std::move(done.error()));
      return finish(counted(1, "file"));
    }
    for (const std::string& path : options_.paths) {
      if (auto done = add_path(path); !done) return std::unexpected(std::move(done.error()));
    }
    if (options_.paths.empty()) {
      if (auto done = add_project(); !done) return std::unexpected(std::move(done.error()));
    }
    if (options_.all || (!options_.paths.empty() && !options_.base)) return finish(scope_of_all());
    return report_on_new();
  }

 private:
  // ---- standard input ---------------------------------------------------------------------------

  Result<void> add_input() {
    if (options_.stdin_name.empty()) {
      MigrationFile input{.name = "", .path = "", .display = "stdin"};
      plan_.tasks.push_back({.history = {.folder = "", .files = {std::move(input)}, .complete = false},
                             .reported = {true},
                             .start = current_,
                             .from_input = true});
      return {};
    }
    const std::string path = file::absolute(options_.stdin_name);
    const std::string folder = project::migrations_folder_of(path);
    History history{.folder = folder, .files = {}, .complete = false};
    if (file::kind(folder) == file::Kind::folder) {
      auto found = project::read_history(folder, plan_.root);
      if (!found) return std::unexpected(std::move(found.error()));
      history = std::move(*found);
    }
    // The migration may be new, or be edited and not saved.
    const std::string name = history.folder.empty() ? "" : migration_name(path);
    std::erase_if(history.files, [&](const MigrationFile& other) { return other.name >= name; });
    history.files.push_back({.name = name, .path = path, .display = display(path, options_.stdin_name)});
    std::vector<bool> reported(history.files.size());
    reported.back() = true;
    plan_.tasks.push_back({.history = std::move(history),
                           .reported = std::move(reported),
                           .start = file::parent(path),
                           .from_input = true});
    return {};
  }

  static std::string migration_name(const std::string& path) {
    const std::string name = file::name(path);
    return name == "migration.sql" ? file::name(file::parent(path)) : name.substr(0, name.rfind('.'));
  }

  // ---- paths that were given --------------------------------------------------------------------

  Result<void> add_path(const std::string& given) {
    const std::string path = file::absolute(given);
    const file::Kind kind = file::kind(path);
    if (kind == file::Kind::none) return path_error(given, {"", "no such file or folder", "check the path"});
    if (kind != file::Kind::folder) return add_file(path, given);
    const std::string inner = file::join(path, "migration.sql");
    if (file::kind(inner) == file::Kind::regular) return add_file(inner, file::join(given, "migration.sql"));
    return add_folder(path, given);
  }

  Result<void> add_file(const std::string& path, const std::string& given) {
    const std::string folder = project::migrations_folder_of(path);
    if (!folder.empty()) {
      const auto task = task_of(folder, file::parent(path), given);
      if (!task) return path_error(given, task.error());
      const std::vector<MigrationFile>& files = plan_.tasks[*task].history.files;
      const auto found = std::ranges::find(files, path, &MigrationFile::path);
      if (found != files.end()) {
        plan_.tasks[*task].reported[static_cast<std::size_t>(found - files.begin())] = true;
        return {};
      }
    }
    if (!single_files_.insert(path).second) return {};
    MigrationFile single{.name = "", .path = path, .display = display(path, given)};
    if (file::kind(path) != file::Kind::regular) {
      auto bytes = file::read_file_or_pipe(path);
      if (!bytes) return path_error(given, std::move(bytes.error()));
      single.bytes = std::move(*bytes);
    }
    plan_.tasks.push_back({.history = {.folder = "", .files = {std::move(single)}, .complete = false},
                           .reported = {true},
                           .start = file::parent(path)});
    return {};
  }

  Result<void> add_folder(const std::string& path, const std::string& given) {
    if (project::holds_migrations(path))
      return add_history(path, {.folder = path, .schema = {}, .migrations = {}}, given);
    const auto projects = project::find_projects_below(path);
    if (!projects) return std::unexpected(projects.error());
    bool found = false;
    for (const project::Project& project : *projects) {
      for (const std::string& folder : project.migrations) {
        if (auto done = add_history(folder, project, given); !done) return done;
        found = found || !plan_.tasks[by_folder_[folder]].history.files.empty();
      }
    }
    if (found) return {};
    auto history = project::read_sql_files(path, display_root(path, given));
    if (!history) return path_error(given, history.error());
    if (history->files.empty()) {
      return path_error(given, {"", "no migrations in this folder",
                                "name a folder of <name>/migration.sql, or a .sql file"});
    }
    history->folder.clear();
    add_task(std::move(*history), path, true);
    return {};
  }

  Result<void> add_history(const std::string& folder, const project::Project& project,
                           const std::string& given) {
    const auto task = task_of(folder, project.folder, given);
    if (!task) return path_error(given, task.error());
    plan_.tasks[*task].whole_folder = true;
    plan_.tasks[*task].schema = project.schema;
    return report_after_start(plan_.tasks[*task]);
  }

  Result<void> report_after_start(Task& task) {
    const auto config = config_of(options_, task);
    if (!config) return std::unexpected(config.error());
    start_after_.report_on_later(*config, task);
    return {};
  }

  // Index of the task of a folder of migrations, made when it is asked for first.
  Result<std::size_t> task_of(const std::string& folder, const std::string& start, const std::string& given) {
    const auto known = by_folder_.find(folder);
    if (known != by_folder_.end()) return known->second;
    auto history = project::read_history(folder, display_root(folder, given));
    if (!history) return std::unexpected(std::move(history.error()));
    by_folder_[folder] = plan_.tasks.size();
    add_task(std::move(*history), start, false);
    return plan_.tasks.size() - 1;
  }

  void add_task(History history, std::string start, bool reported) {
    const std::size_t count = history.files.size();
    plan_.tasks.push_back({.history = std::move(history),
                           .reported = std::vector<bool>(count, reported),
                           .start = std::move(start)});
  }

  // ---- the project around the current folder ----------------------------------------------------

  Result<void> add_project() {
    const auto projects = find_projects();
    if (!projects) return std::unexpected(projects.error());
    for (const project::Project& project : *projects) {
      for (const std::string& folder : project.migrations) {
        if (auto done = add_history(folder, project, file::relative(folder, current_)); !done) return done;
      }
      if (!options_.gate || !project.migrations.empty() || project.schema.empty()) continue;
      if (auto done = add_lost_history(project); !done) return done;
    }
    std::erase_if(plan_.tasks, is_nothing);
    if (!plan_.tasks.empty()) return {};
    return no_migrations();
  }

  std::unexpected<Error> no_migrations() const {
    if (auto other = other_database(current_)) return std::unexpected(std::move(*other));
    const std::string place = options_.migrations.empty() ? options_.schema : options_.migrations.front();
    return std::unexpected(Error{place.empty() ? "." : place, "no migrations found",
                                 "name a file or folder, or set `migrations` in lockstep.toml"});
  }

  // Migrations that the base may have had, and that are gone with their folder or its lock file's provider.
  Result<void> add_lost_history(const project::Project& project) {
    const std::string folder = file::join(file::parent(project.schema), "migrations");
    if (project::holds_migrations(folder) || !project::may_be_for_postgres(folder)) {
      const auto base = base_of(project::find_checkout(folder), folder);
      if (!base || !has_left_postgres(folder, *base)) return {};
      return add_history(folder, project, file::relative(folder, current_));
    }
    add_task({.folder = folder, .files = {}}, project.folder, false);
    plan_.tasks.back().whole_folder = true;
    plan_.tasks.back().schema = project.schema;
    return {};
  }

  // Without migrations, and no gate that would ask where they are.
  static bool is_nothing(const Task& task) {
    return task.history.files.empty() && task.history.missing.empty() &&
           (!task.whole_folder || task.schema.empty());
  }

  Result<std::vector<project::Project>> find_projects() const {
    if (!options_.migrations.empty() || !options_.schema.empty()) return project_of_options();
    if (options_.config.empty()) return project::find_projects(current_);
    const auto config = project::read_config(file::absolute(options_.config));
    if (!config) return std::unexpected(config.error());
    if (!config->schema && config->migrations.empty()) return project::find_projects(current_);
    auto project = project::project_of(*config);
    if (!project) return std::unexpected(std::move(project.error()));
    return std::vector{std::move(*project)};
  }

  Result<std::vector<project::Project>> project_of_options() const {
    project::Project project{.folder = {}, .schema = {}, .migrations = {}};
    for (const std::string& given : options_.migrations) {
      project.migrations.push_back(file::absolute(given));
      if (file::kind(project.migrations.back()) != file::Kind::folder) {
        return path_error(given, {"", "no such folder", "check --migrations"});
      }
    }
    if (!options_.schema.empty()) {
      project.schema = file::absolute(options_.schema);
      if (file::kind(project.schema) == file::Kind::none)
        return path_error(options_.schema, {"", "no such file or folder", "check --schema"});
      if (project.migrations.empty()) project.migrations = project::migrations_beside(project.schema);
    }
    project.folder = project.migrations.empty() ? current_ : project.migrations.front();
    return std::vector{std::move(project)};
  }

  // ---- what is reported on ------------------------------------------------------------------------

  std::size_t reported_count() const {
    std::size_t count = 0;
    for (const Task& task : plan_.tasks)
      count += static_cast<std::size_t>(std::ranges::count(task.reported, true));
    return count;
  }

  std::string scope_of_all() const {
    const bool migrations =
        std::ranges::none_of(plan_.tasks, [](const Task& task) { return task.history.folder.empty(); });
    return counted(reported_count(), migrations ? "migration" : "file");
  }

  Result<Plan> report_on_new() {
    std::set<std::string> references;
    std::size_t all = 0;
    bool outside = false;
    bool committed = !options_.staged;  // what was committed since the base is reported on as well
    for (Task& task : plan_.tasks) {
      const std::string& folder = task.history.folder.empty() ? task.start : task.history.folder;
      const std::string checkout = project::find_checkout(folder);
      outside = outside || checkout.empty();
      if (checkout.empty() && (options_.base || options_.gate || options_.staged)) {
        const std::string option = options_.base ? "--base" : "--staged";
        const std::string place = options_.gate ? display(folder, folder) : option;
        return std::unexpected(
            Error{place, "this is no git checkout",
                  options_.gate ? "use `lockstep lint`" : "leave it out to report on everything"});
      }
      if (checkout.empty()) continue;
      auto base = base_of(checkout, folder);
      if (!base) return std::unexpected(base.error());
      if (options_.staged) {
        auto done = look_at_index(task, *base, display_root(folder, folder));
        if (done) done = report_after_start(task);
        if (!done) return std::unexpected(std::move(done.error()));
        committed = options_.gate && project::adds_nothing(*base);
      }
      references.insert(base->uncommitted_only ? "the last commit" : base->reference);
      all += static_cast<std::size_t>(std::ranges::count(task.reported, true));
      const auto changes = keep_new(task, *base, folder, committed);
      if (!changes) return std::unexpected(changes.error());
      if (task.history.files.empty() && changes->at_base.empty())
        task.whole_folder = false;  // nothing was lost
      if (auto done = add_facts(task, &*base, &*changes); !done)
        return std::unexpected(std::move(done.error()));
    }
    if (!committed) return finish(counted(reported_count(), "staged migration"));
    if (!options_.staged && std::ranges::all_of(plan_.tasks, is_nothing)) return no_migrations();
    if (outside && references.empty()) return finish(scope_of_all());
    const std::size_t count = reported_count();
    std::string scope = counted(count, "migration") + " new since";
    for (const std::string& reference : references)
      scope += (&reference == &*references.begin() ? " " : ", ") + reference;
    if (count == 0) scope += text::format(" (--all reports on all {})", all);
    return finish(std::move(scope));
  }

  Result<project::GitBase> base_of(const std::string& checkout, const std::string& folder) {
    const auto known = bases_.find(checkout);
    if (known != bases_.end()) return known->second;
    auto base = project::find_base(checkout, options_.base ? options_.base : project::base_of_ci(checkout));
    if (!base) return path_error(display(folder, folder), base.error());
    bases_.emplace(checkout, *base);
    return base;
  }

  // What rules ask about the folder as a whole; before the files behind the last new one are left out.
  Result<void> add_facts(Task& task, const project::GitBase* base, const project::Changes* changes) {
    if (task.history.folder.empty() || task.from_input || task.facts) return {};
    auto facts = project::gather_facts({.history = task.history,
                                        .reported = task.reported,
                                        .whole_folder = task.whole_folder,
                                        .root = plan_.root,
                                        .schema = task.schema,
                                        .base = base,
                                        .changes = changes,
                                        .gate = options_.gate,
                                        .now = options_.now});
    if (!facts) return std::unexpected(std::move(facts.error()));
    task.facts = std::move(*facts);
    return {};
  }

  // ---- the end ------------------------------------------------------------------------------------

  // With new migrations rules compare the schema with all of them.
  static bool compares_schema(const Task& task) {
    return task.facts && task.facts->schema && std::ranges::find(task.reported, true) != task.reported.end();
  }

  // What comes later than the last new file can't matter to it.
  static void cut(Task& task) {
    while (!task.reported.empty() && !task.reported.back()) task.reported.pop_back();
    task.cut = task.reported.size() < task.history.files.size();
    task.history.files.resize(task.reported.size());
  }

  // As reports print it: outside the root as it was given.
  std::string display_root(const std::string& path, const std::string& given) const {
    return file::within(path, plan_.root) || !given.starts_with('/') ? plan_.root : std::string();
  }
  std::string display(const std::string& path, const std::string& given) const {
    return project::display_path(path, display_root(path, given));
  }

  Result<Plan> finish(std::string scope) {
    if (auto done = start_after_.check(); !done) return std::unexpected(std::move(done.error()));
    plan_.scope = std::move(scope);
    std::erase_if(plan_.tasks, is_nothing);
    std::ranges::stable_sort(plan_.tasks, {}, [this](const Task& task) {
      return task.history.files.empty() ? display(task.history.folder, task.history.folder)
                                        : task.history.files.front().display;
    });
    for (Task& task : plan_.tasks) {
      if (auto done = add_facts(task, nullptr, nullptr); !done)
        return std::unexpected(std::move(done.error()));
      if (!compares_schema(task)) cut(task);
    }
    return std::move(plan_);
  }

  const LintOptions& options_;
  std::string current_;
  Plan plan_;
  std::map<std::string, std::size_t> by_folder_;
  std::map<std::string, project::GitBase> bases_;
  StartAfter start_after_;
  std::set<std::string> single_files_;
};

}  // namespace

Result<Plan> make_plan(const LintOptions& options) {
  auto current = file::current_folder();
  if (!current) return std::unexpected(std::move(current.error()));
  return Planner(options, std::move(*current)).make();
}

}  // namespace lockstep::cli
