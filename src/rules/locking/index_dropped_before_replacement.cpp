/// What:  `DROP INDEX CONCURRENTLY` in front of the `CREATE INDEX` that takes its place.
/// When:  a later statement of the file builds an index of the same kind on the same table that begins with
///        all columns of the dropped one. Not on a table that the migration has made or truncated, or drops
///        later. Of `DROP INDEX` without `CONCURRENTLY` drop-index-not-concurrent says it.
/// Why:   queries that relied on the index read the whole table until the new one is built, which takes as
///        long as the table is large.
/// Do:    build the new index first, and drop the old one behind it. Where the new one is to have the old
///        name, build it under another and rename it at the end.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/sql-dropindex.html
#include <algorithm>
#include <cstddef>
#include <string>

#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "index-dropped-before-replacement",
    .group = "locking",
    .since = "0.1.0",
    .summary = "an index is dropped before the one that replaces it is built",
};

bool begins_with(const action::CreateIndex& made, const catalog::Index& dropped,
                 const catalog::Relation& table) {
  if (made.elements.size() < dropped.keys.size()) return false;
  for (std::size_t i = 0; i < dropped.keys.size(); ++i) {
    const catalog::Column* column = table.find_column(dropped.keys[i].column);
    if (column == nullptr || made.elements[i].column.text != column->name) return false;
  }
  return true;
}

const Statement* find_replacement(const catalog::Index& dropped, const catalog::Relation& table,
                                  const RuleContext& cx) {
  const QualifiedName name{.schema = table.schema, .name = table.name, .span = {}};
  const auto found = std::ranges::find_if(cx.following(), [&](const Statement& later) {
    const auto* made = std::get_if<action::CreateIndex>(&later.action);
    return made != nullptr && cx.same_relation(made->relation, name) && made->method == dropped.method &&
           made->where == dropped.predicate && begins_with(*made, dropped, table);
  });
  return found == cx.following().end() ? nullptr : &*found;
}

std::string advice(const QualifiedName& dropped, const action::CreateIndex& made, const RuleContext& cx) {
  const bool same_name = made.name.text == dropped.name;
  std::string text = text::format("build the new one first{}, then:\n  DROP INDEX CONCURRENTLY {};",
                                  same_name ? ", under another name" : "", cx.sql(dropped));
  if (same_name) text += "\nand give the new one the name by ALTER INDEX ... RENAME TO " + cx.sql(dropped);
  return text;
}

void check_index(const QualifiedName& name, RuleContext& cx) {
  const catalog::Relation* index = cx.before().find_index(name);
  if (index == nullptr || cx.created_here(index->origin)) return;
  const catalog::Relation* table = cx.before().relation(index->index->table);
  if (table == nullptr || cx.nobody_waits_for({.oid = table->oid, .name = to_text(*table)})) return;
  const Statement* later = find_replacement(*index->index, *table, cx);
  if (later == nullptr) return;

  cx.report(name.span, "queries go without {} until the new index on {} is built", name.name, to_text(*table))
      .object(name.name)
      .related(later->span, "the new index")
      .advise(advice(name, std::get<action::CreateIndex>(later->action), cx));
}

void check(const action::Drop& drop, RuleContext& cx) {
  // In a transaction it fails at once.
  if (drop.kind != ObjectKind::index || !drop.concurrently || cx.session().in_transaction() == Certainty::yes)
    return;
  for (const QualifiedName& name : drop.names) check_index(name, cx);
}

}  // namespace

extern const Rule index_dropped_before_replacement;
constinit const Rule index_dropped_before_replacement = make_rule<check>(kInfo);

}  // namespace lockstep::rules
