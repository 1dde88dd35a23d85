#include "cli/baselines.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

constexpr const char* kDefaultName = "lockstep-baseline.json";
constexpr int kVersion = 1;

constexpr std::array<std::pair<const char*, std::string BaselineEntry::*>, 4> kMembers = {
    {{"migration", &BaselineEntry::migration},
     {"rule", &BaselineEntry::rule},
     {"object", &BaselineEntry::object},
     {"fingerprint", &BaselineEntry::fingerprint}}};

bool read_entry(const nlohmann::json& json, BaselineEntry& entry) {
  if (!json.is_object()) return false;
  for (const auto& [name, member] : kMembers) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) return false;
    entry.*member = found->get<std::string>();
  }
  return true;
}

}  // namespace

bool Baseline::add(const std::string& migration, const Finding& finding) {
  BaselineEntry entry{.migration = migration,
                      .rule = finding.rule,
                      .object = finding.object,
                      .fingerprint = finding.fingerprint};
  const bool is_known = known.contains(entry);
  found.insert(std::move(entry));
  return is_known;
}

std::size_t Baseline::count_stale() const {
  return static_cast<std::size_t>(std::ranges::count_if(known, [this](const BaselineEntry& entry) {
    return migrations.contains(entry.migration) && !found.contains(entry);
  }));
}

std::string Baselines::path_of(const project::Config& config) const {
  const std::string folder = config.path.empty() ? file::absolute(".") : config.folder();
  if (config.baseline) return file::absolute(file::join(folder, config.baseline->text));
  return use_ == Use::writing ? file::join(folder, kDefaultName) : std::string();
}

Result<void> Baselines::open(const project::Config& config) {
  const std::string path = path_of(config);
  if (path.empty() || by_path_.contains(path)) return {};
  Baseline baseline{.path = path,
                    .display = file::relative(path, file::absolute(".")),
                    .configured = config.baseline.has_value(),
                    .known = {},
                    .found = {},
                    .migrations = {}};
  if (file::kind(path) != file::Kind::none) {
    const auto text = file::read(path);
    if (!text) return std::unexpected(Error{baseline.display, text.error().reason, text.error().advice});
    auto known = parse_baseline(*text);
    if (!known) return std::unexpected(Error{baseline.display, known.error().reason, known.error().advice});
    baseline.known = std::move(*known);
  } else if (use_ == Use::reading) {
    return std::unexpected(Error{config.place(config.baseline->line),
                                 text::format("there is no baseline `{}`", config.baseline->text),
                                 "`lockstep baseline` writes it"});
  }
  by_path_.emplace(path, std::move(baseline));
  return {};
}

Baseline* Baselines::of(const project::Config& config) {
  if (by_path_.empty()) return nullptr;
  const auto found = by_path_.find(path_of(config));
  return found == by_path_.end() ? nullptr : &found->second;
}

Result<BaselineEntries> parse_baseline(const std::string& text) {
  const Error wrong{"", "is no baseline of lockstep", "remove it, and `lockstep baseline` writes it anew"};
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("version", nlohmann::json()) != kVersion) return std::unexpected(wrong);
  const auto findings = json.find("findings");
  if (findings == json.end() || !findings->is_array()) return std::unexpected(wrong);
  BaselineEntries entries;
  for (const nlohmann::json& finding : *findings) {
    BaselineEntry entry;
    if (!read_entry(finding, entry)) return std::unexpected(wrong);
    entries.insert(std::move(entry));
  }
  return entries;
}

std::string write_baseline(const BaselineEntries& entries) {
  std::string text = text::format("{{\n  \"version\": {},\n  \"findings\": [", kVersion);
  const char* separator = "\n    ";
  for (const BaselineEntry& entry : entries) {
    nlohmann::ordered_json json;
    for (const auto& [name, member] : kMembers) json[name] = entry.*member;
    text += separator + json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
    separator = ",\n    ";
  }
  return text + (entries.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace lockstep::cli
