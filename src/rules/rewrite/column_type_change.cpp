/// What:  `ALTER COLUMN ... TYPE` that rewrites the table, rebuilds its indexes or reads all its rows.
/// When:  the table was neither made nor truncated in the same migration, nor is dropped later in it, and
///        going from the old type to the new one takes such work. `varchar(10)` to `varchar(20)` or `text`, a
///        `numeric` with more digits before the same scale, a `timestamp` with more precision and their like
///        are free: no finding. So is `timestamp` to `timestamptz` and back behind `SET timezone = 'UTC'`;
///        without it, it is a warning. Where the old type is not known it is a warning, too, and where the
///        file has deleted all rows a note. Of several columns of a statement for which the table is
///        rewritten, once for all, the first finding tells. An enum that is made anew is told of by
///        enum-recreated.
/// Why:   rows are rewritten, indexes rebuilt and constraints checked again under an ACCESS EXCLUSIVE lock;
///        reads and writes wait until that is done. A table referred to by a foreign key on the column is
///        locked as well.
/// Do:    add a column of the new type, keep it equal with a trigger, copy in batches, switch over, and drop
///        the old one in a later release. A shorter limit of a text can be a `CHECK` that is added NOT VALID
///        and validated.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "rules/type_advice.h"
#include "support/contains.h"
#include "support/text.h"

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
  if (work.kind == WorkKind::rewrite) return text::format("{}rewrite{} {}", may, s, work.relation.name);
  if (work.kind == WorkKind::scan) return text::format("{}read{} all of {}", may, s, work.relation.name);
  return text::format("{}rebuild{} an index of {}", may, s, work.relation.name);
}

std::string advice(const ColumnChange& change, const Work& work, const RuleContext& cx) {
  if (depends_on_zone(change, cx)) return set_utc(cx);
  if (!cx.effect().certain)
    return "if the change is not a free one, use a new column, copy in batches, and switch over";
  if (work.kind != WorkKind::rewrite) return "set a lock_timeout, and run it when the table is little used";
  if (std::string way = without_rewrite(change, cx); !way.empty()) return way;
  return "add a new column, keep it equal with a trigger, copy in batches, and drop the old one in a later "
         "release";
}

ColumnChange change_of(const action::SetType& set, const RuleContext& cx) {
  return {.set = set,
          .column = cx.find_column(cx.alter_table().relation, set.column),
          .to = cx.before().resolve(set.type)};
}

// Columns of the ALTER TABLE for whose change the table is rewritten, once for all of them, and for which
// nothing else is to be said.
std::vector<std::string> rewritten_together(const RuleContext& cx) {
  std::vector<std::string> columns;
  for (const AlterCommand& command : cx.alter_table().commands) {
    const auto* set = std::get_if<action::SetType>(&command.fact);
    if (set == nullptr) continue;
    const effects::Effect effect = cx.effect_of(command);
    if (!effect.certain || effect.find(WorkKind::rewrite) == nullptr) continue;
    const ColumnChange change = change_of(*set, cx);
    if (enum_made_anew(change, cx) == nullptr && without_rewrite(change, cx).empty())
      columns.push_back(set->column.text);
  }
  return columns;
}

std::string message(const ColumnChange& change, const std::vector<std::string>& together, const Work& work,
                    const RuleContext& cx) {
  const std::string table = cx.name_of(cx.alter_table().relation);
  const bool zone = depends_on_zone(change, cx);
  const std::string does =
      work_words(work, cx.effect().certain || zone) + (zone ? " unless TimeZone is UTC" : "");
  if (together.size() > 1) return text::format("changing the types of {} {}", list_names(together), does);
  const bool known = change.column != nullptr && change.column->type.known;
  return text::format("changing {}.{}{} to {} {}", table, change.set.column.text,
                      known ? " from " + catalog::to_text(change.column->type) : "", to_text(change.set.type),
                      does);
}

void check(const action::SetType& set, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const effects::Effect& effect = cx.effect();
  if (cx.alter_table().kind != ObjectKind::table || effect.work.empty() || cx.nobody_waits_for(table)) return;

  const ColumnChange change = change_of(set, cx);
  if (enum_made_anew(change, cx) != nullptr) return;  // enum-recreated speaks of all its columns at once
  std::vector<std::string> together = rewritten_together(cx);
  if (!contains(together, set.column.text)) together.clear();
  if (!together.empty() && together.front() != set.column.text) return;  // the first one names them all

  const Work& work = heaviest(effect);
  FindingBuilder finding = cx.report(set.type.span, "{}", message(change, together, work, cx));
  const bool rewrites = work.kind == WorkKind::rewrite;
  const std::string lock = lock_label(cx.lock_on(table));
  finding.label(rewrites ? lock : work.reason + "; " + lock)
      .object(cx.name_of(table) + "." + set.column.text);
  // Deleted rows are read, but not written again.
  if (cx.emptied_here(table)) {
    finding.severity(Severity::note).advise("empty it with TRUNCATE, which leaves no deleted rows to read");
    return;
  }
  finding.advise(advice(change, work, cx));
  if (!effect.certain || !rewrites) finding.severity(Severity::warning);
}

}  // namespace

extern const Rule column_type_change;
constinit const Rule column_type_change = make_rule<check>(kInfo);

}  // namespace lockstep::rules
