// Statements about rows and their storage: what they name has to be there.

#include <algorithm>

#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::RelationKind;

bool knows_relation(Context& cx, const QualifiedName& name) {
  return cx.catalog.find_relation(name) != nullptr || missing_relation(cx, name);
}

bool knows_relations(Context& cx, const std::vector<QualifiedName>& names) {
  return std::ranges::all_of(names, [&](const QualifiedName& name) { return knows_relation(cx, name); });
}

bool knows_columns(Context& cx, const Relation& table, const std::vector<Name>& columns) {
  return table.uncertain || std::ranges::all_of(columns, [&](const Name& column) {
           return table.find_column(column.text) != nullptr || missing_column(cx, table, column);
         });
}

// https://www.postgresql.org/docs/current/sql-insert.html: what has rows of its own, or hands them on
bool takes_rows(Context& cx, const Relation& relation) {
  if (!relation.index && relation.kind != RelationKind::sequence &&
      relation.kind != RelationKind::composite_type && relation.kind != RelationKind::materialized_view)
    return true;
  return cx.refuse(sqlstate::kWrongObjectType, text::format("cannot change \"{}\"", relation.name));
}

bool may_write(Context& cx, const QualifiedName& name, const std::vector<Name>& columns) {
  const Relation* table = cx.catalog.find_relation(name);
  if (table == nullptr) return missing_relation(cx, name);
  return takes_rows(cx, *table) && knows_columns(cx, *table, columns);
}

bool is_a(Context& cx, const QualifiedName& name, bool (*wanted)(RelationKind), std::string_view what) {
  const Relation* relation = cx.catalog.find_relation(name);
  if (relation == nullptr) return missing_relation(cx, name);
  return wanted(relation->kind) || wrong_kind(cx, relation->name, what);
}

bool is_table(RelationKind kind) {
  return kind == RelationKind::table || kind == RelationKind::partitioned_table ||
         kind == RelationKind::foreign_table;
}

// One over columns and all rows.
bool has_whole_unique_index(const catalog::Catalog& catalog, const Relation& view) {
  return std::ranges::any_of(view.indexes, [&](catalog::Oid oid) {
    const catalog::Index& index = catalog.index(oid);
    return index.unique && index.valid && index.predicate.empty() &&
           !contains(index.keys, catalog::AttributeNumber{0}, &catalog::IndexKey::column);
  });
}

void add_rows(Context& cx, const QualifiedName& name) {
  const Relation* table = cx.catalog.find_table(name);
  if (table != nullptr && !table->has_rows) cx.catalog.edit(table->oid)->has_rows = true;
}

}  // namespace

bool apply(const action::Insert& statement, Context& cx) {
  if (!may_write(cx, statement.relation, statement.columns) || !knows_relations(cx, statement.reads))
    return false;
  add_rows(cx, statement.relation);
  return true;
}

bool may_apply(const action::Update& statement, Context& cx) {
  return may_write(cx, statement.relation, statement.columns) && knows_relations(cx, statement.reads);
}

bool may_apply(const action::Delete& statement, Context& cx) {
  return may_write(cx, statement.relation, {}) && knows_relations(cx, statement.reads);
}

bool apply(const action::Select& statement, Context& cx) { return knows_relations(cx, statement.reads); }

bool apply(const action::Copy& statement, Context& cx) {
  if (statement.relation.name.empty()) return true;
  if (!knows_relation(cx, statement.relation)) return false;
  if (statement.from) add_rows(cx, statement.relation);
  return true;
}

// https://www.postgresql.org/docs/current/sql-truncate.html
bool apply(const action::Truncate& statement, Context& cx) {
  std::vector<const Relation*> emptied;
  for (const QualifiedName& name : statement.relations) {
    if (!is_a(cx, name, is_table, "a table")) return false;
    if (const Relation* table = cx.catalog.find_relation(name)) emptied.push_back(table);
  }
  if (statement.cascade) return true;
  for (const Relation* table : emptied) {
    for (const auto& [from, key] : cx.catalog.references_to(table->oid)) {
      if (contains(emptied, from)) continue;
      return cx.refuse(
          sqlstate::kFeatureNotSupported,
          text::format("cannot truncate \"{}\", to which foreign key \"{}\" refers", table->name, key->name));
    }
  }
  return true;
}

bool apply(const action::LockTable& statement, Context& cx) {
  return knows_relations(cx, statement.relations);
}

bool apply(const action::Cluster& statement, Context& cx) {
  return !statement.relation || knows_relation(cx, *statement.relation);
}

bool apply(const action::Vacuum& statement, Context& cx) { return knows_relations(cx, statement.relations); }

// ExecRefreshMatView of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/matview.c
bool apply(const action::RefreshMaterializedView& statement, Context& cx) {
  const Relation* view = cx.catalog.find_relation(statement.relation);
  if (view == nullptr) return missing_relation(cx, statement.relation);
  if (view->kind != RelationKind::materialized_view) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     text::format("\"{}\" is not a materialized view", view->name));
  }
  // A later migration may find it filled by whoever runs the application.
  const bool is_new = view->origin.migration == cx.origin.migration;
  if (statement.concurrently && is_new && !view->has_rows) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     "CONCURRENTLY cannot be used when the materialized view is not populated");
  }
  if (statement.concurrently && !view->uncertain && !has_whole_unique_index(cx.catalog, *view)) {
    return cx.refuse(sqlstate::kObjectNotInPrerequisiteState,
                     text::format("cannot refresh materialized view \"{}\" concurrently", to_text(*view)));
  }
  cx.catalog.edit(view->oid)->has_rows = statement.with_data;
  return true;
}

bool apply(const action::Reindex& statement, Context& cx) {
  if (statement.kind == ObjectKind::table) return knows_relation(cx, statement.object);
  if (statement.kind != ObjectKind::index) return true;
  return is_a(
      cx, statement.object, [](RelationKind kind) { return kind == RelationKind::index; }, "an index");
}

}  // namespace lockstep::replay
