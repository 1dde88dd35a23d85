/// What:  `ALTER COLUMN ... TYPE` that rewrites the table, rebuilds its indexes or reads all its rows.
/// When:  the table was not made in the same migration, and going from the old type to the new one takes such
///        work. `varchar(10)` to `varchar(20)` or `text`, a `numeric` with more digits before the same scale,
///        a `timestamp` with more precision and their like are free: no finding. Where the old type is not
///        known it is a warning.
/// Why:   rows are rewritten, indexes rebuilt and constraints checked again under an ACCESS EXCLUSIVE lock;
///        reads and writes wait until that is done. A table referred to by a foreign key on the column is
///        locked as well. A changed enum that is made anew, as Prisma does to remove a value, rewrites every
///        table that uses it.
/// Do:    add a column of the new type, keep it equal with a trigger, copy in batches, switch over, and drop
///        the old one in a later release. An enum's unused value can stay; a new one is added by `ALTER TYPE
///        ... ADD VALUE`.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

using effects::Work;
using effects::WorkKind;

constexpr std::string_view kAliases[] = {
    "squawk:changing-column-type",
    "eugene:E5",
    "pgfence:alter-column-type",
    "strong_migrations:change_column",
    "atlas:PG301",
    "migrationpilot:MP007",
    "pgrubic:US002",
};
constexpr RuleInfo kInfo{
    .id = "column-type-change",
    .group = "rewrite",
    .since = "0.1.0",
    .summary = "a change of type rewrites the table while reads and writes wait",
    .aliases = kAliases,
};

const catalog::EnumType* find_enum(const catalog::Type& type, const catalog::Catalog& catalog) {
  return catalog.find_enum(type.schema, type.name);
}

// The heaviest of the work that the change makes.
const Work& heaviest(const effects::Effect& effect) {
  for (const WorkKind kind : {WorkKind::rewrite, WorkKind::index_rebuild, WorkKind::index_build}) {
    if (const Work* work = effect.find(kind)) return *work;
  }
  return effect.work.front();
}

std::string work_words(const Work& work, bool certain) {
  const std::string may = certain ? "" : "may ";
  const std::string s = certain ? "s" : "";
  if (work.kind == WorkKind::rewrite) return fmt::format("{}rewrite{} {}", may, s, work.relation.name);
  if (work.kind == WorkKind::scan) return fmt::format("{}read{} all of {}", may, s, work.relation.name);
  return fmt::format("{}rebuild{} an index of {}", may, s, work.relation.name);
}

// Values of the old enum that the new one lacks.
std::vector<std::string> removed_values(const catalog::EnumType& from, const catalog::EnumType& to) {
  std::vector<std::string> removed;
  std::ranges::copy_if(from.values, std::back_inserter(removed), [&](const std::string& value) {
    return std::ranges::find(to.values, value) == to.values.end();
  });
  return removed;
}

std::string enum_advice(const std::vector<std::string>& removed) {
  if (removed.empty()) return "add values by ALTER TYPE ... ADD VALUE, which takes no rewrite";
  return fmt::format("leave {} in the enum, unused; only its removal takes the rewrite", list_names(removed));
}

std::string advice(const Work& work, bool certain) {
  if (!certain) return "if the change is not a free one, use a new column, copy in batches, and switch over";
  if (work.kind != WorkKind::rewrite) return "set a lock_timeout, and run it when the table is little used";
  return "add a new column, keep it equal with a trigger, copy in batches, and drop the old one in a later "
         "release";
}

FindingBuilder report(const action::SetType& set, const catalog::Column* column, const Work& work,
                      RuleContext& cx) {
  const std::string object = cx.name_of(cx.alter_table().relation) + "." + set.column.text;
  const catalog::EnumType* from = column == nullptr ? nullptr : find_enum(column->type, cx.before());
  const catalog::EnumType* to = find_enum(cx.before().resolve(set.type), cx.before());
  const std::string does = work_words(work, cx.effect().certain);
  if (from != nullptr && to != nullptr) {
    // Prisma makes a changed enum anew under another name, moves each column to it, and swaps the names.
    FindingBuilder finding = cx.report(set.type.span, "making the enum of {} anew {}", object, does);
    finding.object(object).advise(enum_advice(removed_values(*from, *to)));
    return finding;
  }
  const bool known = column != nullptr && column->type.known;
  const std::string old_type = known ? " from " + catalog::to_text(column->type) : "";
  FindingBuilder finding =
      cx.report(set.type.span, "changing {}{} to {} {}", object, old_type, to_text(set.type), does);
  finding.object(object).advise(advice(work, cx.effect().certain));
  return finding;
}

void check(const action::SetType& set, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  const effects::Effect& effect = cx.effect();
  if (alter.kind != ObjectKind::table || effect.work.empty() || cx.created_here(alter.relation)) return;

  const Work& work = heaviest(effect);
  const bool rewrites = work.kind == WorkKind::rewrite;
  const std::string lock = lock_label(cx.lock_on(alter.relation));
  FindingBuilder finding = report(set, cx.find_column(alter.relation, set.column), work, cx);
  finding.label(rewrites ? lock : work.reason + "; " + lock);
  if (!effect.certain || !rewrites) finding.severity(Severity::warning);
}

}  // namespace

extern const Rule column_type_change;
constinit const Rule column_type_change = make_rule<check>(kInfo);

}  // namespace lockstep::rules
