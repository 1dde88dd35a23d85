#include "project/surroundings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "project/discover.h"
#include "support/ascii.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

bool exists(const std::string& path) { return file::kind(path) != file::Kind::none; }

bool is_yaml(std::string_view name) { return name.ends_with(".yml") || name.ends_with(".yaml"); }

// https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file
bool is_compose_file(std::string_view name) {
  return is_yaml(name) && (name.starts_with("compose") || name.starts_with("docker-compose"));
}

// What may follow a version in an image's name: the end of it, a smaller version, a variant.
bool ends_version(char c) { return std::string_view(" \t\r\n\"'.-,}]").find(c) != std::string_view::npos; }

void add_versions(std::string_view text, std::string_view name, std::set<int>& versions) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const char* begin = text.data() + at + name.size();
    const char* last = text.data() + text.size();
    int version = 0;
    const auto [end, code] = std::from_chars(begin, last, version);
    if (code != std::errc() || !ascii::is_digit(*begin)) continue;
    if (end == last || ends_version(*end)) versions.insert(version);
  }
}

void add_images(const std::string& path, std::vector<PostgresImage>& images) {
  const auto text = file::read(path);
  if (!text) return;
  for (const int version : postgres_versions(*text)) images.push_back({version, path});
}

void add_images_in(const std::string& folder, bool (*wanted)(std::string_view),
                   std::vector<PostgresImage>& images) {
  const auto entries = file::list(folder);
  if (!entries) return;
  for (const file::Entry& entry : *entries) {
    if (entry.kind == file::Kind::regular && wanted(entry.name))
      add_images(file::join(folder, entry.name), images);
  }
}

void find_hooks(Surroundings& found) {
  struct Trace {
    std::string_view path;
    HookManager manager;
    std::string_view file;
  };
  static constexpr std::array<Trace, 6> kTraces = {
      {{".pre-commit-config.yaml", HookManager::pre_commit, ".pre-commit-config.yaml"},
       {".husky", HookManager::husky, ".husky/pre-commit"},
       {"lefthook.yml", HookManager::lefthook, "lefthook.yml"},
       {".lefthook.yml", HookManager::lefthook, ".lefthook.yml"},
       {"lefthook.yaml", HookManager::lefthook, "lefthook.yaml"},
       {".lefthook.yaml", HookManager::lefthook, ".lefthook.yaml"}}};
  const auto trace = std::ranges::find_if(
      kTraces, [&](const Trace& one) { return exists(file::join(found.top, one.path)); });
  if (trace == kTraces.end()) return;
  found.hooks = trace->manager;
  found.hooks_file = file::join(found.top, trace->file);
}

}  // namespace

std::vector<int> postgres_versions(std::string_view text) {
  std::set<int> versions;
  for (const std::string_view name : {"postgres:", "postgresql:", "postgis:", ":pg", "-pg"})
    add_versions(text, name, versions);
  return {versions.begin(), versions.end()};
}

Surroundings look_around(const std::string& folder) {
  Surroundings found;
  const std::string checkout = find_checkout(folder);
  found.top = checkout.empty() ? folder : checkout;
  find_hooks(found);
  const std::string workflows = file::join(found.top, ".github/workflows");
  const std::string gitlab = file::join(found.top, ".gitlab-ci.yml");
  if (exists(workflows)) {
    found.ci = Ci::github;
  } else if (exists(gitlab)) {
    found.ci = Ci::gitlab;
  }
  add_images_in(folder, is_compose_file, found.images);
  if (folder != found.top) add_images_in(found.top, is_compose_file, found.images);
  add_images_in(workflows, is_yaml, found.images);
  add_images(gitlab, found.images);
  return found;
}

}  // namespace lockstep::project
