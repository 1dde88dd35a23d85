#include <algorithm>
#include <utility>

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
using catalog::Index;
using catalog::IndexKey;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

bool missing_index_column(Context& cx, std::string_view name, Span span = {}) {
  return cx.refuse(sqlstate::kUndefinedColumn, text::format("column \"{}\" does not exist", name), span);
}

bool knows_columns_of(Context& cx, const Relation& table, const Expr& expression) {
  return std::ranges::all_of(column_names(expression), [&](std::string_view name) {
    return name == "*" || name == "tableoid" || name == table.name ||
           find_or_learn_column(cx, table, name) != nullptr || missing_index_column(cx, name);
  });
}

// The collation of an expression is the key's, and (column) is no expression: ComputeIndexAttrs of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
void take_plain_column(const Relation& table, IndexKey& key) {
  std::uint32_t at = 0;
  while (key.expression.nodes()[at].kind == ExprKind::collate)
    key.collation = key.expression.nodes()[at++].text;
  const Column* column = key.expression.nodes()[at].kind == ExprKind::column
                             ? table.find_column(key.expression.nodes()[at].text)
                             : nullptr;
  if (at > 0) key.expression = key.expression.subtree(at);
  if (column == nullptr) return;
  key.column = column->number;
  key.expression = {};
}

// https://www.postgresql.org/docs/current/ddl-generated-columns.html: they have no place on disk
bool has_no_virtual(Context& cx, const Relation& table, const Expr& expression) {
  const auto is_virtual = [&](const Column& column) {
    return column.generated == Generated::virtual_ && mentions(expression, column.name);
  };
  return std::ranges::none_of(table.columns, is_virtual) ||
         cx.refuse(sqlstate::kFeatureNotSupported, "indexes on virtual generated columns are not supported");
}

// The key's column or expression; false when the table has no such column.
bool build_key(Context& cx, const Relation& table, const action::IndexElement& element, IndexKey& key) {
  key.collation = element.collation;
  key.operator_class = element.operator_class;
  key.exclusion_operator = element.exclusion_operator;
  key.order = element.order;
  key.nulls = element.nulls;
  if (element.column.text.empty()) {
    key.expression = without_qualifier(element.expression, table);
    if (!knows_columns_of(cx, table, key.expression)) return false;
    if (!has_no_virtual(cx, table, key.expression)) return false;
    take_plain_column(table, key);
    return key.column != 0 || may_stand_in(cx, key.expression, kIndexExpression, &table);
  }
  const Column* column = find_or_learn_column(cx, table, element.column.text);
  if (column == nullptr) return missing_index_column(cx, element.column.text, element.column.span);
  if (column->generated == Generated::virtual_) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     "indexes on virtual generated columns are not supported");
  }
  key.column = column->number;
  return may_be_collated(cx, column->type, key.collation);
}

// ChooseIndexColumnNames: names of the attributes, those of INCLUDE as well.
std::vector<std::string> attribute_names(const Relation& table, const Index& index) {
  std::vector<std::string> names;
  for (const IndexKey& key : index.keys) names.push_back(key.name);
  for (const AttributeNumber number : index.include) {
    const Column* column = table.find_column(number);
    names.push_back(column == nullptr ? "expr" : column->name);
  }
  number_duplicates(names);
  return names;
}

bool same_key(const IndexKey& a, const IndexKey& b) {
  return a.column == b.column && a.expression == b.expression && a.operator_class == b.operator_class &&
         a.collation == b.collation && a.exclusion_operator == b.exclusion_operator;
}

// CompareIndexInfo of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/index.c
bool same_index(const Index& a, const Index& b) {
  return a.method == b.method && a.unique == b.unique && a.primary == b.primary && a.include == b.include &&
         a.nulls_not_distinct == b.nulls_not_distinct && a.predicate == b.predicate &&
         std::ranges::equal(a.keys, b.keys, same_key);
}

Oid find_same_index(const catalog::Catalog& catalog, const Relation& table, const Index& wanted,
                    bool constraint) {
  for (const Oid oid : table.indexes) {
    const Index& index = catalog.index(oid);
    if (index.parent == 0 && same_index(index, wanted) &&
        (!constraint || constraint_of_index(table, oid) != nullptr)) {
      return oid;
    }
  }
  return 0;
}

// The partition's part of a partitioned index, found or made.
Oid add_part(Context& cx, Oid partition, Oid parent_index) {
  const Index& whole = cx.catalog.index(parent_index);
  const Relation& parent = *cx.catalog.relation(whole.table);
  Relation& table = *cx.catalog.edit(partition);
  const catalog::Constraint* constraint = constraint_of_index(parent, parent_index);
  Index part = map_index(whole, parent, table);
  if (const Oid found = find_same_index(cx.catalog, table, part, constraint != nullptr)) {
    cx.catalog.edit_index(found).parent = parent_index;
    for (catalog::Constraint& own : table.constraints) own.local = own.local && own.index != found;
    return found;
  }
  part.parent = parent_index;
  part.valid = true;
  const char* label = constraint == nullptr ? "idx" : constraint_label(constraint->kind);
  const Oid added =
      add_index(cx, partition, index_name(cx.catalog, table, part, label, constraint != nullptr), part);
  copy_index_storage(cx, parent_index, added);
  if (constraint == nullptr) return added;
  catalog::Constraint copy = *constraint;
  copy.name = cx.catalog.relation(added)->name;
  copy.columns = map_columns(constraint->columns, parent, table);
  copy.index = added;
  copy.local = false;
  table.constraints.push_back(std::move(copy));
  return added;
}

bool can_be_indexed(RelationKind kind) {
  return kind == RelationKind::table || kind == RelationKind::partitioned_table ||
         kind == RelationKind::materialized_view;
}

}  // namespace

bool indexes_take(Context& cx, const Relation& table, AttributeNumber column, const catalog::Type& type) {
  for (const Oid oid : table.indexes) {
    const Index& index = cx.catalog.index(oid);
    const auto of_column = [&](const IndexKey& key) {
      return key.column == column && key.operator_class.empty();
    };
    if (std::ranges::none_of(index.keys, of_column) ||
        catalog::has_default_operator_class(cx.catalog, index.method, type) != false) {
      continue;
    }
    return cx.refuse(sqlstate::kUndefinedObject,
                     text::format("data type {} has no default operator class for access method \"{}\"",
                                  to_text(type), index.method));
  }
  return true;
}

// What the index's method can, and what it can with the types of its columns.
bool suits_method(Context& cx, const Relation& table, const Index& index) {
  const auto refuse = [&](std::string_view what) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     text::format("access method \"{}\" does not support {}", index.method, what));
  };
  const catalog::IndexMethod* method = catalog::find_index_method(index.method);
  const bool excludes = !index.keys.empty() && !index.keys.front().exclusion_operator.empty();
  // btree_gist is there for these, and need not come from a migration.
  if (excludes && index.method == "gist" && cx.catalog.platform) return true;
  if (excludes && (index.method == "gin" || index.method == "brin")) return refuse("exclusion constraints");
  if (method == nullptr) {
    return cx.catalog.platform || !cx.catalog.extensions.empty() ||
           cx.refuse(sqlstate::kUndefinedObject,
                     text::format("access method \"{}\" does not exist", index.method));
  }
  if (index.unique && !method->unique) return refuse("unique indexes");
  if (!index.include.empty() && !method->include) return refuse("included columns");
  if (index.keys.size() > 1 && !method->several_columns) return refuse("multicolumn indexes");
  for (const IndexKey& key : index.keys) {
    if (!method->ordered && key.order != SortOrder::unstated) return refuse("ASC/DESC options");
    if (!method->ordered && key.nulls != NullsOrder::unstated) return refuse("NULLS FIRST/LAST options");
    if (!key.operator_class.empty()) continue;
    const Column* column = table.find_column(key.column);
    const catalog::Type type = column == nullptr ? type_in_table(cx, key.expression, &table) : column->type;
    if (has_default_operator_class(cx.catalog, index.method, type) == false) {
      return cx.refuse(sqlstate::kUndefinedObject,
                       text::format("data type {} has no default operator class for access method \"{}\"",
                                    to_text(type), index.method));
    }
  }
  return true;
}

Index build_index(Context& cx, const Relation& table, std::span<const action::IndexElement> elements,
                  std::span<const Name> include) {
  Index index;
  index.table = table.oid;
  for (const action::IndexElement& element : elements) {
    if (!build_key(cx, table, element, index.keys.emplace_back())) return {};
  }
  index.include = numbers_of(cx, table, include);
  if (const auto unknown = std::ranges::find(index.include, AttributeNumber{0});
      unknown != index.include.end()) {
    missing_index_column(cx, include[static_cast<std::size_t>(unknown - index.include.begin())].text);
    return {};
  }
  name_keys(table, index);
  return index;
}

bool uses_column(const Index& index, const Column& column) {
  return contains(index.include, column.number) || mentions(index.predicate, column.name) ||
         std::ranges::any_of(index.keys, [&](const IndexKey& key) {
           return key.column == column.number || mentions(key.expression, column.name);
         });
}

void name_keys(const Relation& table, Index& index) {
  for (IndexKey& key : index.keys) {
    const Column* column = table.find_column(key.column);
    key.name = column == nullptr ? expression_name(key.expression) : column->name;
  }
  const std::vector<std::string> names = attribute_names(table, index);
  for (std::size_t i = 0; i < index.keys.size(); ++i) index.keys[i].name = names[i];
}

std::string index_name(catalog::Catalog& catalog, const Relation& table, const Index& index,
                       std::string_view label, bool constraint) {
  const std::string columns = index.primary ? "" : join_column_names(attribute_names(table, index));
  return choose_relation_name(catalog, table.schema, table.name, columns, label, constraint);
}

// https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS
bool covers_partition_key(const Relation& table, const Index& index) {
  return std::ranges::all_of(table.partition_key, [&](AttributeNumber number) {
    return number != 0 && std::ranges::find(index.keys, number, &IndexKey::column) != index.keys.end();
  });
}

Oid add_index(Context& cx, Oid table, std::string name, Index index) {
  const Relation& owner = *cx.catalog.relation(table);
  Relation relation;
  relation.kind = RelationKind::index;
  relation.schema = owner.schema;
  relation.name = std::move(name);
  relation.temporary = owner.temporary;
  relation.unlogged = owner.unlogged;
  relation.index = std::move(index);
  relation.origin = cx.origin;
  return cx.catalog.add(std::move(relation)).oid;
}

Index map_index(const Index& index, const Relation& from, const Relation& to) {
  Index mapped = index;
  mapped.table = to.oid;
  for (IndexKey& key : mapped.keys) {
    if (key.column != 0) key.column = map_columns(std::span(&key.column, 1), from, to).front();
  }
  mapped.include = map_columns(index.include, from, to);
  return mapped;
}

void copy_index_storage(Context& cx, Oid from, Oid to) {
  const catalog::RelationExtras& extras = *cx.catalog.relation(from)->extras;
  if (extras.options.empty() && extras.tablespace.empty()) return;
  catalog::RelationExtras& copy = cx.catalog.edit(to)->extras.edit();
  copy.options = extras.options;
  copy.tablespace = extras.tablespace;
}

void spread_index(Context& cx, Oid partition, Oid parent_index) {
  spread_index_to_partitions(cx, partition, add_part(cx, partition, parent_index));
}

void spread_index_to_partitions(Context& cx, Oid table, Oid index) {
  std::vector<std::pair<Oid, Oid>> open = {{table, index}};
  while (!open.empty()) {
    const auto [parent, parent_index] = open.back();
    open.pop_back();
    if (cx.catalog.relation(parent)->kind != RelationKind::partitioned_table) continue;
    for (const Relation* partition : cx.catalog.children_of(parent)) {
      open.emplace_back(partition->oid, add_part(cx, partition->oid, parent_index));
    }
  }
}

bool apply(const action::CreateIndex& statement, Context& cx) {
  const Relation* found = cx.catalog.find_relation(statement.relation);
  if (found == nullptr) return missing_relation(cx, statement.relation);
  if (!can_be_indexed(found->kind)) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("cannot create index on relation \"{}\"", found->name));
  }
  if (statement.concurrently && found->kind == RelationKind::partitioned_table) {
    return cx.refuse(
        sqlstate::kFeatureNotSupported,
        text::format("cannot create index on partitioned table \"{}\" concurrently", found->name));
  }
  const Relation& table = *found;
  Index index = build_index(cx, table, statement.elements, statement.include);
  if (index.keys.empty() || !knows_columns_of(cx, table, statement.where)) return false;
  if (!has_no_virtual(cx, table, statement.where)) return false;
  index.method = statement.method.empty() ? "btree" : statement.method;
  index.predicate = without_qualifier(statement.where, table);
  index.unique = statement.unique;
  if (!suits_method(cx, table, index) || !may_stand_in(cx, index.predicate, kIndexPredicate, &table))
    return false;
  if (index.unique && !covers_partition_key(table, index)) {
    return cx.refuse(
        sqlstate::kFeatureNotSupported,
        text::format("a unique index on partitioned table \"{}\" must include all partitioning columns",
                     table.name));
  }
  if (!may_have_parameters(cx, index, statement.options)) return false;
  // DefineIndex looks at the name last, and with IF NOT EXISTS at the name alone.
  if (!statement.name.text.empty() &&
      cx.catalog.find_relation(table.schema, statement.name.text) != nullptr) {
    return statement.if_not_exists || duplicate_relation(cx, statement.name.text, statement.name.span);
  }
  index.nulls_not_distinct = statement.nulls_not_distinct;
  index.valid = !statement.only || cx.catalog.children_of(table.oid).empty();

  std::string name = statement.name.text;
  if (name.empty()) name = index_name(cx.catalog, table, index, "idx", false);
  const Oid added = add_index(cx, table.oid, std::move(name), std::move(index));
  set_options(cx, *cx.catalog.edit(added), statement.options);
  if (!statement.tablespace.empty()) cx.catalog.edit(added)->extras.edit().tablespace = statement.tablespace;
  if (!statement.only) spread_index_to_partitions(cx, table.oid, added);
  return true;
}

}  // namespace lockstep::replay
