// Inheriting tables and partitions: what a table takes over from another.

#include <algorithm>
#include <array>
#include <utility>

#include "replay/expressions.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Constraint;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

std::vector<const Relation*> parents_of(const catalog::Catalog& catalog, const Relation& table) {
  std::vector<const Relation*> parents;
  if (const Relation* parent = catalog.relation(table.partition_parent)) parents.push_back(parent);
  for (const Oid oid : table.inherits) {
    if (const Relation* parent = catalog.relation(oid)) parents.push_back(parent);
  }
  return parents;
}

// What ATTACH PARTITION and INHERIT demand: the parent's columns, as strict, and its checks.
bool fits_parent(Context& cx, const Relation& child, const Relation& parent, bool partition) {
  if (child.uncertain || parent.uncertain) return true;
  for (const Column& wanted : parent.columns) {
    const Column* column = child.find_column(wanted.name);
    if (column == nullptr) {
      return cx.refuse(sqlstate::kDatatypeMismatch,
                       text::format("child table is missing column \"{}\"", wanted.name));
    }
    if (column->type != wanted.type || (hands_down_not_null(parent, wanted) && !column->not_null)) {
      return cx.refuse(sqlstate::kDatatypeMismatch,
                       text::format("column \"{}\" in child table \"{}\" is not as in its parent",
                                    wanted.name, child.name));
    }
  }
  if (partition && child.columns.size() != parent.columns.size()) {
    return cx.refuse(
        sqlstate::kDatatypeMismatch,
        text::format("table \"{}\" contains columns not found in parent \"{}\"", child.name, parent.name));
  }
  return std::ranges::all_of(parent.constraints, [&](const Constraint& wanted) {
    return wanted.kind != ConstraintKind::check || wanted.no_inherit ||
           child.find_constraint(wanted.name) != nullptr ||
           cx.refuse(sqlstate::kDatatypeMismatch,
                     text::format("child table is missing constraint \"{}\"", wanted.name));
  });
}

// A partition's columns are its parent's alone.
void give_to_parent(Relation& child, const Relation& parent) {
  for (Column& column : child.columns) column.local = false;
  for (Constraint& constraint : child.constraints) {
    if (constraint.kind == ConstraintKind::check && parent.find_constraint(constraint.name) != nullptr) {
      constraint.local = false;
    }
  }
}

// What no parent has any more is the table's own.
void keep_as_own(Context& cx, Relation& table) {
  for (Column& column : table.columns) {
    column.local = column.local || !is_inherited(cx.catalog, table, column);
  }
  for (Constraint& constraint : table.constraints) {
    if (constraint.kind == ConstraintKind::check) {
      constraint.local = constraint.local || !is_inherited(cx.catalog, table, constraint);
    }
  }
}

bool is_infinite(const Expr& bound) {
  const std::string& text = bound.root().text;
  return bound.root().kind == ExprKind::column && (text == "minvalue" || text == "maxvalue");
}

// DetachAddConstraintIfNeeded of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c: while others
// still take it for a partition, a CHECK says what its bound did. Here of a range over one column.
void keep_bound(Context& cx, Relation& child, const Relation& parent) {
  const PartitionBound& bound = child.extras->partition_bound;
  if (parent.partition_key.size() != 1 || bound.from.size() != 1 || bound.to.size() != 1) return;
  const Column* key = parent.find_column(parent.partition_key.front());
  const Column* column = key == nullptr ? nullptr : child.find_column(key->name);
  if (column == nullptr) return;
  const Expr named = combined(ExprKind::column, column->name, {});
  std::vector<Expr> parts = {combined(ExprKind::is_not_null, {}, std::array{named})};
  if (!is_infinite(bound.from.front())) {
    parts.push_back(combined(ExprKind::op, ">=", std::array{named, bound.from.front()}));
  }
  if (!is_infinite(bound.to.front())) {
    parts.push_back(combined(ExprKind::op, "<", std::array{named, bound.to.front()}));
  }
  Constraint check;
  check.name = choose_constraint_name(cx.catalog, child.schema, child.name, column->name, "check");
  check.columns = {column->number};
  check.expression = parts.size() == 1 ? parts.front() : combined(ExprKind::bool_and, {}, parts);
  check.origin = cx.origin;
  child.constraints.push_back(std::move(check));
}

// ATExecAttachPartitionIdx of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool may_attach_index(Context& cx, const Relation& parent, const Relation& part) {
  const auto refuse = [&](std::string_view sqlstate) {
    return cx.refuse(sqlstate, text::format("cannot attach index \"{}\" as a partition of index \"{}\"",
                                            part.name, parent.name));
  };
  const Relation& whole = *cx.catalog.relation(parent.index->table);
  const Relation& table = *cx.catalog.relation(part.index->table);
  if (table.uncertain || whole.uncertain) return true;
  if (part.index->parent != 0) return refuse(sqlstate::kObjectNotInPrerequisiteState);
  const auto is_attached = [&](Oid other) { return cx.catalog.index(other).parent == parent.oid; };
  if (std::ranges::any_of(table.indexes, is_attached)) return refuse(sqlstate::kObjectNotInPrerequisiteState);
  if (table.partition_parent != whole.oid) return refuse(sqlstate::kInvalidObjectDefinition);
  const catalog::Index wanted = map_index(*parent.index, whole, table);
  const bool same = wanted.method == part.index->method && wanted.unique == part.index->unique &&
                    std::ranges::equal(wanted.keys, part.index->keys, {}, &catalog::IndexKey::column,
                                       &catalog::IndexKey::column);
  return same || refuse(sqlstate::kInvalidObjectDefinition);
}

bool attach_index(Context& cx, const Relation& parent, const Relation& part) {
  if (!part.index) return wrong_kind(cx, part.name, "an index");
  if (part.index->parent == parent.oid) return true;
  if (!may_attach_index(cx, parent, part)) return false;
  cx.catalog.edit_index(part.oid).parent = parent.oid;
  for (Constraint& own : cx.catalog.edit(part.index->table)->constraints) {
    own.local = own.local && own.index != part.oid;
  }
  const auto has_part = [&](const Relation* partition) {
    return std::ranges::any_of(partition->indexes,
                               [&](Oid index) { return cx.catalog.index(index).parent == parent.oid; });
  };
  if (std::ranges::all_of(cx.catalog.children_of(cx.catalog.index(parent.oid).table), has_part)) {
    cx.catalog.edit_index(parent.oid).valid = true;
  }
  return true;
}

}  // namespace

bool is_inherited(const catalog::Catalog& catalog, const Relation& table, const Column& column) {
  return std::ranges::any_of(parents_of(catalog, table), [&](const Relation* parent) {
    return parent->find_column(column.name) != nullptr;
  });
}

bool is_inherited(const catalog::Catalog& catalog, const Relation& table, const Constraint& constraint) {
  if (constraint.kind != ConstraintKind::check) return !constraint.local;
  return std::ranges::any_of(parents_of(catalog, table), [&](const Relation* parent) {
    const Constraint* found = parent->find_constraint(constraint.name);
    return found != nullptr && found->kind == ConstraintKind::check && !found->no_inherit;
  });
}

bool inherit_columns(Context& cx, Oid oid, const QualifiedName& name, bool partition) {
  Relation& table = *cx.catalog.edit(oid);
  const Relation* parent = cx.catalog.find_table(name);
  if (parent == nullptr) {
    table.uncertain = true;
    return missing_relation(cx, name);
  }
  if (partition && parent->kind != RelationKind::partitioned_table) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     text::format("\"{}\" is not partitioned", parent->name));
  }
  if (!partition && (parent->kind == RelationKind::partitioned_table || parent->partition_parent != 0)) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("cannot inherit from partitioned table or partition \"{}\"", parent->name));
  }
  if (contains(table.inherits, parent->oid)) {
    return cx.refuse(sqlstate::kDuplicateTable,
                     text::format("relation \"{}\" would be inherited from more than once", parent->name));
  }
  table.uncertain = table.uncertain || parent->uncertain;
  if (partition) {
    table.partition_parent = parent->oid;
  } else {
    table.inherits.push_back(parent->oid);
  }
  for (const Column& column : parent->columns) {
    if (Column* merged = table.find_column(column.name)) {
      merged->not_null = merged->not_null || hands_down_not_null(*parent, column);
      continue;
    }
    Column copy = column;
    copy.local = false;
    copy.not_null = hands_down_not_null(*parent, column);
    copy.owned_sequence = 0;
    if (!partition) copy.identity = Identity::none;
    append_column(table, std::move(copy));
  }
  return true;
}

bool attach_partition(Context& cx, Oid oid, const action::AttachPartition& command) {
  const Relation& parent = *cx.catalog.relation(oid);
  const Relation* found = cx.catalog.find_relation(command.partition);
  if (found == nullptr) return missing_relation(cx, command.partition);
  if (parent.index) return attach_index(cx, parent, *found);
  if (parent.kind != RelationKind::partitioned_table) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition,
                     text::format("table \"{}\" is not partitioned", parent.name));
  }
  if (found->partition_parent != 0) {
    return cx.refuse(sqlstate::kWrongObjectType, text::format("\"{}\" is already a partition", found->name));
  }
  if (!found->inherits.empty()) {
    return cx.refuse(sqlstate::kWrongObjectType, "cannot attach inheritance child as partition");
  }
  if (found->kind != RelationKind::partitioned_table && !cx.catalog.children_of(found->oid).empty()) {
    return cx.refuse(sqlstate::kWrongObjectType, "cannot attach inheritance parent as partition");
  }
  if (found->temporary != parent.temporary) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     "temporary and permanent relations cannot be partitions of each other");
  }
  if (!fits_parent(cx, *found, parent, true)) return false;
  if (!check_partition_bound(cx, parent, found->oid, command.bound)) return false;
  Relation& child = *cx.catalog.edit(found->oid);
  child.partition_parent = oid;
  child.default_partition = command.bound.is_default;
  child.extras.edit().partition_bound = command.bound;
  give_to_parent(child, parent);
  inherit_constraints(cx, child.oid, oid);
  copy_triggers(cx, child.oid, oid);
  return true;
}

bool detach_partition(Context& cx, Oid parent, const action::DetachPartition& command) {
  const Relation* found = cx.catalog.find_table(command.partition);
  if (found == nullptr) return missing_relation(cx, command.partition);
  if (found->partition_parent != parent) {
    return command.finalize ||  // CONCURRENTLY has already done it
           cx.refuse(sqlstate::kUndefinedTable,
                     text::format("relation \"{}\" is not a partition of relation \"{}\"", found->name,
                                  cx.catalog.relation(parent)->name));
  }
  const auto is_default = [](const Relation* partition) { return partition->default_partition; };
  if (command.concurrently && !command.finalize &&
      std::ranges::any_of(cx.catalog.children_of(parent), is_default)) {
    return cx.refuse(sqlstate::kObjectNotInPrerequisiteState,
                     "cannot detach partitions concurrently when a default partition exists");
  }
  Relation& child = *cx.catalog.edit(found->oid);
  if (command.concurrently) keep_bound(cx, child, *cx.catalog.relation(parent));
  child.partition_parent = 0;
  child.default_partition = false;
  if (!child.extras.empty()) child.extras.edit().partition_bound = {};
  for (Constraint& constraint : child.constraints) constraint.local = true;
  keep_as_own(cx, child);
  drop_copied_triggers(cx, child.oid);
  for (const Oid index : child.indexes) cx.catalog.edit_index(index).parent = 0;
  return true;
}

bool set_inherit(Context& cx, Oid oid, const action::Inherit& command) {
  const Relation* parent = cx.catalog.find_table(command.parent);
  if (parent == nullptr) return missing_relation(cx, command.parent);
  Relation& table = *cx.catalog.edit(oid);
  if (table.partition_parent != 0 || table.kind == RelationKind::partitioned_table) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     "cannot change inheritance of a partition or partitioned table");
  }
  const auto at = std::ranges::find(table.inherits, parent->oid);
  if (command.remove) {
    if (at == table.inherits.end()) {
      return cx.refuse(
          sqlstate::kUndefinedTable,
          text::format("relation \"{}\" is not a parent of relation \"{}\"", parent->name, table.name));
    }
    table.inherits.erase(at);
    keep_as_own(cx, table);
    return true;
  }
  if (parent->oid == oid || contains(cx.catalog.descendants_of(oid), parent)) {
    return cx.refuse(sqlstate::kDuplicateTable, "circular inheritance not allowed");
  }
  if (at != table.inherits.end()) {
    return cx.refuse(sqlstate::kDuplicateTable,
                     text::format("relation \"{}\" would be inherited from more than once", parent->name));
  }
  if (!fits_parent(cx, table, *parent, false)) return false;
  table.inherits.push_back(parent->oid);
  return true;
}

}  // namespace lockstep::replay
