// DROP of what is no relation, type or schema.

#include <algorithm>
#include <string>

#include "catalog/extension_contents.h"
#include "replay/deletion.h"
#include "replay/functions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Oid;
using catalog::Relation;
using catalog::RelationExtras;

bool missing_object(Context& cx, const action::Drop& statement, std::string_view name) {
  if (statement.if_exists || !cx.catalog.complete) return true;
  return cx.refuse(sqlstate::kUndefinedObject,
                   text::format("{} \"{}\" does not exist", object_kind_name(statement.kind), name));
}

// IF EXISTS may name other argument types than those of the extension's function.
bool may_drop_of_extension(Context& cx, const QualifiedName& function) {
  const catalog::Extension* extension =
      catalog::find_extension_with(cx.catalog, &catalog::ExtensionContents::functions, function.name);
  return extension == nullptr ||
         cx.refuse(sqlstate::kDependentObjectsStillExist,
                   text::format("cannot drop function {} because extension {} requires it", to_text(function),
                                extension->name));
}

bool drop_functions(const action::Drop& statement, Context& cx) {
  Deletion deletion(cx);
  for (std::size_t i = 0; i < statement.names.size(); ++i) {
    const FunctionAnswer found =
        find_function(cx, statement.names[i], statement.arguments[i], statement.kind, statement.if_exists);
    if (!found.fine) return false;
    if (found.function != nullptr) {
      deletion.function(*found.function);
    } else if (!statement.if_exists && !may_drop_of_extension(cx, statement.names[i])) {
      return false;
    }
  }
  return deletion.run(statement.cascade);
}

// The relation, and partitions that have the trigger from it.
template <class Part>
std::vector<Oid> with_copies(const catalog::Catalog& catalog, const Relation& relation,
                             const std::string& name) {
  if constexpr (!std::is_same_v<Part, catalog::Trigger>) {
    return {relation.oid};
  } else {
    std::vector<Oid> tables = {relation.oid};
    for (const Relation* child : catalog.descendants_of(relation.oid)) {
      const auto& copies = child->extras->triggers;
      const auto copy = std::ranges::find(copies, name, &Part::name);
      if (copy != copies.end() && copy->inherited) tables.push_back(child->oid);
    }
    return tables;
  }
}

// DROP TRIGGER, POLICY or RULE name ON relation.
template <class Part>
bool drop_part(const action::Drop& statement, Context& cx, std::vector<Part> RelationExtras::* parts) {
  for (std::size_t i = 0; i < statement.names.size(); ++i) {
    const Relation* relation = cx.catalog.find_table(statement.on[i]);
    if (relation == nullptr) return missing_relation(cx, statement.on[i], statement.if_exists);
    const std::string& name = statement.names[i].name;
    const auto& present = (*relation->extras).*parts;
    if (std::ranges::find(present, name, &Part::name) == present.end()) {
      if (!missing_object(cx, statement, name)) return false;
      continue;
    }
    if constexpr (std::is_same_v<Part, catalog::Trigger>) {
      if (std::ranges::find(present, name, &Part::name)->inherited) {
        return cx.refuse(sqlstate::kDependentObjectsStillExist,
                         text::format("cannot drop trigger {} because the parent's requires it", name));
      }
    }
    for (const Oid table : with_copies<Part>(cx.catalog, *relation, name)) {
      std::erase_if(cx.catalog.edit(table)->extras.edit().*parts,
                    [&](const Part& part) { return part.name == name; });
    }
  }
  return true;
}

bool drop_publications(const action::Drop& statement, Context& cx) {
  for (const QualifiedName& name : statement.names) {
    if (cx.catalog.publications.contains(catalog::object_key("", name.name))) {
      cx.catalog.remove<catalog::Publication>("", name.name);
    } else if (!missing_object(cx, statement, name.name)) {
      return false;
    }
  }
  return true;
}

bool drop_statistics(const action::Drop& statement, Context& cx) {
  for (const QualifiedName& name : statement.names) {
    const std::string schema = schema_of_statistics(cx, name);
    if (!schema.empty()) {
      cx.catalog.remove<catalog::Statistics>(schema, name.name);
    } else if (!missing_object(cx, statement, name.name)) {
      return false;
    }
  }
  return true;
}

// Columns know their collation by its name alone.
bool is_used(const catalog::Catalog& catalog, const catalog::NamedObject& object) {
  const auto has_namesake = [&](const auto& entry) {
    return entry.second.kind == object.kind && entry.second.name == object.name &&
           entry.second.schema != object.schema;
  };
  if (std::ranges::any_of(catalog.named_objects, has_namesake)) return false;
  const auto uses = [&](const Relation* relation) {
    return !relation->uncertain && object.kind == ObjectKind::collation &&
           contains(relation->columns, object.name, &catalog::Column::collation);
  };
  return std::ranges::any_of(catalog.relations(), uses);
}

// Those that a migration finds on the server aren't known: no refusal.
bool drop_named(const action::Drop& statement, Context& cx) {
  for (std::size_t i = 0; i < statement.names.size(); ++i) {
    const ArgumentTypes types = i < statement.arguments.size() ? statement.arguments[i] : ArgumentTypes{};
    const catalog::NamedObject* found = find_named_object(cx, statement.kind, statement.names[i], types);
    if (found == nullptr) continue;
    const catalog::NamedObject object = *found;
    if (!statement.cascade && is_used(cx.catalog, object)) {
      return cx.refuse(sqlstate::kDependentObjectsStillExist,
                       text::format("cannot drop {} {} because other objects depend on it",
                                    object_kind_name(object.kind), object.name));
    }
    cx.catalog.remove_named(object.kind, object.schema, object.name);
  }
  return true;
}

// https://www.postgresql.org/docs/current/sql-dropserver.html: its foreign tables go with it.
bool drop_servers(const action::Drop& statement, Context& cx) {
  Deletion deletion(cx);
  for (const QualifiedName& name : statement.names) {
    for (const Relation* relation : cx.catalog.relations()) {
      if (relation->extras->server != name.name) continue;
      if (!statement.cascade) {
        return cx.refuse(sqlstate::kDependentObjectsStillExist,
                         text::format("cannot drop server {} because other objects depend on it", name.name));
      }
      deletion.relation(relation->oid);
    }
  }
  return deletion.run(true) && drop_named(statement, cx);
}

}  // namespace

bool drop_other(const action::Drop& statement, Context& cx) {
  switch (statement.kind) {
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate: return drop_functions(statement, cx);
    case ObjectKind::trigger: return drop_part(statement, cx, &RelationExtras::triggers);
    case ObjectKind::policy: return drop_part(statement, cx, &RelationExtras::policies);
    case ObjectKind::rule: return drop_part(statement, cx, &RelationExtras::rules);
    case ObjectKind::publication: return drop_publications(statement, cx);
    case ObjectKind::statistics: return drop_statistics(statement, cx);
    case ObjectKind::extension: return drop_extensions(statement, cx);
    case ObjectKind::server: return drop_servers(statement, cx);
    case ObjectKind::role: return drop_roles(statement, cx);
    default: return drop_named(statement, cx);
  }
}

}  // namespace lockstep::replay
