/// What:  a statement with `CONCURRENTLY` that Postgres always refuses.
/// When:  `CREATE INDEX CONCURRENTLY` on a partitioned table; `DROP INDEX CONCURRENTLY` of several indexes,
///        with `CASCADE`, or of the index of a partitioned table; `DETACH PARTITION ... CONCURRENTLY` from a
///        table that has a default partition; `REINDEX CONCURRENTLY` of system tables or of the index of an
///        exclusion constraint.
/// Why:   the migration fails, in production as anywhere else, and `migrate deploy` stops there.
/// Do:    one index a statement, without `CASCADE`; indexes of a partitioned table are built partition by
///        partition; what has no concurrent form runs without it, when few use the table.
/// Allow: never; write it in another way instead.
/// See:   https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP110"};
constexpr RuleInfo kInfo{
    .id = "concurrently-refused",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a statement has no concurrent form, and fails",
    .aliases = kAliases,
    .tells_failure = true,
};

bool is_partitioned(const catalog::Relation* relation) {
  return relation != nullptr && relation->kind == catalog::RelationKind::partitioned_table;
}

void check_create(const action::CreateIndex& index, RuleContext& cx) {
  if (!index.concurrently || !is_partitioned(cx.before().find_table(index.relation))) return;
  cx.report(index.concurrently_span, "CREATE INDEX CONCURRENTLY fails: {} is partitioned",
            cx.name_of(index.relation))
      .object(index.name.text)
      .advise(index_by_partition(index.relation, cx));
}

std::string one_by_one(const action::Drop& drop, const RuleContext& cx) {
  std::string statements;
  for (const QualifiedName& name : drop.names) {
    statements +=
        text::format("\n  DROP INDEX CONCURRENTLY {}{};", drop.if_exists ? "IF EXISTS " : "", cx.sql(name));
  }
  return text::format("drop each {}:{}", where_it_runs_alone(cx.runner()), statements);
}

void check_drop(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::index || !drop.concurrently) return;
  if (drop.names.size() > 1) {
    cx.report(drop.concurrently_span, "DROP INDEX CONCURRENTLY fails: it drops one index at a time")
        .object(drop.names.front().name)
        .advise(one_by_one(drop, cx));
    return;
  }
  const QualifiedName& name = drop.names.front();
  if (drop.cascade) {
    cx.report(drop.cascade_span, "DROP INDEX CONCURRENTLY fails: it knows no CASCADE")
        .object(name.name)
        .advise("drop the foreign keys that rely on it first, and leave CASCADE out");
    return;
  }
  const catalog::Relation* index = cx.before().find_index(name);
  if (index == nullptr || !is_partitioned(cx.before().relation(index->index->table))) return;
  cx.report(drop.concurrently_span, "DROP INDEX CONCURRENTLY fails: {} is an index of a partitioned table",
            cx.name_of(name))
      .object(name.name)
      .advise(text::format("drop it without CONCURRENTLY, when few use the table:\n  DROP INDEX {};",
                           cx.sql(name)));
}

void check_detach(const action::DetachPartition& detach, RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(cx.alter_table().relation);
  if (!detach.concurrently || table == nullptr) return;
  const auto parts = cx.before().children_of(table->oid);
  const auto rest = std::ranges::find_if(parts, &catalog::Relation::default_partition);
  if (rest == parts.end()) return;
  cx.report(cx.command().keyword, "DETACH PARTITION CONCURRENTLY fails: {} has a default partition",
            cx.name_of(cx.alter_table().relation))
      .object(cx.name_of(detach.partition))
      .related((*rest)->origin, "the default partition")
      .advise(text::format("detach it without CONCURRENTLY, when few use the table:\n"
                           "  ALTER TABLE {} DETACH PARTITION {};",
                           cx.sql(cx.alter_table().relation), cx.sql(detach.partition)));
}

// Why REINDEX CONCURRENTLY refuses it; empty: it doesn't.
std::string refusal(const action::Reindex& reindex, const RuleContext& cx) {
  const QualifiedName& name = reindex.object;
  const catalog::Relation* found = cx.before().find_relation(name);
  const bool system_name = name.schema == "pg_catalog" ||
                           (name.schema.empty() && found == nullptr && name.name.starts_with("pg_"));
  if (reindex.system || system_name) return "system tables have no concurrent form of it";
  if (reindex.kind != ObjectKind::index || found == nullptr || !found->index) return {};
  const catalog::Relation* table = cx.before().relation(found->index->table);
  const bool excludes =
      table != nullptr && std::ranges::any_of(table->constraints, [&](const catalog::Constraint& constraint) {
        return constraint.kind == ConstraintKind::exclusion && constraint.index == found->oid;
      });
  return excludes ? to_text(*found) + " belongs to an exclusion constraint" : "";
}

void check_reindex(const action::Reindex& reindex, RuleContext& cx) {
  const std::string why = reindex.concurrently ? refusal(reindex, cx) : "";
  if (why.empty()) return;
  cx.report(cx.statement().keyword, "REINDEX CONCURRENTLY fails: {}", why)
      .object(reindex.object.name)
      .advise("run it without CONCURRENTLY, when nobody waits for it");
}

}  // namespace

extern const Rule concurrently_refused;
constinit const Rule concurrently_refused =
    make_rule<check_create, check_drop, check_detach, check_reindex>(kInfo);

}  // namespace lockstep::rules
