// DROP OWNED, REASSIGN OWNED, and roles that come and go.
// https://www.postgresql.org/docs/current/role-removal.html

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "replay/deletion.h"
#include "replay/functions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Attached;
using catalog::Privileges;

using Test = std::function<bool(const Attached&)>;
using Change = std::function<void(Attached&)>;

bool concerns(const Attached& attached, std::string_view role) {
  return attached.owner == role || contains(attached.privileges, role, &Privileges::role);
}

template <class T>
void change_in(Context& cx, const std::map<std::string, T>& objects, const Test& is_meant,
               const Change& change) {
  for (const auto& [key, object] : objects) {
    if (!is_meant(*object.attached)) continue;
    if constexpr (std::is_same_v<T, catalog::Publication>) {
      change(cx.catalog.edit<T>("", object.name)->attached.edit());
    } else if constexpr (std::is_same_v<T, catalog::NamedObject>) {
      change(cx.catalog.edit_named(object.kind, object.schema, object.name)->attached.edit());
    } else {
      change(cx.catalog.edit<T>(object.schema, object.name)->attached.edit());
    }
  }
}

// What is attached to any object.
void change_all(Context& cx, const Test& is_meant, const Change& change) {
  for (const catalog::Relation* relation : cx.catalog.relations()) {
    if (is_meant(relation->extras->attached)) {
      change(cx.catalog.edit(relation->oid)->extras.edit().attached);
    }
  }
  change_in(cx, cx.catalog.enums, is_meant, change);
  change_in(cx, cx.catalog.domains, is_meant, change);
  change_in(cx, cx.catalog.other_types, is_meant, change);
  change_in(cx, cx.catalog.publications, is_meant, change);
  change_in(cx, cx.catalog.statistics, is_meant, change);
  change_in(cx, cx.catalog.named_objects, is_meant, change);
  std::set<std::pair<std::string, std::string>> functions;
  for (const auto& [key, function] : cx.catalog.functions) {
    if (is_meant(*function.attached)) functions.emplace(function.schema, function.name);
  }
  for (const auto& [schema, name] : functions) {
    std::vector<catalog::Function> overloads;
    for (const catalog::Function* function : cx.catalog.find_functions(schema, name)) {
      overloads.push_back(*function);
      if (is_meant(*function->attached)) change(overloads.back().attached.edit());
    }
    cx.catalog.put_functions(schema, name, std::move(overloads));
  }
}

bool any_attached(const catalog::Catalog& catalog, const Test& is_meant) {
  const auto any_of = [&](const auto& objects) {
    return std::ranges::any_of(objects, [&](const auto& entry) { return is_meant(*entry.second.attached); });
  };
  return std::ranges::any_of(
             catalog.relations(),
             [&](const catalog::Relation* relation) { return is_meant(relation->extras->attached); }) ||
         any_of(catalog.enums) || any_of(catalog.domains) || any_of(catalog.other_types) ||
         any_of(catalog.functions) || any_of(catalog.publications) || any_of(catalog.statistics) ||
         any_of(catalog.named_objects);
}

bool drop_owned_objects(Context& cx, std::string_view role, bool cascade) {
  Deletion deletion(cx);
  for (const catalog::Relation* relation : cx.catalog.relations()) {
    if (relation->extras->attached.owner == role) deletion.relation(relation->oid);
  }
  const auto drop_types = [&](const auto& types) {
    for (const auto& [key, type] : types) {
      if (type.attached->owner == role) deletion.type(type.schema, type.name);
    }
  };
  drop_types(cx.catalog.enums);
  drop_types(cx.catalog.domains);
  drop_types(cx.catalog.other_types);
  for (const auto& [key, function] : cx.catalog.functions) {
    if (function.attached->owner == role) deletion.function(function);
  }
  for (const auto& [key, statistics] : cx.catalog.statistics) {
    if (statistics.attached->owner == role) deletion.statistics(statistics.schema, statistics.name);
  }
  for (const auto& [key, object] : cx.catalog.named_objects) {
    if (object.kind == ObjectKind::schema && object.attached->owner == role) deletion.schema(object.name);
  }
  return deletion.run(cascade);
}

void forget_default_privileges(Context& cx, std::string_view role) {
  std::vector<catalog::DefaultPrivileges> all = cx.catalog.default_privileges;
  for (catalog::DefaultPrivileges& defaults : all) {
    std::erase_if(defaults.privileges, [&](const Privileges& each) { return each.role == role; });
  }
  std::erase_if(all, [&](const catalog::DefaultPrivileges& defaults) {
    return defaults.role == role || defaults.privileges.empty();
  });
  cx.catalog.set_default_privileges(std::move(all));
}

// Of the current user, whoever that is, the catalog says nothing.
bool is_named(std::string_view role) {
  return role != "current_user" && role != "current_role" && role != "session_user";
}

}  // namespace

bool apply(const action::DropOwned& statement, Context& cx) {
  for (const std::string& role : statement.roles) {
    if (!is_named(role)) continue;
    if (!statement.new_owner.empty()) {
      change_all(
          cx, [&](const Attached& attached) { return attached.owner == role; },
          [&](Attached& attached) { set_owner(attached, statement.new_owner); });
      continue;
    }
    if (!drop_owned_objects(cx, role, statement.cascade)) return false;
    change_all(
        cx, [&](const Attached& attached) { return concerns(attached, role); },
        [&](Attached& attached) {
          std::erase_if(attached.privileges, [&](const Privileges& each) { return each.role == role; });
        });
    forget_default_privileges(cx, role);
  }
  return true;
}

bool apply(const action::CreateRole& statement, Context& cx) {
  if (contains(cx.catalog.roles, statement.role)) {
    return cx.refuse(sqlstate::kDuplicateObject, text::format("role \"{}\" already exists", statement.role));
  }
  cx.catalog.roles.push_back(statement.role);
  return true;
}

// One that the history doesn't make may stand in the cluster all the same, and code that couldn't be read may
// have taken its privileges away.
bool drop_roles(const action::Drop& statement, Context& cx) {
  for (const QualifiedName& name : statement.names) {
    const std::string& role = name.name;
    if (!statement.if_exists && !missing_role(cx, role)) return false;
    const bool needed =
        any_attached(cx.catalog, [&](const Attached& attached) { return concerns(attached, role); }) ||
        std::ranges::any_of(cx.catalog.default_privileges, [&](const auto& defaults) {
          return defaults.role == role || contains(defaults.privileges, role, &Privileges::role);
        });
    if (needed && cx.catalog.code.empty()) {
      return cx.refuse(sqlstate::kDependentObjectsStillExist,
                       text::format("role \"{}\" cannot be dropped because some objects depend on it", role));
    }
    std::erase(cx.catalog.roles, role);
  }
  return true;
}

bool rename_role(Context& cx, const std::string& from, const std::string& to) {
  std::ranges::replace(cx.catalog.roles, from, to);
  change_all(
      cx, [&](const Attached& attached) { return concerns(attached, from); },
      [&](Attached& attached) {
        if (attached.owner == from) attached.owner = to;
        for (Privileges& each : attached.privileges) {
          if (each.role == from) each.role = to;
        }
      });
  return true;
}

}  // namespace lockstep::replay
