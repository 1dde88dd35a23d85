#include "project/gate_facts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "parser/prisma.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::project {
namespace {

// Prisma's checksum is the same for either kind of line end.
// https://github.com/prisma/prisma-engines/blob/main/schema-engine/connectors/schema-connector/src/checksum.rs
std::string without_returns(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') result += text[i];
  }
  return result;
}

// The first line of `now` that differs; empty where `now` is a part of what was there.
Span first_difference(std::string_view before, std::string_view now) {
  const auto differs = static_cast<std::size_t>(std::ranges::mismatch(now, before).in1 - now.begin());
  if (differs == now.size()) return {};
  const std::size_t newline = differs == 0 ? std::string_view::npos : now.rfind('\n', differs - 1);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t end = std::min(now.find('\n', differs), now.size());
  return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
}

class Gatherer {
 public:
  Gatherer(const FactsInput& input, const Changes& changes, const SchemaAtBase& at_base, ProjectFacts& facts)
      : input_(input),
        changes_(changes),
        at_base_(at_base),
        facts_(facts),
        real_(file::real(input.history.folder)) {}

  Result<GateFacts> gather() {
    gate_.reference = input_.base->reference;
    gate_.uncommitted_only = input_.base->uncommitted_only;
    if (auto done = add_newest(); !done) return std::unexpected(std::move(done.error()));
    for (const std::string& path : changes_.changed) {
      if (auto done = add_changed(path); !done) return std::unexpected(std::move(done.error()));
    }
    if (auto done = find_renamed(); !done) return std::unexpected(std::move(done.error()));
    judge_all();
    if (auto done = check_schema(); !done) return std::unexpected(std::move(done.error()));
    if (facts_.schema) compare_schema(input_, at_base_, facts_, gate_);
    return std::move(gate_);
  }

 private:
  // Empty where the file is no migration of the folder.
  std::string name_of(const std::string& path) const {
    if (!file::within(path, real_) || path.size() <= real_.size()) return {};
    return migration_of(std::string_view(path).substr(real_.size() + 1));
  }

  // Others may have merged migrations since the branch left.
  Result<void> add_newest() {
    const bool moved_on = input_.base->tip != input_.base->commit && !input_.base->moved;
    const auto files = moved_on ? files_of(*input_.base, input_.base->tip, {input_.history.folder})
                                : Result<std::set<std::string>>(changes_.at_base);
    if (!files) return std::unexpected(files.error());
    for (const std::string& path : *files) gate_.newest = std::max(gate_.newest, name_of(path));
    return {};
  }

  Result<void> add_changed(const std::string& path) {
    const std::string name = name_of(path);
    if (name.empty()) return {};
    auto before = read_at_base(*input_.base, path);
    if (!before) return std::unexpected(std::move(before.error()));
    const auto now = std::ranges::find(input_.history.files, name, &MigrationFile::name);
    if (now == input_.history.files.end()) {
      const MigrationFacts* folder = facts_.find(name);
      const Place place = folder != nullptr ? folder->place : add_file(facts_, display_of(path), {});
      gate_.changed.push_back({.name = name, .fate = Fate::deleted, .new_name = {}, .place = place});
      gone_.emplace(name, std::move(*before));
      return {};
    }
    const auto bytes = read_now(input_.base, now->path);
    if (!bytes) return std::unexpected(bytes.error());
    if (without_returns(*bytes) == without_returns(*before)) return {};
    Place place = facts_.find(name)->place;
    place.span = first_difference(*before, *bytes);
    gate_.changed.push_back({.name = name, .fate = Fate::edited, .new_name = {}, .place = place});
    return {};
  }

  Result<void> check_schema() const {
    if (!facts_.schema && input_.schema.empty()) return find_lost_schema();
    if (!facts_.schema) return at_base_.files.empty() ? Result<void>() : lost_schema(*at_base_.files.begin());
    return at_base_.changed ? check_syntax(*facts_.schema) : Result<void>();
  }

  // Its place was the usual one, beside the migrations, or people say where it is.
  Result<void> find_lost_schema() const {
    for (const std::string_view place : {"schema.prisma", "schema"}) {
      const auto changes =
          changes_since(*input_.base, file::join(file::parent(input_.history.folder), place));
      if (!changes) return std::unexpected(changes.error());
      const auto lost = std::ranges::find_if(
          changes->changed, [](const std::string& path) { return path.ends_with(".prisma"); });
      if (lost != changes->changed.end()) return lost_schema(*lost);
    }
    return {};
  }

  std::unexpected<Error> lost_schema(const std::string& path) const {
    return std::unexpected(Error{display_path(path, input_.root),
                                 text::format("is gone, and {} has it", input_.base->reference),
                                 "restore it, or name the new one with --schema"});
  }

  // Of what can't be read, nobody could say how it differs.
  Result<void> check_syntax(const SchemaFacts& schema) const {
    for (std::size_t i = 0; i < schema.paths.size(); ++i) {
      const SourceFile& file = facts_.files[schema.first_file + i];
      const std::vector<prisma::SyntaxError> errors = prisma::parse_file(file.bytes()).errors;
      if (errors.empty()) continue;
      const std::string_view before = file.bytes().substr(0, errors.front().span.begin);
      return std::unexpected(
          Error{text::format("{}:{}", file.path(), 1 + std::ranges::count(before, '\n')),
                text::format("cannot be read as a Prisma schema: {}", errors.front().message), "correct it"});
    }
    return {};
  }

  std::string display_of(const std::string& real_path) const {
    return file::join(facts_.folder, real_path.substr(real_.size() + 1));
  }

  // A new migration with the bytes of one that is gone.
  Result<void> find_renamed() {
    if (gone_.empty()) return {};
    for (const MigrationFile& file : input_.history.files) {
      if (!facts_.find(file.name)->is_new) continue;
      const auto bytes = read_now(input_.base, file.path);
      if (!bytes) return std::unexpected(bytes.error());
      const auto same = std::ranges::find_if(
          gone_, [&](const auto& each) { return without_returns(each.second) == without_returns(*bytes); });
      if (same == gone_.end()) continue;
      ChangedMigration& changed = *std::ranges::find(gate_.changed, same->first, &ChangedMigration::name);
      changed.fate = Fate::renamed;
      changed.new_name = file.name;
      changed.place = facts_.find(file.name)->place;
      gone_.erase(same);
    }
    return {};
  }

  void judge_all() {
    std::size_t at_base = 0;
    for (const std::string& path : changes_.at_base) at_base += name_of(path).empty() ? 0U : 1U;
    const auto deleted = std::ranges::count(gate_.changed, Fate::deleted, &ChangedMigration::fate);
    gate_.all_gone = at_base > 1 && static_cast<std::size_t>(deleted) == at_base;
    std::ranges::sort(gate_.changed, {}, &ChangedMigration::name);
  }

  const FactsInput& input_;
  const Changes& changes_;
  const SchemaAtBase& at_base_;
  ProjectFacts& facts_;
  std::string real_;
  std::map<std::string, std::string> gone_;  // bytes at the base, by migration
  GateFacts gate_;
};

}  // namespace

Result<GateFacts> gather_gate(const FactsInput& input, const Changes& changes, const SchemaAtBase& at_base,
                              ProjectFacts& facts) {
  return Gatherer(input, changes, at_base, facts).gather();
}

}  // namespace lockstep::project
