#include "project/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <toml++/toml.h>

#include "support/file.h"
#include "support/suggest.h"
#include "support/text.h"

namespace lockstep::project {
namespace {

constexpr std::array<std::string_view, 12> kKeys = {"postgres",   "runner",      "prisma",   "schema",
                                                    "migrations", "extends",     "rules",    "overrides",
                                                    "tables",     "start-after", "baseline", "allow"};
constexpr std::array<std::string_view, 1> kPackKeys = {"rules"};
constexpr std::array<std::string_view, 2> kOverrideKeys = {"paths", "rules"};
constexpr std::array<std::string_view, 2> kTablesKeys = {"small", "hot"};
constexpr std::array<std::string_view, 4> kAllowKeys = {"rule", "migration", "object", "reason"};
constexpr std::array<std::string_view, 4> kSeverities = {"error", "warning", "note", "off"};

using Done = Result<void>;

std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

class Reader {
 public:
  explicit Reader(Config& config) : config_(config) {}

  Done read(const toml::table& document) {
    for (const auto& [key, node] : document) {
      if (auto done = read_key(key, node); !done) return done;
    }
    return {};
  }

  Done read_pack(const toml::table& document) {
    for (const auto& [key, node] : document) {
      if (key != "rules") return unknown_key(key, kPackKeys);
      if (auto done = read_rules(node, config_.rules); !done) return done;
    }
    return {};
  }

 private:
  [[nodiscard]] std::unexpected<Error> error(std::uint32_t line, std::string reason,
                                             std::string advice) const {
    return std::unexpected(Error{config_.place(line), std::move(reason), std::move(advice)});
  }

  [[nodiscard]] std::unexpected<Error> error(std::uint32_t line, Error inner) const {
    return error(line, std::move(inner.reason), std::move(inner.advice));
  }

  [[nodiscard]] std::unexpected<Error> unknown_key(const toml::key& key,
                                                   std::span<const std::string_view> known) const {
    return error(key.source().begin.line, text::format("unknown key `{}`", key.str()),
                 suggest(key.str(), known));
  }

  Done read_key(const toml::key& key, const toml::node& node) {
    if (key == "postgres") return read_postgres(node);
    if (key == "runner") return read_runner(node);
    if (key == "prisma") return read_prisma(node);
    if (key == "schema") return read_schema(node);
    if (key == "migrations") return read_some_paths(node, key.str(), "prisma/migrations", config_.migrations);
    if (key == "extends") return read_extends(node);
    if (key == "rules") return read_rules(node, config_.rules);
    if (key == "overrides") return read_tables_of(node, key.str(), &Reader::read_override);
    if (key == "tables") return read_tables(node);
    if (key == "start-after") return read_start_after(node);
    if (key == "baseline") return read_baseline(node);
    if (key == "allow") return read_tables_of(node, key.str(), &Reader::read_allowance);
    return unknown_key(key, kKeys);
  }

  // A text that isn't empty; `example` is a value as it should be.
  Result<std::string> text(const toml::node& node, std::string_view key, std::string_view example) {
    const auto* value = node.as_string();
    if (value == nullptr || value->get().empty()) {
      return error(line_of(node), text::format("`{}` must be a text", key),
                   text::format("write {} = \"{}\"", key, example));
    }
    return value->get();
  }

  Done read_postgres(const toml::node& node) {
    const auto* value = node.as_integer();
    if (value == nullptr) return error(line_of(node), "`postgres` must be a number", "write postgres = 18");
    const auto version = check_postgres(value->get());
    if (!version) return error(line_of(node), version.error());
    config_.postgres = *version;
    return {};
  }

  Done read_runner(const toml::node& node) {
    const auto name = text(node, "runner", "prisma");
    if (!name) return std::unexpected(name.error());
    const auto runner = parse_runner(*name);
    if (!runner) return error(line_of(node), runner.error());
    config_.runner = *runner;
    return {};
  }

  Done read_prisma(const toml::node& node) {
    const auto version = text(node, "prisma", "7.4.0");
    if (!version) return std::unexpected(version.error());
    config_.prisma = parse_version(*version);
    if (config_.prisma) return {};
    return error(line_of(node), text::format("`{}` is no version of Prisma", *version),
                 "write prisma = \"7.4.0\"");
  }

  Done read_schema(const toml::node& node) {
    auto path = text(node, "schema", "prisma/schema.prisma");
    if (!path) return std::unexpected(path.error());
    config_.schema = ConfigText{std::move(*path), line_of(node)};
    return {};
  }

  // One text, or a list of them.
  Done read_paths(const toml::node& node, std::string_view key, std::string_view example,
                  std::vector<ConfigText>& paths) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return add_path(node, key, example, paths);
    for (const toml::node& element : *array) {
      if (auto done = add_path(element, key, example, paths); !done) return done;
    }
    return {};
  }

  Done read_some_paths(const toml::node& node, std::string_view key, std::string_view example,
                       std::vector<ConfigText>& paths) {
    auto done = read_paths(node, key, example, paths);
    if (!done || !paths.empty()) return done;
    return error(line_of(node), text::format("`{}` is empty", key),
                 text::format("write {} = \"{}\"", key, example));
  }

  Done add_path(const toml::node& node, std::string_view key, std::string_view example,
                std::vector<ConfigText>& paths) {
    auto path = text(node, key, example);
    if (!path) return std::unexpected(path.error());
    paths.push_back({std::move(*path), line_of(node)});
    return {};
  }

  Done read_names(const toml::node& node, std::string_view key, std::string_view example,
                  std::vector<std::string>& names) {
    std::vector<ConfigText> paths;
    if (auto done = read_paths(node, key, example, paths); !done) return done;
    for (ConfigText& path : paths) names.push_back(std::move(path.text));
    return {};
  }

  Done read_extends(const toml::node& node) {
    config_.extends.clear();
    return read_some_paths(node, "extends", "recommended", config_.extends);
  }

  Done read_start_after(const toml::node& node) {
    auto name = text(node, "start-after", "20250101000000_init");
    if (!name) return std::unexpected(name.error());
    config_.start_after = ConfigText{std::move(*name), line_of(node)};
    return {};
  }

  Done read_baseline(const toml::node& node) {
    auto path = text(node, "baseline", "lockstep-baseline.json");
    if (!path) return std::unexpected(path.error());
    config_.baseline = ConfigText{std::move(*path), line_of(node)};
    return {};
  }

  Done read_tables(const toml::node& node) {
    const toml::table* tables = node.as_table();
    if (tables == nullptr) {
      return error(line_of(node), "`tables` must be a table",
                   "write [tables] and below it small = [\"countries\"]");
    }
    for (const auto& [key, names] : *tables) {
      if (key != "small" && key != "hot") return unknown_key(key, kTablesKeys);
      auto& list = key == "small" ? config_.tables.small : config_.tables.hot;
      if (auto done = read_names(names, key.str(), "orders", list); !done) return done;
    }
    return {};
  }

  // ---- rules ------------------------------------------------------------------------------------

  Done read_rules(const toml::node& node, std::vector<RuleSetting>& settings) {
    const toml::table* rules = node.as_table();
    if (rules == nullptr)
      return error(line_of(node), "`rules` must be a table",
                   "write [rules.ID] and below it severity = \"off\"");
    for (const auto& [id, rule] : *rules) {
      if (auto done = read_rule(id, rule, settings); !done) return done;
    }
    // A group's setting and one of its rules': the later line wins.
    std::ranges::stable_sort(settings, {}, &RuleSetting::line);
    return {};
  }

  Done read_rule(const toml::key& id, const toml::node& node, std::vector<RuleSetting>& settings) {
    const std::uint32_t line = id.source().begin.line;
    if (node.is_string()) return read_severity({std::string(id.str()), line, {}, {}, line}, node, settings);
    const toml::table* rule = node.as_table();
    if (rule == nullptr) {
      return error(line, text::format("`rules.{}` must be a severity or a table", id.str()),
                   text::format("write [rules.{}] and below it severity = \"off\"", id.str()));
    }
    for (const auto& [key, value] : *rule) {
      const RuleSetting setting{std::string(id.str()), line, std::string(key.str()), {}, line_of(value)};
      auto done =
          key == "severity" ? read_severity(setting, value, settings) : read_option(setting, value, settings);
      if (!done) return done;
    }
    return {};
  }

  Done read_severity(RuleSetting setting, const toml::node& node, std::vector<RuleSetting>& settings) {
    const auto name = text(node, "severity", "warning");
    if (!name) return std::unexpected(name.error());
    const auto severity = parse_severity(*name);
    if (!severity) return error(line_of(node), severity.error());
    setting.option.clear();
    setting.value = *severity;
    settings.push_back(std::move(setting));
    return {};
  }

  Done read_option(RuleSetting setting, const toml::node& node, std::vector<RuleSetting>& settings) {
    const std::string_view name = setting.option;
    if (const auto* flag = node.as_boolean()) {
      setting.value = OptionValue(flag->get());
    } else if (const auto* number = node.as_integer()) {
      setting.value = OptionValue(number->get());
    } else if (const auto* word = node.as_string()) {
      setting.value = OptionValue(word->get());
    } else if (node.is_array()) {
      std::vector<std::string> list;
      if (auto done = read_names(node, name, "...", list); !done) return done;
      setting.value = OptionValue(std::move(list));
    } else {
      return error(line_of(node), text::format("`{}` has a value of no kind that options have", name),
                   "write a text, a number, true, false or a list of texts");
    }
    settings.push_back(std::move(setting));
    return {};
  }

  Done read_override(const toml::table& table) {
    Override override;
    for (const auto& [key, node] : table) {
      if (key != "paths" && key != "rules") return unknown_key(key, kOverrideKeys);
      auto done = key == "paths" ? read_names(node, "paths", "prisma/migrations/2024*", override.paths)
                                 : read_rules(node, override.rules);
      if (!done) return done;
    }
    if (override.paths.empty()) {
      return error(line_of(table), "an override without paths", "add paths = [\"prisma/migrations/2024*\"]");
    }
    config_.overrides.push_back(std::move(override));
    return {};
  }

  // ---- [[...]] ----------------------------------------------------------------------------------

  Done read_tables_of(const toml::node& node, std::string_view key,
                      Done (Reader::*read_table)(const toml::table&)) {
    const auto wrong = [&](const toml::node& place) {
      return error(line_of(place), text::format("`{}` must be a list of tables", key),
                   text::format("write [[{}]]", key));
    };
    const toml::array* array = node.as_array();
    if (array == nullptr) return wrong(node);
    for (const toml::node& element : *array) {
      const toml::table* table = element.as_table();
      if (table == nullptr) return wrong(element);
      if (auto done = (this->*read_table)(*table); !done) return done;
    }
    return {};
  }

  Done read_allowance(const toml::table& table) {
    Allowance allowance;
    allowance.line = line_of(table);
    const std::array<std::string*, 4> fields = {&allowance.rule, &allowance.migration, &allowance.object,
                                                &allowance.reason};
    for (const auto& [key, node] : table) {
      const auto known = std::ranges::find(kAllowKeys, key.str());
      if (known == kAllowKeys.end()) return unknown_key(key, kAllowKeys);
      auto value = text(node, key.str(), "...");
      if (!value) return std::unexpected(value.error());
      *fields[static_cast<std::size_t>(known - kAllowKeys.begin())] = std::move(*value);
    }
    if (allowance.rule.empty())
      return error(allowance.line, "an allowance without a rule", "add rule = \"ID\"");
    if (allowance.migration.empty() && allowance.object.empty()) {
      return error(allowance.line, "an allowance without a migration or an object",
                   "add migration = \"its folder's name\" or object = \"table.column\"");
    }
    if (allowance.reason.empty()) {
      return error(allowance.line, "an allowance without a reason", "add reason = \"why this is fine\"");
    }
    config_.allowances.push_back(std::move(allowance));
    return {};
  }

  Config& config_;
};

// toml++ limits how deep values may nest, but not the parts of a dotted key, each of which is a table in
// another one: thousands of them end in a stack that is too small.
Done check_size(std::string_view text, const Config& config) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  constexpr std::size_t kMostDots = 100;
  if (text.size() > kMostBytes)
    return std::unexpected(Error{config.display, "larger than 1 MiB", "keep settings alone in it"});
  std::uint32_t line = 1;
  std::size_t dots = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++line;
      dots = 0;
    } else if (c == '.' && ++dots > kMostDots) {
      return std::unexpected(Error{config.place(line), text::format("more than {} dots in a line", kMostDots),
                                   "break it into several lines"});
    }
  }
  return {};
}

Done parse(std::string_view text, Config& config, Done (Reader::*read)(const toml::table&)) {
  if (auto done = check_size(text, config); !done) return done;
  try {
    const toml::table document = toml::parse(text);
    Reader reader(config);
    return (reader.*read)(document);
  } catch (const toml::parse_error& error) {
    return std::unexpected(
        Error{config.place(error.source().begin.line), std::string(error.description()), "see toml.io"});
  }
}

}  // namespace

std::string Config::folder() const { return file::parent(path); }

std::string Config::place(std::uint32_t line) const { return text::format("{}:{}", display, line); }

Result<Severity> parse_severity(std::string_view name) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note, Severity::off}) {
    if (name == severity_name(severity)) return severity;
  }
  return std::unexpected(Error{"", text::format("unknown severity `{}`", name), suggest(name, kSeverities)});
}

Result<int> check_postgres(std::int64_t version) {
  if (version >= kOldestPostgres && version <= kNewestPostgres) return static_cast<int>(version);
  return std::unexpected(
      Error{"", text::format("Postgres {} is not supported", version),
            text::format("use a major version from {} to {}", kOldestPostgres, kNewestPostgres)});
}

Result<int> parse_postgres(std::string_view version) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(version.data(), version.data() + version.size(), number);
  if (code == std::errc() && end == version.data() + version.size()) return check_postgres(number);
  return std::unexpected(Error{"", text::format("`{}` is no major version of Postgres", version),
                               text::format("use a number from {} to {}", kOldestPostgres, kNewestPostgres)});
}

Result<std::vector<RuleSetting>> parse_pack(std::string_view text, std::string_view display) {
  Config pack;
  pack.display = display;
  auto done = parse(text, pack, &Reader::read_pack);
  if (!done) return std::unexpected(std::move(done.error()));
  return std::move(pack.rules);
}

Result<Config> parse_config(std::string_view text, std::string display) {
  Config config;
  config.display = std::move(display);
  auto done = parse(text, config, &Reader::read);
  if (!done) return std::unexpected(std::move(done.error()));
  return config;
}

Result<Config> read_config(const std::string& path) {
  std::string display = file::relative(path, file::absolute("."));
  auto bytes = file::read(path);
  if (!bytes)
    return std::unexpected(Error{display, std::move(bytes.error().reason), std::move(bytes.error().advice)});
  auto config = parse_config(*bytes, std::move(display));
  if (config) config->path = path;
  return config;
}

std::string find_config(std::string folder, const std::string& root) {
  while (true) {
    std::string candidate = file::join(folder, kConfigName);
    if (file::kind(candidate) != file::Kind::none) return candidate;
    if (folder == root || folder == "/") return {};
    folder = file::parent(folder);
  }
}

}  // namespace lockstep::project
