#include <algorithm>
#include <utility>

#include "catalog/casts.h"
#include "catalog/operator_classes.h"
#include "replay/expression_checks.h"
#include "replay/expressions.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "replay/storage_parameters.h"
#include "replay/table_settings.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::Constraint;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

std::vector<std::string> texts(std::span<const Name> names) {
  std::vector<std::string> result;
  for (const Name& name : names) result.push_back(name.text);
  return result;
}

// Columns that a CHECK names; false when the table has no such column.
bool resolve_check(Context& cx, const Relation& table, Constraint& check, std::vector<std::string>& names) {
  for (const std::string_view name : column_names(check.expression)) {
    if (name == "tableoid" || name == "*" || name == table.name) continue;
    const Column* column = find_or_learn_column(cx, table, name);
    if (column == nullptr) {
      return cx.refuse(sqlstate::kUndefinedColumn, text::format("column \"{}\" does not exist", name));
    }
    check.columns.push_back(column->number);
    names.push_back(column->name);
  }
  return true;
}

// https://www.postgresql.org/docs/current/ddl-inherit.html: a check of that name merges with it
void inherit_check(Context& cx, Oid child, const Relation& parent, const Constraint& check) {
  Relation& table = *cx.catalog.edit(child);
  if (table.find_constraint(check.name) != nullptr) return;
  Constraint copy = check;
  copy.columns = map_columns(check.columns, parent, table);
  copy.local = false;
  table.constraints.push_back(std::move(copy));
}

bool add_check(Context& cx, Oid oid, const action::Constraint& from, bool is_new, bool recurse) {
  Relation& table = *cx.catalog.edit(oid);
  Constraint check = from_action(from, is_new, cx);
  check.expression = without_qualifier(from.expression, table);
  if (from.no_inherit && table.kind == RelationKind::partitioned_table) {
    return cx.refuse(
        sqlstate::kInvalidTableDefinition,
        text::format("cannot add NO INHERIT constraint to partitioned table \"{}\"", table.name));
  }
  std::vector<std::string> names;
  if (!resolve_check(cx, table, check, names)) return false;
  if (!may_stand_in(cx, check.expression, kCheckConstraint, &table)) return false;
  if (check.name.empty()) {
    check.name = choose_constraint_name(cx.catalog, table.schema, table.name,
                                        names.size() == 1 ? names.front() : "", "check");
  } else if (Constraint* same = table.find_constraint(check.name)) {
    if (same->local || same->kind != ConstraintKind::check || same->expression != check.expression) {
      return duplicate_constraint(cx, table, check.name);
    }
    same->local = true;  // beside the parent's
    same->enforced = same->enforced || check.enforced;
    same->validated = same->validated || check.validated;
    return true;
  }
  const std::vector<const Relation*> children = cx.catalog.descendants_of(oid);
  if (!recurse && !from.no_inherit && !children.empty()) {
    return cx.refuse(sqlstate::kInvalidTableDefinition, "constraint must be added to child tables too");
  }
  table.constraints.push_back(std::move(check));
  if (from.no_inherit) return true;
  const Constraint added = table.constraints.back();
  for (const Relation* child : children) inherit_check(cx, child->oid, table, added);
  return true;
}

// ---- foreign keys ----------------------------------------------------------------------------

// The first unique index over these columns, in any order: transformFkeyCheckAttrs of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
Oid find_unique_index(const catalog::Catalog& catalog, const Relation& table,
                      std::vector<AttributeNumber> columns) {
  std::ranges::sort(columns);
  Oid deferrable = 0;  // which can't be referred to, but says why
  for (const Oid oid : table.indexes) {
    const catalog::Index& index = catalog.index(oid);
    if (!index.unique || !index.valid || !index.predicate.empty()) continue;
    std::vector<AttributeNumber> keys;
    for (const catalog::IndexKey& key : index.keys) keys.push_back(key.column);
    std::ranges::sort(keys);
    if (keys != columns) continue;
    const Constraint* constraint = constraint_of_index(table, oid);
    if (constraint == nullptr || !constraint->deferrable) return oid;
    deferrable = oid;
  }
  return deferrable;
}

bool missing_referenced_column(Context& cx, const action::Constraint& from, const Constraint& key) {
  const auto unknown = std::ranges::find(key.referenced_columns, AttributeNumber{0});
  const auto at = static_cast<std::size_t>(unknown - key.referenced_columns.begin());
  return cx.refuse(sqlstate::kUndefinedColumn,
                   text::format("column \"{}\" referenced in foreign key constraint does not exist",
                                from.referenced_columns[at].text),
                   from.referenced_columns[at].span);
}

// Fills in what the key refers to; false when the table can't be referred to so.
bool resolve_target(Context& cx, const Relation& target, const action::Constraint& from, Constraint& key) {
  if (target.kind != RelationKind::table && target.kind != RelationKind::partitioned_table) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("referenced relation \"{}\" is not a table", target.name));
  }
  key.referenced_table = target.oid;
  if (from.referenced_columns.empty()) {
    const Constraint* primary = target.primary_key();
    if (primary == nullptr) {
      return target.uncertain ||
             cx.refuse(sqlstate::kUndefinedObject,
                       text::format("there is no primary key for referenced table \"{}\"", target.name));
    }
    key.referenced_columns = primary->columns;
    key.referenced_index = primary->index;
  } else {
    key.referenced_columns = numbers_of(cx, target, from.referenced_columns);
    if (has_unknown(key.referenced_columns)) return missing_referenced_column(cx, from, key);
    key.referenced_index = find_unique_index(cx.catalog, target, key.referenced_columns);
    if (key.columns.size() == key.referenced_columns.size() && key.referenced_index == 0 &&
        !target.uncertain) {
      return cx.refuse(
          sqlstate::kInvalidForeignKey,
          text::format("there is no unique constraint matching given keys for referenced table \"{}\"",
                       target.name));
    }
  }
  const Constraint* backed = constraint_of_index(target, key.referenced_index);
  if (backed != nullptr && backed->deferrable) {
    return cx.refuse(
        sqlstate::kObjectNotInPrerequisiteState,
        text::format("cannot use a deferrable unique constraint for referenced table \"{}\"", target.name));
  }
  return key.columns.size() == key.referenced_columns.size() ||
         cx.refuse(sqlstate::kInvalidForeignKey,
                   "number of referencing and referenced columns for foreign key disagree");
}

// Constraints bind what lasts as long: checks of persistence in ATAddForeignKeyConstraint of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool may_last_as_long(Context& cx, const Relation& table, const Relation& target) {
  const auto refuse = [&](std::string_view these, std::string_view those) {
    return cx.refuse(sqlstate::kInvalidTableDefinition,
                     text::format("constraints on {} tables may reference only {} tables", these, those));
  };
  if (table.temporary) return target.temporary || refuse("temporary", "temporary");
  if (table.unlogged) return !target.temporary || refuse("unlogged", "permanent or unlogged");
  return !(target.temporary || target.unlogged) || refuse("permanent", "permanent");
}

// Types that share an equality operator: a foreign key may compare them without a cast.
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_amop.dat
bool share_equality(std::string_view a, std::string_view b) {
  constexpr std::string_view kFamilies[][3] = {
      {"int2", "int4", "int8"}, {"float4", "float8", "float8"}, {"date", "timestamp", "timestamptz"}};
  return std::ranges::any_of(kFamilies,
                             [&](const auto& family) { return contains(family, a) && contains(family, b); });
}

// ATAddForeignKeyConstraint of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool can_compare(Context& cx, const Relation& table, const Relation& target, const Constraint& key) {
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const Column& column = *table.find_column(key.columns[i]);
    const Column& referenced = *target.find_column(key.referenced_columns[i]);
    const catalog::Cast cast = catalog::cast_between(cx.catalog, column.type, referenced.type);
    const bool built_in = column.type.array_dimensions == 0 && referenced.type.array_dimensions == 0;
    if (cast == catalog::Cast::implicit || cast == catalog::Cast::unknown ||
        (built_in && share_equality(column.type.name, referenced.type.name)))
      continue;
    return cx.refuse(
        sqlstate::kDatatypeMismatch,
        text::format("key columns \"{}\" and \"{}\" are of incompatible types: {} and {}", column.name,
                     referenced.name, to_text(column.type), to_text(referenced.type)));
  }
  return true;
}

// A generated column takes no value from elsewhere.
bool may_refer(Context& cx, const Relation& table, const Constraint& key) {
  const auto changes_to = [](ReferentialAction action) {
    return action == ReferentialAction::set_null || action == ReferentialAction::set_default;
  };
  for (const AttributeNumber number : key.columns) {
    const Column* column = table.find_column(number);
    if (column == nullptr || column->generated == Generated::none) continue;
    if (column->generated == Generated::virtual_) {
      return cx.refuse(sqlstate::kFeatureNotSupported,
                       "foreign key constraints on virtual generated columns are not supported");
    }
    const bool on_update = changes_to(key.on_update) || key.on_update == ReferentialAction::cascade;
    if (!on_update && !changes_to(key.on_delete)) continue;
    return cx.refuse(sqlstate::kSyntaxError,
                     text::format("invalid {} action for foreign key constraint containing generated column",
                                  on_update ? "ON UPDATE" : "ON DELETE"));
  }
  return true;
}

bool add_foreign_key(Context& cx, Oid oid, const action::Constraint& from, bool is_new) {
  Relation& table = *cx.catalog.edit(oid);
  Constraint key = from_action(from, is_new, cx);
  key.columns = numbers_of(cx, table, from.columns);
  if (!knows_columns(cx, table, from.columns, key.columns)) return false;
  key.referenced_name = to_text(from.references);
  key.on_delete = from.on_delete;
  key.on_update = from.on_update;
  if (!may_refer(cx, table, key)) return false;
  const Relation* target = cx.catalog.find_table(from.references);
  if (target == nullptr) {
    if (!missing_relation(cx, from.references)) return false;
  } else if (!resolve_target(cx, *target, from, key) || !may_last_as_long(cx, table, *target) ||
             !can_compare(cx, table, *target, key)) {
    return false;
  }
  if (key.name.empty()) {
    key.name = choose_constraint_name(cx.catalog, table.schema, table.name,
                                      join_column_names(texts(from.columns)), "fkey");
  } else if (table.find_constraint(key.name) != nullptr) {
    return duplicate_constraint(cx, table, key.name);
  }
  table.constraints.push_back(std::move(key));
  if (table.kind != RelationKind::partitioned_table) return true;
  const Constraint added = table.constraints.back();
  for (const Relation* child : cx.catalog.descendants_of(oid)) copy_foreign_key(cx, child->oid, table, added);
  return true;
}

// ---- keys ------------------------------------------------------------------------------------

bool same_columns(std::span<const Name> a, std::span<const Name> b) {
  return std::ranges::equal(a, b, {}, &Name::text, &Name::text);
}

bool same_element(const action::IndexElement& a, const action::IndexElement& b) {
  return a.column.text == b.column.text && a.expression == b.expression && a.collation == b.collation &&
         a.operator_class == b.operator_class && a.exclusion_operator == b.exclusion_operator &&
         a.order == b.order && a.nulls == b.nulls;
}

// transformIndexConstraints of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c
bool is_same_key(const action::Constraint& a, const action::Constraint& b) {
  return std::ranges::equal(a.exclusion, b.exclusion, same_element) && a.where == b.where &&
         a.method == b.method && same_columns(a.columns, b.columns) && same_columns(a.include, b.include) &&
         a.nulls_not_distinct == b.nulls_not_distinct && a.deferrable == b.deferrable &&
         a.initially_deferred == b.initially_deferred;
}

catalog::Index key_index(Context& cx, const Relation& table, const action::Constraint& from) {
  std::vector<action::IndexElement> elements = from.exclusion;
  for (const Name& column : from.kind == ConstraintKind::exclusion ? std::vector<Name>{} : from.columns) {
    elements.emplace_back().column = column;
  }
  catalog::Index index = build_index(cx, table, elements, from.include);
  index.unique = from.kind != ConstraintKind::exclusion;
  index.primary = from.kind == ConstraintKind::primary_key;
  index.nulls_not_distinct = from.nulls_not_distinct;
  index.predicate = without_qualifier(from.where, table);
  index.method = from.temporal ? "gist" : from.method.empty() ? "btree" : from.method;
  return index;
}

void add_key_constraint(Context& cx, Oid oid, Constraint constraint, const catalog::Index& index,
                        bool recurse) {
  for (const catalog::IndexKey& key : index.keys) {
    if (key.column != 0) constraint.columns.push_back(key.column);
  }
  if (constraint.kind == ConstraintKind::primary_key) set_not_null(cx, oid, constraint.columns);
  const Oid backing = constraint.index;
  cx.catalog.edit(oid)->constraints.push_back(std::move(constraint));
  if (recurse) spread_index_to_partitions(cx, oid, backing);
}

std::optional<Name> named_twice(const action::Constraint& key) {
  for (auto name = key.columns.begin(); name != key.columns.end(); ++name) {
    if (contains(std::span(key.columns.begin(), name), name->text, &Name::text)) return *name;
  }
  return std::nullopt;
}

bool key_leaves_out_partition_key(Context& cx, const Relation& table) {
  return cx.refuse(
      sqlstate::kFeatureNotSupported,
      text::format("a unique constraint on partitioned table \"{}\" must include all partitioning columns",
                   table.name));
}

// transformIndexConstraint: the last column of a key WITHOUT OVERLAPS is a period.
bool may_be_temporal(Context& cx, const Relation& table, const action::Constraint& key) {
  const Column* last = key.columns.empty() ? nullptr : table.find_column(key.columns.back().text);
  if (!key.temporal || last == nullptr) return true;
  const catalog::Type type = catalog::without_domain(cx.catalog, last->type);
  const bool range = type.array_dimensions == 0 && type.name.ends_with("range");
  return range || !type.known || type.schema != "pg_catalog" ||
         cx.refuse(
             sqlstate::kDatatypeMismatch,
             text::format("column \"{}\" in WITHOUT OVERLAPS is not a range or multirange type", last->name));
}

// The one that it has may be gone, by code that nobody could follow.
bool may_get_primary_key(Context& cx, const Relation& table) {
  const Constraint* primary = table.primary_key();
  if (primary == nullptr) return true;
  if (!table.uncertain) return multiple_primary_keys(cx, table);
  return drop_constraint(cx, table.oid, std::string(primary->name), true);
}

bool add_key(Context& cx, Oid oid, const action::Constraint& from, std::string name, bool recurse) {
  Relation& table = *cx.catalog.edit(oid);
  if (table.kind != RelationKind::table && table.kind != RelationKind::partitioned_table) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     text::format("constraints like this are not supported on \"{}\"", table.name));
  }
  if (from.kind == ConstraintKind::primary_key && !may_get_primary_key(cx, table)) return false;
  if (const std::optional<Name> twice = named_twice(from)) {
    return cx.refuse(sqlstate::kDuplicateColumn,
                     text::format("column \"{}\" appears twice in the key", twice->text), twice->span);
  }
  catalog::Index index = key_index(cx, table, from);
  index.valid = recurse || cx.catalog.children_of(oid).empty();
  if (index.keys.empty() || !may_be_temporal(cx, table, from)) return false;
  if (!from.temporal && !suits_method(cx, table, index)) return false;
  if (!may_have_parameters(cx, index, from.options)) return false;
  if (!covers_partition_key(table, index)) return key_leaves_out_partition_key(cx, table);
  if (name.empty()) {
    name = index_name(cx.catalog, table, index, constraint_label(from.kind), true);
  } else if (cx.catalog.find_relation(table.schema, name) != nullptr) {
    return duplicate_relation(cx, name);
  } else if (table.find_constraint(name) != nullptr) {
    return duplicate_constraint(cx, table, name);
  }
  Constraint constraint = from_action(from, true, cx);
  constraint.name = name;
  constraint.index = add_index(cx, oid, std::move(name), index);
  set_options(cx, *cx.catalog.edit(constraint.index), from.options);
  add_key_constraint(cx, oid, std::move(constraint), index, recurse);
  return true;
}

// https://www.postgresql.org/docs/current/sql-altertable.html: ADD table_constraint_using_index
bool may_back_key(Context& cx, const Relation& relation, Oid table) {
  if (!relation.index || relation.index->table != table) {
    return cx.refuse(sqlstate::kObjectNotInPrerequisiteState,
                     text::format("index \"{}\" does not belong to the table", relation.name));
  }
  const catalog::Index& index = *relation.index;
  if (constraint_of_index(*cx.catalog.relation(table), relation.oid) != nullptr || !index.valid) {
    return cx.refuse(sqlstate::kObjectNotInPrerequisiteState,
                     text::format("index \"{}\" is invalid or already that of a constraint", relation.name));
  }
  const bool plain = index.unique && index.predicate.empty() && index.method == "btree" &&
                     std::ranges::all_of(index.keys, [](const catalog::IndexKey& key) {
                       return key.column != 0 && key.order != SortOrder::desc &&
                              key.nulls != NullsOrder::first && key.operator_class.empty() &&
                              key.collation.empty();
                     });
  return plain || cx.refuse(sqlstate::kWrongObjectType,
                            text::format("\"{}\" is not a plain unique btree index", relation.name));
}

}  // namespace

bool knows_columns(Context& cx, const Relation& table, std::span<const Name> names,
                   std::span<const AttributeNumber> numbers) {
  const auto unknown = std::ranges::find(numbers, AttributeNumber{0});
  if (unknown == numbers.end()) return !numbers.empty();
  return missing_column(cx, table, names[static_cast<std::size_t>(unknown - numbers.begin())]);
}

Constraint from_action(const action::Constraint& from, bool is_new, const Context& cx) {
  Constraint constraint;
  constraint.name = from.name.text;
  constraint.kind = from.kind;
  constraint.validated = (is_new || !from.not_valid) && !from.not_enforced;
  constraint.enforced = !from.not_enforced;
  constraint.no_inherit = from.no_inherit;
  constraint.deferrable = from.deferrable;
  constraint.initially_deferred = from.initially_deferred;
  constraint.match_full = from.match_full;
  constraint.origin = cx.origin;
  return constraint;
}

bool is_key(ConstraintKind kind) {
  return kind == ConstraintKind::primary_key || kind == ConstraintKind::unique ||
         kind == ConstraintKind::exclusion;
}

const char* constraint_label(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::primary_key: return "pkey";
    case ConstraintKind::unique: return "key";
    case ConstraintKind::exclusion: return "excl";
    case ConstraintKind::check: return "check";
    case ConstraintKind::not_null: return "not_null";
    case ConstraintKind::foreign_key: return "fkey";
  }
  return "";
}

const Constraint* constraint_of_index(const Relation& table, Oid index) {
  const auto found = std::ranges::find(table.constraints, index, &Constraint::index);
  return index == 0 || found == table.constraints.end() ? nullptr : &*found;
}

bool add_constraint(Context& cx, Oid table, const action::Constraint& constraint, bool is_new, bool recurse) {
  switch (constraint.kind) {
    case ConstraintKind::check: return add_check(cx, table, constraint, is_new, recurse);
    case ConstraintKind::not_null: return add_not_null(cx, table, constraint, is_new);
    case ConstraintKind::foreign_key: return add_foreign_key(cx, table, constraint, is_new);
    case ConstraintKind::primary_key:
    case ConstraintKind::unique:
    case ConstraintKind::exclusion: return add_keys(cx, table, {&constraint}, recurse);
  }
  return false;
}

bool add_keys(Context& cx, Oid table, const Constraints& keys, bool recurse) {
  std::vector<std::pair<const action::Constraint*, std::string>> kept;
  const auto keep = [&](const action::Constraint* key) {
    const auto prior =
        std::ranges::find_if(kept, [&](const auto& other) { return is_same_key(*other.first, *key); });
    if (prior == kept.end()) {
      kept.emplace_back(key, key->name.text);
    } else if (prior->second.empty()) {
      prior->second = key->name.text;
    }
  };
  // The primary key comes first, so that a UNIQUE on the same columns merges into it; a second one is an
  // error.
  const auto is_primary = [](const action::Constraint* key) {
    return key->kind == ConstraintKind::primary_key;
  };
  if (std::ranges::count_if(keys, is_primary) > 1) {
    return multiple_primary_keys(cx, *cx.catalog.relation(table));
  }
  for (const action::Constraint* key : keys) {
    if (is_primary(key)) keep(key);
  }
  for (const action::Constraint* key : keys) {
    if (!is_primary(key)) keep(key);
  }
  return std::ranges::all_of(
      kept, [&](auto& key) { return add_key(cx, table, *key.first, std::move(key.second), recurse); });
}

bool add_key_using_index(Context& cx, Oid oid, const action::Constraint& from) {
  Relation& table = *cx.catalog.edit(oid);
  const Relation* index = cx.catalog.find_relation(table.schema, from.using_index.text);
  if (index == nullptr) {
    return table.uncertain || !cx.catalog.complete ||
           cx.refuse(sqlstate::kUndefinedObject,
                     text::format("index \"{}\" does not exist", from.using_index.text));
  }
  if (from.kind == ConstraintKind::primary_key && !may_get_primary_key(cx, table)) return false;
  if (table.kind == RelationKind::partitioned_table) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     "ADD CONSTRAINT USING INDEX is not supported on partitioned tables");
  }
  if (!may_back_key(cx, *index, oid)) return false;

  Constraint constraint = from_action(from, true, cx);
  constraint.index = index->oid;
  if (constraint.name.empty()) constraint.name = index->name;
  const bool renames = constraint.name != index->name;
  if (renames && cx.catalog.find_relation(table.schema, constraint.name) != nullptr) {
    return duplicate_relation(cx, constraint.name);
  }
  if (table.find_constraint(constraint.name) != nullptr) {
    return duplicate_constraint(cx, table, constraint.name);
  }
  if (renames) cx.catalog.rename(index->oid, constraint.name);
  catalog::Index& backing = cx.catalog.edit_index(index->oid);
  backing.primary = from.kind == ConstraintKind::primary_key;
  add_key_constraint(cx, oid, std::move(constraint), backing, true);
  return true;
}

bool foreign_keys_fit(Context& cx, Oid oid, AttributeNumber column) {
  const Relation& table = *cx.catalog.relation(oid);
  const auto fits = [&](const Relation& from, const Constraint& key) {
    const Relation* target = cx.catalog.relation(key.referenced_table);
    const bool known = target != nullptr && !target->uncertain && !from.uncertain &&
                       key.columns.size() == key.referenced_columns.size() && !has_unknown(key.columns) &&
                       !has_unknown(key.referenced_columns);
    return !known || can_compare(cx, from, *target, key);
  };
  const auto is_of_column = [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::foreign_key && contains(constraint.columns, column);
  };
  for (const Constraint& constraint : table.constraints) {
    if (is_of_column(constraint) && !fits(table, constraint)) return false;
  }
  for (const auto& [from, constraint] : cx.catalog.references_to(oid)) {
    if (contains(constraint->referenced_columns, column) && !fits(*from, *constraint)) return false;
  }
  return true;
}

void copy_foreign_key(Context& cx, Oid partition, const Relation& parent, const Constraint& key) {
  Relation& table = *cx.catalog.edit(partition);
  Constraint copy = key;
  copy.columns = map_columns(key.columns, parent, table);
  copy.local = false;
  const auto is_same = [&](const Constraint& other) {
    return other.kind == ConstraintKind::foreign_key && other.columns == copy.columns &&
           other.referenced_table == copy.referenced_table &&
           other.referenced_columns == copy.referenced_columns;
  };
  if (std::ranges::any_of(table.constraints, is_same)) return;
  if (table.find_constraint(copy.name) != nullptr) {
    std::vector<std::string> names;
    for (const AttributeNumber number : copy.columns) {
      if (const Column* column = table.find_column(number)) names.push_back(column->name);
    }
    copy.name =
        choose_constraint_name(cx.catalog, table.schema, table.name, join_column_names(names), "fkey");
  }
  table.constraints.push_back(std::move(copy));
}

void inherit_constraints(Context& cx, Oid table, Oid parent) {
  const Relation& from = *cx.catalog.relation(parent);
  for (const Constraint& constraint : from.constraints) {
    if (constraint.kind == ConstraintKind::check && !constraint.no_inherit) {
      Constraint check = constraint;
      check.validated = check.enforced;  // a new table has no rows to look at
      inherit_check(cx, table, from, check);
    }
    if (constraint.kind == ConstraintKind::foreign_key && from.kind == RelationKind::partitioned_table) {
      copy_foreign_key(cx, table, from, constraint);
    }
  }
  if (from.kind != RelationKind::partitioned_table) return;
  for (const Oid index : std::vector<Oid>(from.indexes)) spread_index(cx, table, index);
}

}  // namespace lockstep::replay
