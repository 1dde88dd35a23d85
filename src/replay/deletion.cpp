#include "replay/deletion.h"

#include <algorithm>
#include <utility>

#include "replay/expressions.h"
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

bool is_of_type(const Column& column, std::string_view schema, std::string_view name) {
  return column.type.schema == schema && column.type.name == name;
}

bool casts_to(const catalog::Catalog& catalog, const Expr& expression, std::string_view schema,
              std::string_view name) {
  return std::ranges::any_of(expression.nodes(), [&](const Expr::Node& node) {
    if (node.kind != ExprKind::cast || expression.type(node).name != name) return false;
    return catalog.resolve(expression.type(node)).schema == schema;
  });
}

// A foreign key refers to the columns of a unique index. A table may have thousands of them, and most
// of its columns none.
bool may_be_referred_to(const catalog::Catalog& catalog, const Relation& table, AttributeNumber number) {
  return table.uncertain || std::ranges::any_of(table.indexes, [&](Oid oid) {
           const catalog::Index& index = catalog.index(oid);
           return index.unique &&
                  std::ranges::find(index.keys, number, &catalog::IndexKey::column) != index.keys.end();
         });
}

// Whether a table has the column from one more parent than `parent`.
bool has_other_parent_with(const catalog::Catalog& catalog, const Relation& table, Oid parent,
                           const Column& column) {
  return std::ranges::any_of(table.inherits, [&](Oid other) {
    const Relation* relation = catalog.relation(other);
    return other != parent && relation != nullptr && relation->find_column(column.name) != nullptr;
  });
}

bool is_copy_of(const Constraint& copy, const Constraint& original) {
  return !copy.local && copy.kind == original.kind && copy.name == original.name;
}

bool is_view(const Relation& relation) {
  return relation.kind == RelationKind::view || relation.kind == RelationKind::materialized_view;
}

// With what was said of it alone.
void forget_column(Relation& table, AttributeNumber number) {
  std::erase_if(table.columns, [&](const Column& column) { return column.number == number; });
  if (table.extras.empty()) return;
  catalog::RelationExtras& extras = table.extras.edit();
  std::erase_if(extras.comments, [&](const auto& comment) { return comment.column == number; });
  std::erase_if(extras.column_settings, [&](const auto& settings) { return settings.column == number; });
  std::erase_if(extras.attached.privileges, [&](const auto& grant) { return grant.column == number; });
}

void remember_index(Oid relation, Context& cx) {
  const Relation* index = cx.catalog.relation(relation);
  if (index == nullptr || !index->index) return;
  Relation* table = cx.catalog.edit(index->index->table);
  if (table == nullptr) return;
  std::erase_if(table->former_indexes, [&](const catalog::FormerIndex& former) {
    return former.dropped.migration != cx.origin.migration;
  });
  table->former_indexes.push_back({.name = index->name, .index = *index->index, .dropped = cx.origin});
}

}  // namespace

void Deletion::reach(Object object, bool silently) {
  const auto [at, is_new] = found_.try_emplace(object, silently);
  at->second = at->second || silently;
  if (is_new) open_.push_back(std::move(object));
}

void Deletion::reach_type(std::string_view schema, std::string_view name, bool silently) {
  reach({.kind = Kind::type, .in_schema = std::string(schema), .name = std::string(name)}, silently);
}

void Deletion::reach_columns_of_type(std::string_view schema, std::string_view name) {
  for (const Relation* user : cx_.catalog.users_of_type(schema, name)) {
    for (const Column& column : user->columns) {
      if (is_of_type(column, schema, name) && is_view(*user)) {
        reach({.kind = Kind::relation, .relation = user->oid}, false);
      } else if (is_of_type(column, schema, name)) {
        reach({.kind = Kind::column, .relation = user->oid, .column = column.number}, false);
      } else if (column.default_value && casts_to(cx_.catalog, *column.default_value, schema, name)) {
        reach({.kind = Kind::default_value, .relation = user->oid, .column = column.number}, false);
      }
    }
    reach_casts(*user, schema, name);
    const auto is_meant = [&](const catalog::Type& type) {
      return type.schema == schema && type.name == name;
    };
    if (std::ranges::any_of(user->extras->other_uses.types, is_meant)) {
      reach({.kind = Kind::relation, .relation = user->oid}, false);
    }
    for (const catalog::Policy& policy : user->extras->policies) {
      if (std::ranges::any_of(policy.other_uses.types, is_meant)) {
        reach_part(Kind::policy, *user, policy.name, false);
      }
    }
  }
  reach_functions_of_type(schema, name);
}

// In checks and indexes.
void Deletion::reach_casts(const Relation& user, std::string_view schema, std::string_view name) {
  const auto casts = [&](const Expr& expression) { return casts_to(cx_.catalog, expression, schema, name); };
  for (const Constraint& constraint : user.constraints) {
    if (casts(constraint.expression)) reach_part(Kind::constraint, user, constraint.name, false);
  }
  if (!user.index) return;
  const bool in_key = std::ranges::any_of(user.index->keys, casts, &catalog::IndexKey::expression);
  if (in_key || casts(user.index->predicate)) {
    reach({.kind = Kind::relation, .relation = user.oid}, false);
  }
}

void Deletion::expand(const Object& object) {
  const Relation* relation = cx_.catalog.relation(object.relation);
  switch (object.kind) {
    case Kind::relation:
      if (relation->index) {
        expand_index(*relation);
      } else if (relation->kind == RelationKind::sequence) {
        expand_sequence(*relation);
      } else {
        expand_table(*relation);
      }
      break;
    case Kind::column: expand_column(*relation, object.column); break;
    case Kind::constraint: expand_constraint(*relation, *relation->find_constraint(object.name)); break;
    case Kind::function: expand_function(object); break;
    case Kind::type: expand_type(object); break;
    case Kind::extension: expand_extension(object.name); break;
    case Kind::schema: expand_schema(object.name); break;
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule:
    case Kind::published:
    case Kind::statistics:
    case Kind::default_value: break;
  }
}

void Deletion::expand_table(const Relation& table) {
  for (const Oid index : table.indexes) reach({.kind = Kind::relation, .relation = index}, true);
  for (const Relation* dependant : cx_.catalog.dependants_of(table.oid)) {
    const Object object{.kind = Kind::relation, .relation = dependant->oid};
    if (dependant->owner_table == table.oid || dependant->partition_parent == table.oid) reach(object, true);
    if (contains(dependant->inherits, table.oid) || contains(dependant->reads, table.oid)) {
      reach(object, false);
    }
  }
  for (const auto& [from, constraint] : cx_.catalog.references_to(table.oid)) {
    reach({.kind = Kind::constraint, .relation = from->oid, .name = constraint->name}, false);
  }
  for (const Oid typed : typed_tables(cx_.catalog, table)) {
    reach({.kind = Kind::relation, .relation = typed}, false);
  }
  reach_columns_of_type(table.schema, table.name);
  expand_uses_of_table(table);
  expand_references_to_partition(table);
}

// A foreign key to a partitioned table refers to each of its partitions as well.
void Deletion::expand_references_to_partition(const Relation& partition) {
  const Relation* whole = cx_.catalog.relation(partition.partition_parent);
  while (whole != nullptr) {
    for (const auto& [from, constraint] : cx_.catalog.references_to(whole->oid)) {
      if (from == whole || from->partition_parent == whole->oid) continue;
      reach({.kind = Kind::constraint, .relation = from->oid, .name = constraint->name}, false);
    }
    whole = cx_.catalog.relation(whole->partition_parent);
  }
}

void Deletion::expand_index(const Relation& relation) {
  const catalog::Index& index = cx_.catalog.index(relation.oid);
  const Relation& table = *cx_.catalog.relation(index.table);
  if (const Constraint* constraint = constraint_of_index(table, relation.oid)) {
    const Object owner{.kind = Kind::constraint, .relation = table.oid, .name = constraint->name};
    if (!found_.contains(owner)) reach(owner, true);
  }
  if (index.unique) {
    for (const auto& [from, constraint] : cx_.catalog.references_to(table.oid)) {
      if (constraint->referenced_index != relation.oid) continue;
      reach({.kind = Kind::constraint, .relation = from->oid, .name = constraint->name}, false);
    }
  }
  if (table.kind != RelationKind::partitioned_table) return;
  for (const Relation* partition : cx_.catalog.children_of(table.oid)) {
    for (const Oid part : partition->indexes) {
      if (cx_.catalog.index(part).parent == relation.oid) {
        reach({.kind = Kind::relation, .relation = part}, true);
      }
    }
  }
}

void Deletion::expand_sequence(const Relation& sequence) {
  for (const Relation* dependant : cx_.catalog.dependants_of(sequence.oid)) {
    for (const Column& column : dependant->columns) {
      if (!column.default_value || !contains(cx_.catalog.sequences_of(*column.default_value), &sequence)) {
        continue;
      }
      reach({.kind = Kind::default_value, .relation = dependant->oid, .column = column.number}, false);
    }
  }
}

void Deletion::expand_column(const Relation& table, AttributeNumber number) {
  const Column& column = *table.find_column(number);
  for (const Constraint& constraint : table.constraints) {
    if (contains(constraint.columns, number)) {
      reach({.kind = Kind::constraint, .relation = table.oid, .name = constraint.name}, true);
    }
  }
  for (const Oid oid : table.indexes) {
    const catalog::Index& index = cx_.catalog.index(oid);
    if (!uses_column(index, column)) continue;
    if (const Constraint* constraint = constraint_of_index(table, oid)) {
      // A column that only an expression or the predicate of an EXCLUDE names takes a CASCADE.
      const bool named = contains(constraint->columns, number) || contains(index.include, number);
      reach({.kind = Kind::constraint, .relation = table.oid, .name = constraint->name}, named);
    } else {
      reach({.kind = Kind::relation, .relation = oid}, true);
    }
  }
  if (may_be_referred_to(cx_.catalog, table, number)) {
    for (const auto& [from, constraint] : cx_.catalog.references_to(table.oid)) {
      if (!contains(constraint->referenced_columns, number)) continue;
      reach({.kind = Kind::constraint, .relation = from->oid, .name = constraint->name}, false);
    }
  }
  // From Postgres 15 on that takes a CASCADE, before it didn't.
  for (const Column& other : table.columns) {
    if (other.number == number || !mentions(other.generation_expression, column.name)) continue;
    reach({.kind = Kind::column, .relation = table.oid, .column = other.number}, true);
  }
  for (const Relation* dependant : cx_.catalog.dependants_of(table.oid)) {
    if (dependant->owner_table == table.oid && dependant->owner_column == number) {
      reach({.kind = Kind::relation, .relation = dependant->oid}, true);
    }
  }
  expand_uses_of_column(table, number);
  for (const Relation* child : cx_.catalog.children_of(table.oid)) {
    const Column* copy = child->find_column(column.name);
    if (copy == nullptr || copy->local || has_other_parent_with(cx_.catalog, *child, table.oid, column)) {
      continue;
    }
    reach({.kind = Kind::column, .relation = child->oid, .column = copy->number}, true);
  }
}

void Deletion::expand_constraint(const Relation& table, const Constraint& constraint) {
  if (constraint.index != 0) reach({.kind = Kind::relation, .relation = constraint.index}, true);
  if (constraint.kind != ConstraintKind::check && constraint.kind != ConstraintKind::foreign_key) return;
  for (const Relation* child : cx_.catalog.children_of(table.oid)) {
    const Constraint* copy = child->find_constraint(constraint.name);
    if (copy != nullptr && is_copy_of(*copy, constraint)) {
      reach({.kind = Kind::constraint, .relation = child->oid, .name = copy->name}, true);
    }
  }
}

// A range and its multirange go together.
void Deletion::expand_type(const Object& type) {
  const auto other = cx_.catalog.other_types.find(catalog::object_key(type.in_schema, type.name));
  if (other != cx_.catalog.other_types.end()) {
    if (!other->second.partner.empty()) reach_type(type.in_schema, other->second.partner, true);
    if (other->second.kind == catalog::OtherType::Kind::multirange) {
      reach_type(type.in_schema, other->second.subtype.name, true);
    }
  }
  reach_columns_of_type(type.in_schema, type.name);
  for (const auto& [key, domain] : cx_.catalog.domains) {
    if (domain.base.schema == type.in_schema && domain.base.name == type.name) {
      reach_type(domain.schema, domain.name, false);
    }
  }
}

void Deletion::expand_schema(std::string_view schema) {
  for (const auto& [key, extension] : cx_.catalog.extensions) {
    if (extension.schema == schema) reach({.kind = Kind::extension, .name = extension.name}, false);
  }
  for (const Relation* relation : cx_.catalog.relations()) {
    if (relation->schema == schema) reach({.kind = Kind::relation, .relation = relation->oid}, false);
  }
  const auto reach_types = [&](const auto& types) {
    for (const auto& [key, type] : types) {
      if (type.schema == schema) reach_type(type.schema, type.name, false);
    }
  };
  reach_types(cx_.catalog.enums);
  reach_types(cx_.catalog.domains);
  reach_types(cx_.catalog.other_types);
  for (const auto& [key, function] : cx_.catalog.functions) {
    if (function.schema == schema) reach_function(function, false);
  }
  for (const auto& [key, statistics] : cx_.catalog.statistics) {
    if (statistics.schema == schema) {
      reach({.kind = Kind::statistics, .in_schema = statistics.schema, .name = statistics.name}, false);
    }
  }
}

// Because what it is a part of goes.
bool Deletion::goes_anyway(const Object& object) const {
  if (object.kind == Kind::relation || object.relation == 0 || object.kind == Kind::published) return false;
  if (found_.contains({.kind = Kind::relation, .relation = object.relation})) return true;
  return object.kind == Kind::default_value &&
         found_.contains({.kind = Kind::column, .relation = object.relation, .column = object.column});
}

bool Deletion::run(bool cascade) {
  while (!open_.empty()) {
    const Object object = std::move(open_.back());
    open_.pop_back();
    expand(object);
  }
  const auto needs_cascade = std::ranges::find_if(
      found_, [&](const auto& entry) { return !entry.second && !goes_anyway(entry.first); });
  if (needs_cascade != found_.end() && !cascade) {
    return cx_.refuse(sqlstate::kDependentObjectsStillExist,
                      text::format("{} depends on it", name_of(needs_cascade->first)));
  }
  for (const auto& [object, silently] : found_) {
    if (!goes_anyway(object)) drop(object);
  }
  return true;
}

std::string Deletion::name_of(const Object& object) const {
  const Relation* relation = cx_.catalog.relation(object.relation);
  const std::string table = relation == nullptr ? "" : to_text(*relation);
  const auto of_table = [&](std::string_view what, std::string_view name) {
    return text::format("{} \"{}\" of table \"{}\"", what, name, table);
  };
  switch (object.kind) {
    case Kind::constraint: return of_table("constraint", object.name);
    case Kind::default_value:
      return of_table("default of column", relation->find_column(object.column)->name);
    case Kind::column: return of_table("column", relation->find_column(object.column)->name);
    case Kind::relation: return text::format("relation \"{}\"", table);
    case Kind::trigger: return of_table("trigger", object.name);
    case Kind::policy: return of_table("policy", object.name);
    case Kind::rule: return of_table("rule", object.name);
    case Kind::published: return text::format("publication \"{}\"", object.name);
    case Kind::extension: return text::format("extension \"{}\"", object.name);
    case Kind::statistics: return text::format("statistics object \"{}\"", object.name);
    case Kind::function: return text::format("function {}", object.name);
    case Kind::type: return text::format("type \"{}\"", object.name);
    case Kind::schema: return text::format("schema \"{}\"", object.name);
  }
  return {};
}

void Deletion::drop_relation(Oid oid) {
  remember_index(oid, cx_);
  const Oid owner = cx_.catalog.relation(oid)->owner_table;
  const AttributeNumber column = cx_.catalog.relation(oid)->owner_column;
  cx_.catalog.remove(oid);
  if (owner != 0) find_owned_sequence(cx_, owner, column);
}

void Deletion::drop(const Object& object) {
  switch (object.kind) {
    case Kind::constraint: {
      Relation& table = *cx_.catalog.edit(object.relation);
      const Constraint& constraint = *table.find_constraint(object.name);
      if (constraint.kind == ConstraintKind::not_null) {
        for (const AttributeNumber number : constraint.columns) {
          if (Column* column = table.find_column(number)) column->not_null = false;
        }
      }
      std::erase_if(table.constraints, [&](const Constraint& other) { return other.name == object.name; });
      if (!table.extras->comments.empty()) {
        std::erase_if(table.extras.edit().comments, [&](const auto& comment) {
          return comment.column == 0 && comment.constraint == object.name;
        });
      }
      break;
    }
    case Kind::default_value:
      cx_.catalog.edit(object.relation)->find_column(object.column)->default_value.reset();
      break;
    case Kind::column: forget_column(*cx_.catalog.edit(object.relation), object.column); break;
    case Kind::relation: drop_relation(object.relation); break;
    case Kind::type:
      cx_.catalog.remove<catalog::EnumType>(object.in_schema, object.name);
      cx_.catalog.remove<catalog::DomainType>(object.in_schema, object.name);
      cx_.catalog.remove<catalog::OtherType>(object.in_schema, object.name);
      break;
    case Kind::extension: cx_.catalog.remove<catalog::Extension>("", object.name); break;
    case Kind::schema: {
      std::erase(cx_.catalog.schemas, object.name);
      for (const auto& [key, publication] : cx_.catalog.publications) {
        if (!contains(publication.schemas, object.name)) continue;
        std::erase(cx_.catalog.edit<catalog::Publication>("", publication.name)->schemas, object.name);
      }
      cx_.catalog.remove_named(ObjectKind::schema, {}, object.name);
      break;
    }
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule:
    case Kind::published:
    case Kind::statistics:
    case Kind::function: drop_part(object); break;
  }
}

}  // namespace lockstep::replay
