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
#include <string>

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

std::string advice(bool is_enum, const RuleContext& cx) {
  if (!cx.effect().certain)
    return "if the change is not a free one, add a new column instead, copy in batches, and switch over";
  if (cx.effect().find(WorkKind::rewrite) == nullptr)
    return "set a lock_timeout, and run it when the table is little used";
  if (is_enum)
    return "leave the unused value in the enum; a value is added by ALTER TYPE ... ADD VALUE, without a "
           "rewrite";
  return "add a new column, keep it equal with a trigger, copy in batches, switch over, and drop the old one "
         "in a later release";
}

void check(const action::SetType& set, RuleContext& cx) {
  const action::AlterTable& alter = cx.alter_table();
  const effects::Effect& effect = cx.effect();
  if (alter.kind != ObjectKind::table || effect.work.empty() || cx.created_here(alter.relation)) return;

  const Work& work = heaviest(effect);
  const bool rewrites = work.kind == WorkKind::rewrite;
  const std::string table = cx.name_of(alter.relation);
  const catalog::Column* column = cx.find_column(alter.relation, set.column);
  const bool was_enum = column != nullptr && find_enum(column->type, cx.before()) != nullptr;
  const bool is_enum = was_enum && find_enum(cx.before().resolve(set.type), cx.before()) != nullptr;
  const std::string from =
      column == nullptr || !column->type.known ? "" : " from " + catalog::to_text(column->type);
  FindingBuilder finding = cx.report(set.type.span, "changing {}.{}{} to {} {}", table, set.column.text, from,
                                     to_text(set.type), work_words(work, effect.certain));
  const std::string lock = lock_label(cx.lock_on(alter.relation));
  finding.label(rewrites ? lock : work.reason + "; " + lock)
      .object(table + "." + set.column.text)
      .advise(advice(is_enum, cx));
  if (!effect.certain || !rewrites) finding.severity(Severity::warning);
}

}  // namespace

extern const Rule column_type_change;
constinit const Rule column_type_change = make_rule<check>(kInfo);

}  // namespace lockstep::rules
