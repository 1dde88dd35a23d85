#include <algorithm>
#include <deque>
#include <set>
#include <span>
#include <utility>

#include "parser/prisma.h"
#include "project/discover.h"
#include "project/gate_facts.h"
#include "schema/database_changes.h"
#include "schema/schema.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

constexpr std::string_view kSuffix = ".prisma";
constexpr std::string_view kCopy = "schema.prisma";

// The schema itself, or in a folder all files below it, as Prisma reads them.
std::vector<std::string> schema_files(const std::string& schema) {
  if (file::kind(schema) != file::Kind::folder) return {schema};
  std::vector<std::string> found;
  std::deque<std::string> folders = {schema};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.front());
    folders.pop_front();
    const auto entries = file::list(folder);
    if (!entries) continue;
    for (const file::Entry& entry : *entries) {
      std::string path = file::join(folder, entry.name);
      if (entry.kind == file::Kind::folder && !entry.link && entry.name != "node_modules")
        folders.push_back(std::move(path));
      else if (entry.kind == file::Kind::regular && entry.name.ends_with(kSuffix))
        found.push_back(std::move(path));
    }
  }
  std::ranges::sort(found);
  return found;
}

// `first` is the number of `after`'s first file among those of the facts.
SchemaChanges changes_between(const schema::Schema& before, const schema::Schema& after,
                              std::uint32_t first) {
  const std::vector<schema::DatabaseChange> found = schema::database_changes(before, after);
  SchemaChanges changes{.phrases = {}, .object = {}, .place = {.file = first, .span = {}}};
  for (const schema::DatabaseChange& change : found) changes.phrases.push_back(change.phrase);
  if (!found.empty()) changes.object = found.front().object;
  const auto standing = std::ranges::find(found, false, &schema::DatabaseChange::in_before);
  if (standing != found.end())
    changes.place = {.file = first + standing->place.file, .span = standing->place.span};
  return changes;
}

bool share_a_table(const schema::Schema& a, const schema::Schema& b) {
  return std::ranges::any_of(a.models, [&](const schema::Model& model) {
    return b.find_table(model.schema, model.table) != nullptr;
  });
}

class Reader {
 public:
  Reader(const FactsInput& input, ProjectFacts& facts, GateFacts& gate)
      : input_(input), facts_(facts), gate_(gate) {}

  Result<void> read() {
    paths_ = schema_files(input_.schema);
    if (input_.base->index) {
      std::erase_if(paths_, [&](const std::string& path) {
        return !input_.base->index->files.contains(file::real(path));
      });
    }
    if (paths_.empty()) return {};
    first_ = static_cast<std::uint32_t>(facts_.files.size());
    for (const std::string& path : paths_) {
      auto bytes = read_now(input_.base, path);
      if (!bytes) return std::unexpected(std::move(bytes.error()));
      add_file(facts_, display_path(path, input_.root), std::move(*bytes));
    }
    now_ = schema::read_schema(files_now());
    if (auto done = compare_with_base(); !done) return done;
    compare_with_client();
    return {};
  }

 private:
  [[nodiscard]] std::span<const SourceFile> files_now() const {
    return std::span(facts_.files).subspan(first_, paths_.size());
  }

  Result<void> compare_with_base() {
    SchemaFacts schema{.provider = now_.datasource ? now_.datasource->provider : std::string(),
                       .changes = {.phrases = {}, .object = {}, .place = {.file = first_, .span = {}}},
                       .bytes_changed = false};
    auto changes = changes_since(*input_.base, input_.schema);
    if (!changes) return std::unexpected(std::move(changes.error()));
    std::set<std::string> at_base = prisma_files(*changes);
    if (at_base.empty()) {  // it may have been elsewhere: one file that became a folder of several
      changes = changes_since(*input_.base, file::parent(input_.schema));
      if (!changes) return std::unexpected(std::move(changes.error()));
      at_base = prisma_files(*changes);
    }
    std::set<std::string> real;
    for (const std::string& path : paths_) real.insert(file::real(path));
    schema.bytes_changed = real != at_base || std::ranges::any_of(at_base, [&](const std::string& path) {
                             return changes->changed.contains(path);
                           });
    if (schema.bytes_changed) {
      const auto before = read_before(at_base, *changes);
      if (!before) return std::unexpected(before.error());
      schema.changes = changes_between(*before, now_, first_);
    }
    gate_.schema = std::move(schema);
    return {};
  }

  static std::set<std::string> prisma_files(const Changes& changes) {
    std::set<std::string> files;
    for (const std::string& path : changes.at_base) {
      if (path.ends_with(kSuffix)) files.insert(path);
    }
    return files;
  }

  Result<schema::Schema> read_before(const std::set<std::string>& paths, const Changes& changes) const {
    std::vector<SourceFile> files;
    for (const std::string& path : paths) {
      auto bytes =
          changes.changed.contains(path) ? read_at_base(*input_.base, path) : read_now(input_.base, path);
      if (!bytes) return std::unexpected(std::move(bytes.error()));
      files.emplace_back(path, std::move(*bytes));
    }
    return schema::read_schema(files);
  }

  // A client that several projects generate to one place holds the schema of only one of them.
  void compare_with_client() {
    for (const std::string& path : client_copies()) {
      auto bytes = file::read(path);
      if (!bytes) continue;
      const std::vector<SourceFile> files = {SourceFile(path, std::move(*bytes))};
      const schema::Schema copy = schema::read_schema(files);
      if (!share_a_table(copy, now_)) continue;
      gate_.client = ClientFacts{.display = display_path(path, input_.root),
                                 .changes = changes_between(copy, now_, first_)};
      return;
    }
  }

  // Where generators write, from the schema file's folder; by default into the package that is found from
  // there upward. https://www.prisma.io/docs/orm/prisma-schema/overview/generators
  std::vector<std::string> client_copies() const {
    std::vector<std::string> copies;
    const std::span<const SourceFile> files = files_now();
    for (std::size_t i = 0; i < files.size(); ++i) {
      for (const prisma::Block& block : prisma::parse_file(files[i].bytes()).blocks) {
        if (block.kind != prisma::BlockKind::generator) continue;
        const auto output = std::ranges::find(block.settings, "output", &prisma::Setting::name);
        if (output == block.settings.end() || output->value.kind != prisma::ValueKind::string) continue;
        const std::string folder = file::absolute(file::join(file::parent(paths_[i]), output->value.text));
        copies.push_back(file::join(folder, kCopy));
      }
    }
    if (!copies.empty()) return copies;
    const std::string limit = search_limit(input_.schema);
    for (std::string folder = file::parent(input_.schema);; folder = file::parent(folder)) {
      copies.push_back(file::join(folder, "node_modules/.prisma/client/schema.prisma"));
      if (folder == limit || folder == "/") return copies;
    }
  }

  const FactsInput& input_;
  ProjectFacts& facts_;
  GateFacts& gate_;
  std::vector<std::string> paths_;
  std::uint32_t first_ = 0;
  schema::Schema now_;
};

}  // namespace

Result<void> add_schema(const FactsInput& input, ProjectFacts& facts, GateFacts& gate) {
  return Reader(input, facts, gate).read();
}

}  // namespace lockstep::project
