// Inheriting tables and partitions: what a table takes over from another.

#include <algorithm>
#include <utility>

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

bool attach_index(Context& cx, const Relation& parent, const Relation& part) {
  if (!part.index) return wrong_kind(cx, part.name, "an index");
  cx.catalog.edit_index(part.oid).parent = parent.oid;
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
  Relation& child = *cx.catalog.edit(found->oid);
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
