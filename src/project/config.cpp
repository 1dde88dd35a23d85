#include "project/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "support/file.h"
#include "support/suggest.h"

namespace lockstep::project {
namespace {

constexpr std::array<std::string_view, 8> kKeys = {"postgres",   "runner",  "prisma", "schema",
                                                   "migrations", "extends", "rules",  "allow"};
constexpr std::array<std::string_view, 1> kRuleKeys = {"severity"};
constexpr std::array<std::string_view, 4> kAllowKeys = {"rule", "migration", "object", "reason"};
constexpr std::array<std::string_view, 1> kPacks = {"recommended"};
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
    return error(key.source().begin.line, fmt::format("unknown key `{}`", key.str()),
                 suggest(key.str(), known));
  }

  Done read_key(const toml::key& key, const toml::node& node) {
    if (key == "postgres") return read_postgres(node);
    if (key == "runner") return read_runner(node);
    if (key == "prisma") return read_prisma(node);
    if (key == "schema") return read_schema(node);
    if (key == "migrations") return read_migrations(node);
    if (key == "extends") return read_extends(node);
    if (key == "rules") return read_rules(node);
    if (key == "allow") return read_allowances(node);
    return unknown_key(key, kKeys);
  }

  // A text that isn't empty; `example` is a value as it should be.
  Result<std::string> text(const toml::node& node, std::string_view key, std::string_view example) {
    const auto* value = node.as_string();
    if (value == nullptr || value->get().empty()) {
      return error(line_of(node), fmt::format("`{}` must be a text", key),
                   fmt::format("write {} = \"{}\"", key, example));
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
    return error(line_of(node), fmt::format("`{}` is no version of Prisma", *version),
                 "write prisma = \"7.4.0\"");
  }

  Done read_schema(const toml::node& node) {
    auto path = text(node, "schema", "prisma/schema.prisma");
    if (!path) return std::unexpected(path.error());
    config_.schema = ConfigPath{std::move(*path), line_of(node)};
    return {};
  }

  Done read_migrations(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return add_migrations(node);
    for (const toml::node& element : *array) {
      if (auto done = add_migrations(element); !done) return done;
    }
    return {};
  }

  Done add_migrations(const toml::node& node) {
    auto path = text(node, "migrations", "prisma/migrations");
    if (!path) return std::unexpected(path.error());
    config_.migrations.push_back({std::move(*path), line_of(node)});
    return {};
  }

  Done read_extends(const toml::node& node) {
    auto pack = text(node, "extends", "recommended");
    if (!pack) return std::unexpected(pack.error());
    if (std::ranges::find(kPacks, *pack) == kPacks.end()) {
      return error(line_of(node), fmt::format("unknown pack `{}`", *pack), suggest(*pack, kPacks));
    }
    config_.extends = std::move(*pack);
    return {};
  }

  Done read_rules(const toml::node& node) {
    const toml::table* rules = node.as_table();
    if (rules == nullptr)
      return error(line_of(node), "`rules` must be a table",
                   "write [rules.ID] and below it severity = \"off\"");
    for (const auto& [id, settings] : *rules) {
      if (auto done = read_rule(id, settings); !done) return done;
    }
    std::ranges::sort(config_.rules, {}, &RuleSetting::line);
    return {};
  }

  Done read_rule(const toml::key& id, const toml::node& node) {
    const std::uint32_t line = id.source().begin.line;
    const toml::table* settings = node.as_table();
    if (settings == nullptr) {
      return error(line, fmt::format("`rules.{}` must be a table", id.str()),
                   fmt::format("write [rules.{}] and below it severity = \"off\"", id.str()));
    }
    for (const auto& [key, value] : *settings) {
      if (key != "severity") return unknown_key(key, kRuleKeys);
      const auto name = text(value, "severity", "warning");
      if (!name) return std::unexpected(name.error());
      const auto severity = parse_severity(*name);
      if (!severity) return error(line_of(value), severity.error());
      config_.rules.push_back({std::string(id.str()), *severity, line});
    }
    return {};
  }

  Done read_allowances(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return error(line_of(node), "`allow` must be a list of tables", "write [[allow]]");
    for (const toml::node& element : *array) {
      const toml::table* table = element.as_table();
      if (table == nullptr)
        return error(line_of(element), "`allow` must be a list of tables", "write [[allow]]");
      if (auto done = read_allowance(*table); !done) return done;
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

}  // namespace

std::string Config::folder() const { return file::parent(path); }

std::string Config::place(std::uint32_t line) const { return fmt::format("{}:{}", display, line); }

Result<Severity> parse_severity(std::string_view name) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note, Severity::off}) {
    if (name == severity_name(severity)) return severity;
  }
  return std::unexpected(Error{"", fmt::format("unknown severity `{}`", name), suggest(name, kSeverities)});
}

Result<int> check_postgres(std::int64_t version) {
  if (version >= kOldestPostgres && version <= kNewestPostgres) return static_cast<int>(version);
  return std::unexpected(
      Error{"", fmt::format("Postgres {} is not supported", version),
            fmt::format("use a major version from {} to {}", kOldestPostgres, kNewestPostgres)});
}

Result<int> parse_postgres(std::string_view version) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(version.data(), version.data() + version.size(), number);
  if (code == std::errc() && end == version.data() + version.size()) return check_postgres(number);
  return std::unexpected(Error{"", fmt::format("`{}` is no major version of Postgres", version),
                               fmt::format("use a number from {} to {}", kOldestPostgres, kNewestPostgres)});
}

Result<Config> parse_config(std::string_view text, std::string display) {
  Config config;
  config.display = std::move(display);
  try {
    const toml::table document = toml::parse(text);
    if (auto done = Reader(config).read(document); !done) return std::unexpected(std::move(done.error()));
  } catch (const toml::parse_error& error) {
    return std::unexpected(
        Error{config.place(error.source().begin.line), std::string(error.description()), "see toml.io"});
  }
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
    if (file::kind(candidate) == file::Kind::regular) return candidate;
    if (folder == root || folder == "/") return {};
    folder = file::parent(folder);
  }
}

}  // namespace lockstep::project
