/// What:  Two migrations whose names begin with the same time, or differ in nothing else.
/// When:  another migration of the folder has the same time, once for all that have it and not where only a
///        number at the end tells them apart; or a new one has the description of another one behind another
///        time. Not where the base has all of them, which can't be renamed any more. What the migrations do
///        isn't looked at.
/// Why:   with the same time the description decides which of them runs first, by its first letters, and
///        whoever made them didn't see the other. The same description twice is often one change that was
///        generated twice, whose second run fails because its objects exist.
/// Do:    rename the newer folder to a time of its own; remove it if it is the same change.
/// Allow: the order of the two doesn't matter, or the description says too little to tell them apart.
/// See:   https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
#include <algorithm>
#include <map>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "project/migration_name.h"
#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/ascii.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "duplicate-migration",
    .group = "folder",
    .since = "0.1.0",
    .summary = "two migrations have one time, or one description",
};

using Migrations = std::vector<const project::MigrationFacts*>;

// add_index of add_index_02
std::string_view without_number(std::string_view description) {
  while (!description.empty() && (ascii::is_digit(description.back()) || description.back() == '_'))
    description.remove_suffix(1);
  return description;
}

// Whoever has numbered them has put them into their order.
bool are_numbered(const Migrations& same) {
  const auto stem = [](const project::MigrationFacts* each) {
    return without_number(project::split_name(each->name)->description);
  };
  return std::ranges::all_of(same, [&](const auto* each) { return stem(each) == stem(same.front()); });
}

// The last one that can be renamed yet, beside the others.
void report_same_time(const Migrations& same, bool has_base, ProjectContext& cx) {
  const auto may_be_renamed = [&](const project::MigrationFacts* each) {
    return each->reported && (each->is_new || !has_base);
  };
  const auto last = std::ranges::find_if(same | std::views::reverse, may_be_renamed);
  if (same.size() < 2 || last == same.rend() || are_numbered(same)) return;
  std::vector<std::string> others;
  for (const project::MigrationFacts* each : same) {
    if (each != *last) others.push_back(each->name);
  }
  cx.report((*last)->place, "migration {} has the same time as {}: the description orders them",
            (*last)->name, first_of(others))
      .object((*last)->name)
      .advise("rename the folder that is not yet applied anywhere to a time of its own");
}

// One name of two is reported: the later one, or the one that is new at all.
void report_same_description(const project::MigrationFacts& earlier, const project::MigrationFacts& later,
                             ProjectContext& cx) {
  const project::MigrationFacts& reported = later.reported ? later : earlier;
  const project::MigrationFacts& other = later.reported ? earlier : later;
  if (!reported.reported || !reported.is_new) return;
  cx.report(reported.place, "migration {} has the description of {}", reported.name, other.name)
      .object(reported.name)
      .advise("if it is the same change, remove it; else give it a description of its own");
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  std::map<std::string_view, Migrations> by_time;
  std::map<std::string_view, const project::MigrationFacts*> by_description;
  for (const project::MigrationFacts& migration : facts.migrations) {
    const auto parts = project::split_name(migration.name);
    if (!parts) continue;
    Migrations& same_time = by_time[parts->time];
    same_time.push_back(&migration);
    const auto [same, first] = by_description.try_emplace(parts->description, &migration);
    if (!first && same_time.size() == 1 && !parts->description.empty())
      report_same_description(*same->second, migration, cx);
    same->second = &migration;
  }
  for (const auto& [time, same] : by_time) report_same_time(same, facts.has_base, cx);
}

}  // namespace

extern const Rule duplicate_migration;
constinit const Rule duplicate_migration = make_rule<check>(kInfo);

}  // namespace lockstep::rules
