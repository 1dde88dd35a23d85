#include "project/facts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "project/gate_facts.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

class Gatherer {
 public:
  explicit Gatherer(const FactsInput& input)
      : input_(input), folder_(input.history.folder), real_(file::real(folder_)) {
    facts_.folder = display_path(folder_, input.root);
    facts_.now = input.now;
    facts_.has_base = input.base != nullptr;
  }

  Result<ProjectFacts> gather() {
    const Changes changes = input_.changes == nullptr ? Changes() : *input_.changes;
    add_migrations(changes);
    if (input_.whole_folder) {
      if (auto done = add_lock_file(changes); !done) return std::unexpected(std::move(done.error()));
    }
    if (auto done = add_times(); !done) return std::unexpected(std::move(done.error()));
    if (auto done = add_released_schema(); !done) return std::unexpected(std::move(done.error()));
    if (input_.whole_folder && !input_.schema.empty() && (input_.gate || input_.base == nullptr)) {
      if (auto done = add_schema(input_, facts_); !done) return std::unexpected(std::move(done.error()));
    }
    if (input_.gate && input_.base != nullptr) {
      auto gate = gather_gate(input_, changes, at_base_, facts_);
      if (!gate) return std::unexpected(std::move(gate.error()));
      facts_.gate = std::move(*gate);
    }
    return std::move(facts_);
  }

 private:
  // As git has it.
  std::string real_path(const std::string& path) const { return real_ + path.substr(folder_.size()); }

  void add_migrations(const Changes& changes) {
    const std::vector<MigrationFile>& files = input_.history.files;
    for (std::size_t i = 0; i < files.size(); ++i) add(files[i], changes, input_.reported[i], false);
    for (const MigrationFile& file : input_.history.missing)
      add(file, changes, input_.whole_folder && !changes.at_base.contains(real_path(file.path)), true);
    std::ranges::sort(facts_.migrations, {}, &MigrationFacts::name);
  }

  void add(const MigrationFile& file, const Changes& changes, bool reported, bool missing) {
    facts_.migrations.push_back(
        {.name = file.name,
         .place = add_file(facts_, file.display, {}),
         .missing = missing,
         .reported = reported,
         .is_new = input_.base != nullptr && !changes.at_base.contains(real_path(file.path)),
         .statements = {},
         .directives = {},
         .loss = {},
         .beside = reported && !missing ? files_beside(file) : nullptr,
         .committed = {}});
  }

  std::function<std::vector<std::string>()> files_beside(const MigrationFile& file) const {
    std::string folder = file::parent(file.path);
    if (folder == folder_) return [] { return std::vector<std::string>(); };  // it has no folder of its own
    if (input_.base != nullptr && input_.base->index) {
      return [names = files_in_index(folder)] { return names; };
    }
    return [folder = std::move(folder)] {
      std::vector<std::string> names;
      const auto entries = file::list(folder);
      if (!entries) return names;
      for (const file::Entry& entry : *entries) names.push_back(entry.name);
      return names;
    };
  }

  std::vector<std::string> files_in_index(const std::string& folder) const {
    std::vector<std::string> names;
    const std::string real = real_path(folder);
    for (const std::string& path : input_.base->index->files) {
      if (file::parent(path) == real) names.push_back(file::name(path));
    }
    return names;
  }

  // Rules ask for it of each new migration, the gate in any case.
  Result<void> add_released_schema() {
    const bool reports = std::ranges::find(input_.reported, true) != input_.reported.end();
    if (input_.base == nullptr || input_.schema.empty() || (!reports && !input_.gate)) return {};
    auto at_base = read_schema_at_base(input_);
    if (!at_base) return std::unexpected(std::move(at_base.error()));
    at_base_ = std::move(*at_base);
    if (at_base_.files.empty()) return {};
    facts_.released = ReleasedSchema{
        .reference = input_.base->uncommitted_only ? "the last commit" : input_.base->reference,
        .schema = at_base_.schema};
    return {};
  }

  Result<void> add_lock_file(const Changes& changes) {
    const std::string path = file::join(folder_, kLockFile);
    auto bytes = read_now(input_.base, path);
    LockFileFacts lock{
        .place = {}, .missing = !bytes, .provider = {}, .provider_span = {}, .provider_at_base = {}};
    if (bytes) {
      LockedProvider provider = locked_provider(*bytes);
      lock.provider = std::move(provider.name);
      lock.provider_span = provider.span;
    }
    lock.place = add_file(facts_, display_path(path, input_.root), bytes ? std::move(*bytes) : std::string());
    if (changes.changed.contains(real_path(path))) {
      const auto before = read_at_base(*input_.base, real_path(path));
      if (!before) return std::unexpected(before.error());
      lock.provider_at_base = locked_provider(*before).name;
    }
    facts_.lock_file = std::move(lock);
    return {};
  }

  // HEAD's own time for what HEAD has: no migration was made later than the commit that holds it.
  Result<void> add_times() {
    std::vector<std::string> paths;
    for (const MigrationFile& file : input_.history.files) {
      if (facts_.find(file.name)->is_new) paths.push_back(file.path);
    }
    if (paths.empty() || input_.base->head == input_.base->commit) return {};  // nothing new is committed
    const auto committed = files_of(*input_.base, input_.base->head, paths);
    if (!committed) return std::unexpected(committed.error());
    const auto time = head_time(*input_.base);
    if (!time) return std::unexpected(time.error());
    if (committed->empty()) return {};
    for (const MigrationFile& file : input_.history.files) {
      if (committed->contains(real_path(file.path))) facts_.find(file.name)->committed = *time;
    }
    return {};
  }

  const FactsInput& input_;
  std::string folder_;
  std::string real_;
  SchemaAtBase at_base_;
  ProjectFacts facts_;
};

}  // namespace

bool SchemaFacts::is_for_postgres() const {
  return !schema.datasource || schema.datasource->provider.empty() ||
         is_postgres(schema.datasource->provider);
}

MigrationFacts* ProjectFacts::find(std::string_view migration) {
  const auto found = std::ranges::lower_bound(migrations, migration, {}, &MigrationFacts::name);
  return found == migrations.end() || found->name != migration ? nullptr : &*found;
}

Place add_file(ProjectFacts& facts, std::string display, std::string bytes) {
  facts.files.emplace_back(std::move(display), std::move(bytes));
  return {.file = static_cast<std::uint32_t>(facts.files.size() - 1), .span = {}};
}

Result<ProjectFacts> gather_facts(const FactsInput& input) { return Gatherer(input).gather(); }

}  // namespace lockstep::project
