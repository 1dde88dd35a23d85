#include "project/prisma_version.h"

#include <algorithm>
#include <array>
#include <vector>

#include "project/literals.h"
#include "project/version_range.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

// The command line tool is what runs migrations; its client is of the same version in nearly every project.
constexpr std::array<std::string_view, 2> kPackages = {"prisma", "@prisma/client"};

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view unquoted(std::string_view text) {
  const bool quoted =
      text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// The lowest, where all of them run a file in one way.
std::optional<Version> agreed(const std::vector<Version>& versions) {
  if (versions.empty()) return std::nullopt;
  const auto [low, high] = std::ranges::minmax(versions);
  if (low < kPrismaSplitsFrom && high >= kPrismaSplitsFrom) return std::nullopt;
  return low;
}

// ---- package-lock.json ------------------------------------------------------------------------

std::optional<Version> npm_entry(std::string_view lock, const std::string& key) {
  static constexpr std::string_view kVersion = "\"version\": \"";
  const std::size_t entry = lock.find("\"" + key + "\": {");
  if (entry == std::string_view::npos) return std::nullopt;
  std::string_view object = lock.substr(entry, lock.find('}', entry) - entry);
  const std::size_t version = object.find(kVersion);
  if (version == std::string_view::npos) return std::nullopt;
  object.remove_prefix(version + kVersion.size());
  return parse_version(object.substr(0, object.find('"')));
}

// ---- pnpm-lock.yaml ---------------------------------------------------------------------------

struct YamlLine {
  std::size_t indent = 0;
  std::string_view key;
  std::string_view value;
};

YamlLine read_yaml_line(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(indent);
  // A quoted key may hold colons; none of pnpm's holds a quote.
  const std::size_t from = line.starts_with('\'') ? std::min(line.find('\'', 1), line.size()) : 0;
  const std::size_t colon = std::min(line.find(':', from), line.size());
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  return {.indent = indent, .key = unquoted(line.substr(0, colon)), .value = unquoted(value)};
}

// "7.6.0(prisma@7.6.0)", "4.3.1_prisma@4.3.1"
std::optional<Version> without_peers(std::string_view text) {
  return parse_version(text.substr(0, text.find_first_of("(_")));
}

// What one package is resolved to, in the importers' sections and among all packages.
struct PnpmVersions {
  std::optional<Version> of_importer;
  std::optional<Version> of_root;
  std::vector<Version> all;
};

class PnpmReader {
 public:
  PnpmReader(std::string_view package, std::string_view importer) : package_(package), importer_(importer) {}

  void read(const YamlLine& line) {
    if (line.key.empty()) return;
    if (line.indent == 0) {
      section_ = line.key;
      current_ = ".";
    }
    if (section_ == "importers" && line.indent == 2) current_ = line.key;
    if (section_ == "packages") return read_package(line);
    // A lock file of a single package has the groups of importers at its top.
    const std::size_t group = section_ == "importers" ? 4 : 0;
    if (line.indent == group) group_ = line.key;
    if (line.indent == group + 2) in_package_ = line.key == package_;
    if (!in_package_ || !group_.ends_with("ependencies")) return;
    const bool inline_version = line.indent == group + 2 && !line.value.empty();
    if (inline_version || (line.indent == group + 4 && line.key == "version"))
      resolved(without_peers(line.value));
  }

  [[nodiscard]] const PnpmVersions& versions() const { return versions_; }

 private:
  void resolved(std::optional<Version> version) {
    if (current_ == importer_) versions_.of_importer = version;
    if (current_ == ".") versions_.of_root = version;
  }

  // "prisma@7.6.0", "/prisma@5.1.0", "/prisma/4.3.1"
  void read_package(const YamlLine& line) {
    if (line.indent != 2) return;
    std::string_view key = line.key;
    if (key.starts_with('/')) key.remove_prefix(1);
    if (!key.starts_with(package_)) return;
    key.remove_prefix(package_.size());
    if (!key.starts_with('@') && !key.starts_with('/')) return;
    if (const auto version = without_peers(key.substr(1))) versions_.all.push_back(*version);
  }

  std::string_view package_;
  std::string_view importer_;
  std::string_view section_;
  std::string_view current_;
  std::string_view group_;
  bool in_package_ = false;
  PnpmVersions versions_;
};

PnpmVersions read_pnpm(std::string_view lock, std::string_view package, std::string_view importer) {
  PnpmReader reader(package, importer);
  while (!lock.empty()) reader.read(read_yaml_line(take_line(lock)));
  return reader.versions();
}

// ---- yarn.lock --------------------------------------------------------------------------------

// `"prisma@npm:^6.2.0":`, `prisma@^6.1.0, prisma@^6.2.0:`
bool is_yarn_entry(std::string_view line, std::string_view package) {
  if (line.starts_with('"')) line.remove_prefix(1);
  return line.starts_with(package) && line.substr(package.size()).starts_with('@');
}

std::vector<Version> yarn_versions(std::string_view lock, std::string_view package) {
  static constexpr std::string_view kVersion = "  version";
  std::vector<Version> versions;
  bool inside = false;
  while (!lock.empty()) {
    std::string_view line = take_line(lock);
    if (!line.starts_with(' ')) inside = is_yarn_entry(line, package);
    if (!inside || !line.starts_with(kVersion)) continue;
    line.remove_prefix(std::min(line.find_first_not_of(": ", kVersion.size()), line.size()));
    if (const auto version = parse_version(unquoted(line))) versions.push_back(*version);
  }
  return versions;
}

// ---- in a project -----------------------------------------------------------------------------

std::optional<Version> lock_version(const std::string& folder, const std::string& importer) {
  const auto npm = file::read(file::join(folder, "package-lock.json"));
  if (npm) return npm_lock_version(*npm, importer);
  const auto pnpm = file::read(file::join(folder, "pnpm-lock.yaml"));
  if (pnpm) return pnpm_lock_version(*pnpm, importer);
  const auto yarn = file::read(file::join(folder, "yarn.lock"));
  if (yarn) return yarn_lock_version(*yarn);
  const auto bun = file::read(file::join(folder, "bun.lock"));
  return bun ? bun_lock_version(*bun) : std::nullopt;
}

std::optional<VersionRange> package_range(const std::string& folder) {
  const auto json = file::read(file::join(folder, "package.json"));
  if (!json) return std::nullopt;
  for (const std::string_view package : kPackages) {
    for (const std::string_view group : {"dependencies", "devDependencies", "peerDependencies"}) {
      const auto text = json_string(*json, std::array{group, package});
      if (const auto range = text ? parse_version_range(*text) : std::nullopt) return range;
    }
  }
  return std::nullopt;
}

std::optional<Version> in_one_way(const VersionRange& range) {
  const bool both = range.first < kPrismaSplitsFrom && (!range.end || *range.end > kPrismaSplitsFrom);
  const bool unnamed = range.first == Version{};  // "<7" has no version to speak of
  return both || unnamed ? std::nullopt : std::optional(range.first);
}

// The folder itself and those around it, up to the root.
std::vector<std::string> upward(std::string folder, const std::string& root) {
  std::vector<std::string> folders = {folder};
  while (folder != root && folder != "/") {
    folder = file::parent(folder);
    folders.push_back(folder);
  }
  return folders;
}

}  // namespace

std::optional<Version> npm_lock_version(std::string_view lock, std::string_view importer) {
  for (const std::string_view package : kPackages) {
    const std::string installed = "node_modules/" + std::string(package);
    // As node resolves it: beside the importer, else further up.
    for (std::string folder(importer == "." ? "" : importer); !folder.empty();
         folder = file::parent(folder)) {
      if (const auto version = npm_entry(lock, file::join(folder, installed))) return version;
    }
    if (const auto version = npm_entry(lock, installed)) return version;
    if (const auto version = npm_entry(lock, std::string(package))) return version;  // lockfileVersion 1
  }
  return std::nullopt;
}

std::optional<Version> pnpm_lock_version(std::string_view lock, std::string_view importer) {
  const PnpmVersions tool = read_pnpm(lock, kPackages[0], importer);
  const PnpmVersions client = read_pnpm(lock, kPackages[1], importer);
  for (const auto& version : {tool.of_importer, tool.of_root, client.of_importer, client.of_root}) {
    if (version) return version;
  }
  return agreed(tool.all.empty() ? client.all : tool.all);
}

std::optional<Version> yarn_lock_version(std::string_view lock) {
  for (const std::string_view package : kPackages) {
    if (const auto versions = yarn_versions(lock, package); !versions.empty()) return agreed(versions);
  }
  return std::nullopt;
}

std::optional<Version> bun_lock_version(std::string_view lock) {
  for (const std::string_view package : kPackages) {
    const std::string needle = "\"" + std::string(package) + "\": [\"" + std::string(package) + "@";
    const std::size_t found = lock.find(needle);
    if (found == std::string_view::npos) continue;
    const std::string_view rest = lock.substr(found + needle.size());
    return parse_version(rest.substr(0, rest.find('"')));
  }
  return std::nullopt;
}

std::optional<Version> find_prisma_version(const std::string& folder, const std::string& root) {
  const std::vector<std::string> folders = upward(folder, root);
  const auto package = std::ranges::find_if(folders, [](const std::string& candidate) {
    return file::kind(file::join(candidate, "package.json")) == file::Kind::regular;
  });
  const std::string& importer = package == folders.end() ? folder : *package;
  for (const std::string& candidate : folders) {
    const std::string from = file::within(importer, candidate) ? file::relative(importer, candidate) : ".";
    if (const auto version = lock_version(candidate, from)) return version;
  }
  for (const std::string& candidate : folders) {
    if (const auto range = package_range(candidate)) return in_one_way(*range);
  }
  return std::nullopt;
}

std::optional<Version> prisma_version_of(const schema::Schema& schema) {
  const std::optional<schema::Datasource>& source = schema.datasource;
  const bool has_address = source && (source->url || source->direct_url || source->shadow_database_url);
  return has_address ? std::optional(Version{.major = 6}) : std::nullopt;
}

}  // namespace lockstep::project
