// The indexes behind references_to() and its kin: who may point at a relation or use a type. Entries
// are added and never taken out, and every answer is checked against the relation itself, so that
// neither changes nor a ROLLBACK have to keep them exact.

#include <algorithm>
#include <iterator>

#include "catalog/catalog.h"

namespace lockstep::catalog {
namespace {

void insert_sorted(std::vector<Oid>& oids, Oid oid) {
  if (oids.empty() || oids.back() < oid) {
    oids.push_back(oid);
    return;
  }
  const auto at = std::ranges::lower_bound(oids, oid);
  if (*at != oid) oids.insert(at, oid);
}

template <class Map, class Key>
const std::vector<Oid>* entry(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

bool is_child_of(const Relation& relation, Oid parent) {
  return relation.partition_parent == parent ||
         std::ranges::find(relation.inherits, parent) != relation.inherits.end();
}

}  // namespace

void Catalog::unsettle(Oid oid) {
  Slot& changed = *slot(oid);
  if (!changed.unsettled) unsettled_.push_back(oid);
  changed.unsettled = true;
  if (!changed.unnamed) unnamed_.push_back(oid);
  changed.unnamed = true;
}

void Catalog::settle() {
  for (const Oid oid : unsettled_) {
    Slot& changed = *slot(oid);
    changed.unsettled = false;
    if (!changed.unnamed) unnamed_.push_back(oid);
    changed.unnamed = true;
    if (changed.relation) settle(*changed.relation);
  }
  unsettled_.clear();
}

void Catalog::settle(const Relation& relation) {
  const auto hangs_on = [&](Oid target) {
    if (target != 0) insert_sorted(hanging_on_[target], relation.oid);
  };
  const auto uses = [&](const Type& type) {
    if (type.schema == "pg_catalog" || !type.known) return;
    insert_sorted(using_type_[object_key(type.schema, type.name)], relation.oid);
  };
  const auto uses_casts_of = [&](const Expr& expression) {
    for (const Expr::Node& node : expression.nodes()) {
      if (node.kind == ExprKind::cast) uses(resolve(expression.type(node)));
    }
  };
  for (const Constraint& constraint : relation.constraints) {
    if (constraint.referenced_table != 0) {
      insert_sorted(referring_to_[constraint.referenced_table], relation.oid);
    }
    uses_casts_of(constraint.expression);
  }
  if (relation.index) {
    uses_casts_of(relation.index->predicate);
    for (const IndexKey& key : relation.index->keys) uses_casts_of(key.expression);
  }
  for (const Column& column : relation.columns) {
    uses(column.type);
    if (!column.default_value) continue;
    uses_casts_of(*column.default_value);
    for (const Relation* sequence : sequences_of(*column.default_value)) hangs_on(sequence->oid);
  }
  for (const Oid parent : relation.inherits) hangs_on(parent);
  for (const Oid read : relation.reads) hangs_on(read);
  if (!relation.extras.empty()) {
    for (const Type& type : relation.extras->other_uses.types) uses(type);
    for (const Policy& policy : relation.extras->policies) {
      for (const ColumnUse& use : policy.uses) hangs_on(use.relation);
      for (const Type& type : policy.other_uses.types) uses(type);
    }
    for (const Rule& rule : relation.extras->rules) {
      for (const Oid use : rule.uses) hangs_on(use);
    }
  }
  hangs_on(relation.partition_parent);
  hangs_on(relation.owner_table);
}

std::vector<const Relation*> Catalog::sequences_of(const Expr& expression) const {
  std::vector<const Relation*> found;
  for (const std::uint32_t node : sequence_names(expression)) {
    const Relation* sequence = find_relation(parse_relation_name(expression.nodes()[node].text));
    if (sequence != nullptr && sequence->kind == RelationKind::sequence) found.push_back(sequence);
  }
  return found;
}

std::vector<const Relation*> Catalog::live(const Oids* settled) const {
  Oids oids = unsettled_;
  std::ranges::sort(oids);
  if (settled != nullptr) {
    Oids merged;
    std::ranges::set_union(oids, *settled, std::back_inserter(merged));
    oids = std::move(merged);
  }
  std::vector<const Relation*> result;
  for (const Oid oid : oids) {
    if (const Relation* found = relation(oid)) result.push_back(found);
  }
  return result;
}

std::vector<const Relation*> Catalog::dependants_of(Oid relation) const {
  return live(entry(hanging_on_, relation));
}

std::vector<Catalog::Reference> Catalog::references_to(Oid table) const {
  std::vector<Reference> result;
  if (table == 0) return result;
  for (const Relation* candidate : live(entry(referring_to_, table))) {
    for (const Constraint& constraint : candidate->constraints) {
      if (constraint.kind == ConstraintKind::foreign_key && constraint.referenced_table == table) {
        result.push_back({candidate, &constraint});
      }
    }
  }
  return result;
}

std::vector<const Relation*> Catalog::views_of(Oid relation) const {
  std::vector<const Relation*> result = dependants_of(relation);
  std::erase_if(result, [&](const Relation* candidate) {
    return std::ranges::find(candidate->reads, relation) == candidate->reads.end();
  });
  return result;
}

std::vector<const Relation*> Catalog::children_of(Oid table) const {
  std::vector<const Relation*> result = dependants_of(table);
  std::erase_if(result, [&](const Relation* candidate) { return !is_child_of(*candidate, table); });
  return result;
}

std::vector<const Relation*> Catalog::descendants_of(Oid table) const {
  std::vector<const Relation*> result = children_of(table);
  for (std::size_t i = 0; i < result.size(); ++i) {
    for (const Relation* child : children_of(result[i]->oid)) {
      if (std::ranges::find(result, child) == result.end()) result.push_back(child);
    }
  }
  return result;
}

std::vector<const Relation*> Catalog::users_of_type(std::string_view schema, std::string_view type) const {
  return live(entry(using_type_, object_key(schema, type)));
}

bool Catalog::was_used(std::string_view schema, std::string_view type) const {
  return using_type_.contains(object_key(schema, type));
}

bool Catalog::has_constraint(std::string_view schema, std::string_view constraint) {
  for (const Oid oid : unnamed_) {
    Slot& changed = *slot(oid);
    changed.unnamed = false;
    if (!changed.relation) continue;
    for (const Constraint& named : changed.relation->constraints) {
      insert_sorted(with_constraint_[named.name], oid);
    }
  }
  unnamed_.clear();
  // A constraint that was added through a pointer which edit() gave out earlier is still unsettled.
  const auto found = with_constraint_.find(std::string(constraint));
  return std::ranges::any_of(
      live(found == with_constraint_.end() ? nullptr : &found->second), [&](const Relation* candidate) {
        return candidate->schema == schema && candidate->find_constraint(constraint) != nullptr;
      });
}

}  // namespace lockstep::catalog
