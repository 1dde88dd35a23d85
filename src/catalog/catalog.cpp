#include "catalog/catalog.h"

#include <algorithm>
#include <cassert>

namespace lockstep::catalog {
namespace {

constexpr std::string_view kTemporary = "pg_temp";

template <class Map>
auto* find_in(const Map& map, std::string_view schema, std::string_view name) {
  const auto found = map.find(object_key(schema, name));
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

std::string object_key(std::string_view schema, std::string_view name) {
  std::string key;
  key.reserve(schema.size() + 1 + name.size());
  return key.append(schema).append(1, '\0').append(name);
}

std::string named_key(ObjectKind kind, std::string_view schema, std::string_view name) {
  return object_key(object_key(object_kind_name(kind), schema), name);
}

const Relation* Catalog::find_relation(std::string_view schema, std::string_view name) const {
  const auto found = by_name_.find(object_key(schema, name));
  return found == by_name_.end() ? nullptr : relation(found->second);
}

const Relation* Catalog::find_relation(const QualifiedName& name) const {
  if (!name.schema.empty()) return find_relation(name.schema, name.name);
  // Temporary relations come first unless the path names pg_temp:
  // https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SEARCH-PATH
  if (!temporary_.empty()) {
    if (const Relation* found = find_relation(kTemporary, name.name)) return found;
  }
  for (const std::string& schema : search_path_) {
    if (const Relation* found = find_relation(schema, name.name)) return found;
  }
  return nullptr;
}

const Relation* Catalog::find_table(const QualifiedName& name) const {
  const Relation* found = find_relation(name);
  if (found == nullptr) return nullptr;
  switch (found->kind) {
    case RelationKind::table:
    case RelationKind::partitioned_table:
    case RelationKind::foreign_table:
    case RelationKind::view:
    case RelationKind::materialized_view: return found;
    case RelationKind::index:
    case RelationKind::sequence:
    case RelationKind::composite_type: return nullptr;
  }
  return nullptr;
}

const Relation* Catalog::find_index(const QualifiedName& name) const {
  const Relation* found = find_relation(name);
  return found != nullptr && found->kind == RelationKind::index ? found : nullptr;
}

const Relation* Catalog::relation(Oid oid) const {
  const Slot* found = slot(oid);
  return found != nullptr && found->relation ? &*found->relation : nullptr;
}

const Index& Catalog::index(Oid oid) const {
  const Relation* found = relation(oid);
  assert(found != nullptr && found->index.has_value());
  return *found->index;
}

const EnumType* Catalog::find_enum(std::string_view schema, std::string_view name) const {
  return find_in(enums, schema, name);
}

const DomainType* Catalog::find_domain(std::string_view schema, std::string_view name) const {
  return find_in(domains, schema, name);
}

std::vector<const Function*> Catalog::find_functions(std::string_view schema, std::string_view name) const {
  std::vector<const Function*> found;
  const auto add_from = [&](std::string_view in) {
    const auto [begin, end] = functions.equal_range(object_key(in, name));
    for (auto it = begin; it != end; ++it) found.push_back(&it->second);
  };
  if (!schema.empty()) {
    add_from(schema);
  } else {
    for (const std::string& in : search_path_) add_from(in);
  }
  return found;
}

const NamedObject* Catalog::find_named(ObjectKind kind, std::string_view schema,
                                       std::string_view name) const {
  const auto found = named_objects.find(named_key(kind, schema, name));
  return found == named_objects.end() ? nullptr : &found->second;
}

bool Catalog::has_schema(std::string_view schema) const {
  return std::ranges::find(schemas, schema) != schemas.end();
}

bool Catalog::has_type(std::string_view schema, std::string_view name) const {
  const std::string key = object_key(schema, name);
  if (enums.contains(key) || domains.contains(key) || other_types.contains(key)) return true;
  const auto found = by_name_.find(key);
  if (found == by_name_.end()) return false;
  const RelationKind kind = relation(found->second)->kind;
  return kind != RelationKind::index && kind != RelationKind::sequence;
}

std::vector<const Relation*> Catalog::relations() const {
  std::vector<const Relation*> result;
  for (const Slot& slot : slots_) {
    if (slot.relation) result.push_back(&*slot.relation);
  }
  return result;
}

const std::string& Catalog::creation_schema() const {
  static const std::string kPublic = "public";
  for (const std::string& schema : search_path_) {
    if (!complete || has_schema(schema)) return schema;
  }
  return search_path_.empty() ? kPublic : search_path_.front();
}

Catalog::Slot* Catalog::slot(Oid oid) { return oid == 0 || oid > slots_.size() ? nullptr : &slots_[oid - 1]; }
const Catalog::Slot* Catalog::slot(Oid oid) const {
  return oid == 0 || oid > slots_.size() ? nullptr : &slots_[oid - 1];
}

}  // namespace lockstep::catalog
