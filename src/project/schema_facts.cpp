#include <algorithm>
#include <iterator>
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

constexpr std::string_view kCopy = "schema.prisma";

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

constexpr std::string_view kSql = ".sql";

std::vector<std::string> seeds_on_disk(const std::string& place) {
  std::vector<std::string> found;
  if (place.ends_with(kSql)) {
    if (file::kind(place) == file::Kind::regular) found.push_back(place);
    return found;
  }
  const auto entries = file::list(place);
  if (!entries) return found;
  for (const file::Entry& entry : *entries) {
    if (entry.kind == file::Kind::regular && entry.name.ends_with(kSql))
      found.push_back(file::join(place, entry.name));
  }
  return found;
}

std::vector<std::string> seeds_in_index(const Index& index, const std::string& place) {
  const std::string real = file::real(place);
  std::vector<std::string> found;
  for (const std::string& path : index.files) {
    const bool is_inside = path == real || file::parent(path) == real;
    if (is_inside && path.ends_with(kSql)) found.push_back(place + path.substr(real.size()));
  }
  return found;
}

Result<void> add_seeds(const FactsInput& input, ProjectFacts& facts) {
  std::vector<std::string> paths;
  for (const std::string& place : seed_places(input.schema)) {
    const bool staged = input.base != nullptr && input.base->index;
    std::ranges::move(staged ? seeds_in_index(*input.base->index, place) : seeds_on_disk(place),
                      std::back_inserter(paths));
  }
  if (paths.empty()) return {};
  std::ranges::sort(paths);
  Changes changes;
  if (input.base != nullptr) {
    auto since = changes_since(*input.base, file::parent(input.schema));
    if (!since) return std::unexpected(std::move(since.error()));
    changes = std::move(*since);
  }
  for (const std::string& path : paths) {
    if (changes.unchanged(file::real(path))) continue;
    auto bytes = read_now(input.base, path);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    facts.seeds.push_back(add_file(facts, display_path(path, input.root), std::move(*bytes)).file);
  }
  return {};
}

// The schema of the facts against what others have.
class Comparison {
 public:
  Comparison(const FactsInput& input, const SchemaAtBase& at_base, ProjectFacts& facts, GateFacts& gate)
      : input_(input), at_base_(at_base), facts_(facts), gate_(gate), now_(*facts.schema) {}

  void compare() {
    now_.changed = at_base_.changed;
    gate_.schema_changes =
        SchemaChanges{.phrases = {}, .object = {}, .place = {.file = now_.first_file, .span = {}}};
    if (now_.changed) gate_.schema_changes = changes_between(at_base_.schema, now_.schema, now_.first_file);
    compare_with_client();
  }

 private:
  // A client that several projects generate to one place holds the schema of only one of them.
  void compare_with_client() {
    for (const std::string& path : client_copies()) {
      auto bytes = file::read(path);
      if (!bytes) continue;
      const std::vector<SourceFile> files = {SourceFile(path, std::move(*bytes))};
      const schema::Schema copy = schema::read_schema(files);
      if (!share_a_table(copy, now_.schema)) continue;
      gate_.client = ClientFacts{.display = display_path(path, input_.root),
                                 .changes = changes_between(copy, now_.schema, now_.first_file)};
      return;
    }
  }

  // Where generators write, from the schema file's folder; by default into the package that is found from
  // there upward. https://www.prisma.io/docs/orm/prisma-schema/overview/generators
  std::vector<std::string> client_copies() const {
    std::vector<std::string> copies;
    for (std::size_t i = 0; i < now_.paths.size(); ++i) {
      const SourceFile& file = facts_.files[now_.first_file + i];
      for (const prisma::Block& block : prisma::parse_file(file.bytes()).blocks) {
        if (block.kind != prisma::BlockKind::generator) continue;
        const auto output = std::ranges::find(block.settings, "output", &prisma::Setting::name);
        if (output == block.settings.end() || output->value.kind != prisma::ValueKind::string) continue;
        const std::string folder =
            file::absolute(file::join(file::parent(now_.paths[i]), output->value.text));
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
  const SchemaAtBase& at_base_;
  const ProjectFacts& facts_;
  GateFacts& gate_;
  SchemaFacts& now_;
};

}  // namespace

Result<void> add_schema(const FactsInput& input, ProjectFacts& facts) {
  std::vector<std::string> paths = schema_files(input);
  if (paths.empty()) return {};
  const std::size_t first = facts.files.size();
  for (const std::string& path : paths) {
    auto bytes = read_now(input.base, path);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    add_file(facts, display_path(path, input.root), std::move(*bytes));
  }
  facts.schema = SchemaFacts{.schema = schema::read_schema(std::span(facts.files).subspan(first)),
                             .first_file = static_cast<std::uint32_t>(first),
                             .paths = std::move(paths)};
  return add_seeds(input, facts);
}

void compare_schema(const FactsInput& input, const SchemaAtBase& at_base, ProjectFacts& facts,
                    GateFacts& gate) {
  Comparison(input, at_base, facts, gate).compare();
}

}  // namespace lockstep::project
