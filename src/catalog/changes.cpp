// Changes to a catalog. Each keeps, while a mark stands, what takes it back.

#include <algorithm>
#include <cassert>
#include <type_traits>

#include "catalog/catalog.h"

namespace lockstep::catalog {

// A list of indexes says nothing about what hangs on what: nothing to settle.
std::vector<Oid>* Catalog::edit_indexes(const Relation& index) {
  Slot* table = index.index ? slot(index.index->table) : nullptr;
  if (table == nullptr || !table->relation) return nullptr;
  save(table->relation->oid);
  return &table->relation->indexes;
}

Relation& Catalog::add(Relation relation) {
  const Oid oid = static_cast<Oid>(slots_.size() + 1);
  relation.oid = oid;
  if (std::vector<Oid>* indexes = edit_indexes(relation)) indexes->push_back(oid);
  by_name_[object_key(relation.schema, relation.name)] = oid;
  if (relation.temporary) temporary_.push_back(oid);
  Slot& added = slots_.emplace_back();
  added.saved_for = last_mark_;
  unsettle(oid);
  if (!marks_.empty()) {
    journal_.emplace_back([oid](Catalog& catalog) { catalog.restore(oid, std::nullopt); });
  }
  return added.relation.emplace(std::move(relation));
}

Relation* Catalog::edit(Oid oid) {
  Slot* found = slot(oid);
  if (found == nullptr || !found->relation) return nullptr;
  save(oid);
  unsettle(oid);
  return &*found->relation;
}

Index& Catalog::edit_index(Oid oid) {
  Relation* found = edit(oid);
  assert(found != nullptr && found->index.has_value());
  return *found->index;
}

void Catalog::remove(Oid oid) {
  Slot* found = slot(oid);
  if (found == nullptr || !found->relation) return;
  save(oid);
  if (std::vector<Oid>* indexes = edit_indexes(*found->relation)) std::erase(*indexes, oid);
  by_name_.erase(object_key(found->relation->schema, found->relation->name));
  if (found->relation->temporary) std::erase(temporary_, oid);
  found->relation.reset();
}

void Catalog::rename(Oid oid, std::string name) {
  Relation* changed = edit(oid);
  if (changed == nullptr) return;
  by_name_.erase(object_key(changed->schema, changed->name));
  changed->name = std::move(name);
  by_name_[object_key(changed->schema, changed->name)] = oid;
}

void Catalog::move(Oid oid, std::string schema) {
  Relation* changed = edit(oid);
  if (changed == nullptr) return;
  by_name_.erase(object_key(changed->schema, changed->name));
  changed->schema = std::move(schema);
  by_name_[object_key(changed->schema, changed->name)] = oid;
}

template <class T>
std::map<std::string, T> Catalog::* Catalog::map_of() {
  if constexpr (std::is_same_v<T, EnumType>) return &Catalog::enums;
  if constexpr (std::is_same_v<T, DomainType>) return &Catalog::domains;
  if constexpr (std::is_same_v<T, OtherType>) return &Catalog::other_types;
  if constexpr (std::is_same_v<T, Extension>) return &Catalog::extensions;
  if constexpr (std::is_same_v<T, Publication>) return &Catalog::publications;
  if constexpr (std::is_same_v<T, Statistics>) return &Catalog::statistics;
  if constexpr (std::is_same_v<T, NamedObject>) return &Catalog::named_objects;
}

template <class T>
void Catalog::save_object(const std::string& key) {
  if (marks_.empty()) return;
  std::optional<T> before;
  const auto& objects = this->*map_of<T>();
  if (const auto found = objects.find(key); found != objects.end()) before = found->second;
  journal_.emplace_back([key, before = std::move(before)](Catalog& catalog) {
    if (before) {
      (catalog.*map_of<T>())[key] = *before;
    } else {
      (catalog.*map_of<T>()).erase(key);
    }
  });
}

template <class T>
void Catalog::put_at(std::string key, T object) {
  save_object<T>(key);
  (this->*map_of<T>())[std::move(key)] = std::move(object);
}

template <class T>
T* Catalog::edit_at(const std::string& key) {
  const auto found = (this->*map_of<T>()).find(key);
  if (found == (this->*map_of<T>()).end()) return nullptr;
  save_object<T>(key);
  return &found->second;
}

template <class T>
void Catalog::remove_at(const std::string& key) {
  save_object<T>(key);
  (this->*map_of<T>()).erase(key);
}

template <class T>
void Catalog::put(T object) {
  std::string key;
  if constexpr (std::is_same_v<T, Extension> || std::is_same_v<T, Publication>) {
    key = object_key("", object.name);
  } else {
    key = object_key(object.schema, object.name);
  }
  put_at(std::move(key), std::move(object));
}

template <class T>
T* Catalog::edit(std::string_view schema, std::string_view name) {
  return edit_at<T>(object_key(schema, name));
}

template <class T>
void Catalog::remove(std::string_view schema, std::string_view name) {
  remove_at<T>(object_key(schema, name));
}

template void Catalog::put(EnumType);
template void Catalog::put(DomainType);
template void Catalog::put(OtherType);
template void Catalog::put(Extension);
template void Catalog::put(Publication);
template void Catalog::put(Statistics);
template EnumType* Catalog::edit(std::string_view, std::string_view);
template DomainType* Catalog::edit(std::string_view, std::string_view);
template OtherType* Catalog::edit(std::string_view, std::string_view);
template Extension* Catalog::edit(std::string_view, std::string_view);
template Publication* Catalog::edit(std::string_view, std::string_view);
template Statistics* Catalog::edit(std::string_view, std::string_view);
template void Catalog::remove<EnumType>(std::string_view, std::string_view);
template void Catalog::remove<DomainType>(std::string_view, std::string_view);
template void Catalog::remove<OtherType>(std::string_view, std::string_view);
template void Catalog::remove<Extension>(std::string_view, std::string_view);
template void Catalog::remove<Publication>(std::string_view, std::string_view);
template void Catalog::remove<Statistics>(std::string_view, std::string_view);

void Catalog::put_named(NamedObject object) {
  std::string key = named_key(object.kind, object.schema, object.name);
  put_at(std::move(key), std::move(object));
}

NamedObject* Catalog::edit_named(ObjectKind kind, std::string_view schema, std::string_view name) {
  const std::string key = named_key(kind, schema, name);
  if (kind == ObjectKind::schema && has_schema(name) && !named_objects.contains(key)) {
    put_named({.kind = kind, .schema = {}, .name = std::string(name), .origin = {}});
  }
  return edit_at<NamedObject>(key);
}

void Catalog::remove_named(ObjectKind kind, std::string_view schema, std::string_view name) {
  remove_at<NamedObject>(named_key(kind, schema, name));
}

void Catalog::set_default_privileges(std::vector<DefaultPrivileges> privileges) {
  if (!marks_.empty()) {
    journal_.emplace_back(
        [before = default_privileges](Catalog& catalog) { catalog.default_privileges = before; });
  }
  default_privileges = std::move(privileges);
}

void Catalog::put_functions(std::string_view schema, std::string_view name, std::vector<Function> overloads) {
  const std::string key = object_key(schema, name);
  if (!marks_.empty()) {
    std::vector<Function> before;
    const auto [begin, end] = functions.equal_range(key);
    for (auto it = begin; it != end; ++it) before.push_back(it->second);
    journal_.emplace_back([key, before = std::move(before)](Catalog& catalog) {
      catalog.functions.erase(key);
      for (const Function& function : before) catalog.functions.emplace(key, function);
    });
  }
  functions.erase(key);
  for (Function& function : overloads) functions.emplace(key, std::move(function));
}

}  // namespace lockstep::catalog
