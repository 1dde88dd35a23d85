#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>

#include "project/gate_facts.h"
#include "schema/schema.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

constexpr std::string_view kSuffix = ".prisma";

// The schema itself, or in a folder all files below it, as Prisma reads them.
std::vector<std::string> files_on_disk(const std::string& schema) {
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

// Where the base may have the schema: at its place; beside a folder of migrations that was moved, as it is
// now; else in the folder around it, where one file became several.
std::vector<std::string> places(const FactsInput& input) {
  std::vector<std::string> found = {input.schema};
  if (input.base->moved) {
    const std::string way = file::relative(file::real(input.schema), input.base->moved->to);
    found.push_back(file::absolute(file::join(input.base->moved->from, way)));
  }
  found.push_back(file::parent(input.schema));
  return found;
}

struct Found {
  std::set<std::string> files;
  Changes changes;
};

Result<Found> find_at_base(const FactsInput& input) {
  Found found;
  for (const std::string& place : places(input)) {
    auto changes = changes_since(*input.base, place);
    if (!changes) return std::unexpected(std::move(changes.error()));
    std::ranges::copy_if(changes->at_base, std::inserter(found.files, found.files.end()),
                         [](const std::string& path) { return path.ends_with(kSuffix); });
    found.changes = std::move(*changes);
    if (!found.files.empty()) break;
  }
  return found;
}

}  // namespace

std::vector<std::string> schema_files(const FactsInput& input) {
  std::vector<std::string> paths = files_on_disk(input.schema);
  if (input.base != nullptr && input.base->index) {
    std::erase_if(
        paths, [&](const std::string& path) { return !input.base->index->files.contains(file::real(path)); });
  }
  return paths;
}

Result<SchemaAtBase> read_schema_at_base(const FactsInput& input) {
  auto found = find_at_base(input);
  if (!found) return std::unexpected(std::move(found.error()));
  std::set<std::string> now;
  for (const std::string& path : schema_files(input)) now.insert(file::real(path));
  SchemaAtBase at_base{.files = std::move(found->files), .changed = false, .schema = {}};
  at_base.changed = now != at_base.files || std::ranges::any_of(at_base.files, [&](const std::string& path) {
                      return found->changes.changed.contains(path);
                    });
  std::vector<SourceFile> files;
  for (const std::string& path : at_base.files) {
    auto bytes =
        found->changes.changed.contains(path) ? read_at_base(*input.base, path) : read_now(input.base, path);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    files.emplace_back(path, std::move(*bytes));
  }
  at_base.schema = schema::read_schema(files);
  return at_base;
}

}  // namespace lockstep::project
