/// What:  A migration that is named as a rollback and can't be matched to what it undoes.
/// When:  the description begins with `rollback_` or `revert_`, and no earlier migration has all the words
///        that follow, or three of them that are two thirds; or `-- lockstep: rolls-back NAME` names no
///        earlier migration.
/// Why:   a migration can't be taken back, only undone by a later one. Who reads the history, in an incident
///        at that, has to find out what is undone.
/// Do:    say it in the file: `-- lockstep: rolls-back 20240131120000_add_orders`.
/// Allow: it undoes what was never a migration.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/workflows/generating-down-migrations
#include <algorithm>
#include <ranges>
#include <set>

#include "project/migration_name.h"
#include "rules/project_context.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "rollback-without-target",
    .group = "folder",
    .since = "0.1.0",
    .summary = "a rollback doesn't say which migration it undoes",
};
using Migrations = std::span<const project::MigrationFacts>;
using Words = std::set<std::string_view>;

std::string_view description_of(std::string_view name) {
  const auto parts = project::split_name(name);
  return parts ? parts->description : name.substr(std::min(name.find('_'), name.size() - 1) + 1);
}

Words words_of(std::string_view description) {
  Words words;
  for (const auto word : std::views::split(description, '_')) {
    if (!word.empty()) words.insert(std::string_view(word.begin(), word.end()));
  }
  return words;
}

// Of "rollback_add_orders" the words "add" and "orders"; none for what is no rollback.
std::optional<Words> undone_words(std::string_view description) {
  for (const std::string_view prefix : {"rollback_", "revert_"}) {
    if (description.starts_with(prefix)) return words_of(description.substr(prefix.size()));
  }
  return std::nullopt;
}

// All of them, or of many most.
bool has_words(const project::MigrationFacts& migration, const Words& words) {
  constexpr std::ptrdiff_t kMany = 3;
  const Words own = words_of(description_of(migration.name));
  const std::ptrdiff_t found =
      std::ranges::count_if(words, [&](std::string_view word) { return own.contains(word); });
  if (found == std::ssize(words)) return found > 0;
  return found >= kMany && found * 3 >= std::ssize(words) * 2;
}

// "add_orders" may be written without its time.
bool is_called(const project::MigrationFacts& migration, std::string_view name) {
  return migration.name == name || description_of(migration.name) == name;
}

void check_migration(const project::MigrationFacts& migration, Migrations earlier, ProjectContext& cx) {
  bool says = false;
  for (const Directive& directive : migration.directives) {
    if (directive.kind != Directive::Kind::rolls_back) continue;
    says = true;
    if (std::ranges::any_of(earlier, [&](const auto& each) { return is_called(each, directive.text); }))
      continue;
    cx.report({.file = migration.place.file, .span = directive.span}, "no earlier migration is called {}",
              directive.text)
        .object(migration.name)
        .advise("write the name of its folder");
  }
  if (says) return;
  const std::optional<Words> words = undone_words(description_of(migration.name));
  if (!words || std::ranges::any_of(earlier, [&](const auto& each) { return has_words(each, *words); }))
    return;
  cx.report(migration.place, "rollback {} doesn't say which migration it undoes", migration.name)
      .object(migration.name)
      .advise("name its folder in the file:\n  -- lockstep: rolls-back NAME");
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  const Migrations migrations = facts.migrations;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (migrations[i].reported && !migrations[i].missing)
      check_migration(migrations[i], migrations.first(i), cx);
  }
}

}  // namespace

extern const Rule rollback_without_target;
constinit const Rule rollback_without_target = make_rule<check>(kInfo);

}  // namespace lockstep::rules
