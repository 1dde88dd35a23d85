#include "rules/origins.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "rules/context.h"
#include "rules/earlier.h"

namespace lockstep::rules {
namespace {

using catalog::Origin;

bool is_type(ObjectKind kind) { return kind == ObjectKind::type || kind == ObjectKind::domain; }

bool is_function(ObjectKind kind) {
  return kind == ObjectKind::function || kind == ObjectKind::procedure || kind == ObjectKind::aggregate;
}

template <class Object>
std::optional<Origin> origin_of(const Object* object) {
  return object == nullptr ? std::nullopt : std::optional(object->origin);
}

catalog::Type resolve(const QualifiedName& name, const catalog::Catalog& catalog) {
  TypeName written;
  written.schema = name.schema;
  written.name = name.name;
  return catalog.resolve(written);
}

std::optional<Origin> type_origin(const QualifiedName& name, const catalog::Catalog& catalog) {
  const catalog::Type type = resolve(name, catalog);
  if (const auto* found = catalog.find_enum(type.schema, type.name)) return found->origin;
  if (const auto* found = catalog.find_domain(type.schema, type.name)) return found->origin;
  const auto other = catalog.other_types.find(catalog::object_key(type.schema, type.name));
  if (other != catalog.other_types.end()) return other->second.origin;
  return origin_of(catalog.find_relation(type.schema, type.name));
}

std::optional<Origin> find_origin(ObjectKind kind, const QualifiedName& name,
                                  const catalog::Catalog& catalog) {
  if (is_type(kind)) return type_origin(name, catalog);
  if (is_function(kind)) {
    const auto functions = catalog.find_functions(name.schema, name.name);
    return functions.empty() ? std::nullopt : origin_of(functions.front());
  }
  if (kind == ObjectKind::extension) {
    const auto found = catalog.extensions.find(catalog::object_key("", name.name));
    return found == catalog.extensions.end() ? std::nullopt : std::optional(found->second.origin);
  }
  return origin_of(catalog.find_relation(name));
}

// A name without a schema may be any object of that name.
bool same_name(const QualifiedName& a, const QualifiedName& b) {
  return a.name == b.name && (a.schema == b.schema || a.schema.empty() || b.schema.empty());
}

}  // namespace

bool made_here(ObjectKind kind, const QualifiedName& name, const RuleContext& cx) {
  if (kind == ObjectKind::schema) {
    return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
      const auto* schema = std::get_if<action::CreateSchema>(&earlier.action);
      return schema != nullptr && schema->schema.text == name.name;
    });
  }
  const std::optional<Origin> origin = find_origin(kind, name, cx.before());
  return (origin && cx.created_here(*origin)) || (!is_type(kind) && cx.created_here(name));
}

bool known_missing(ObjectKind kind, const QualifiedName& name, const RuleContext& cx) {
  if (!cx.before().complete) return false;
  if (kind == ObjectKind::schema) return !cx.before().has_schema(name.name);
  return !find_origin(kind, name, cx.before());
}

bool has_lost_columns(const QualifiedName& name, const RuleContext& cx) {
  if (!cx.before().complete) return false;
  const catalog::Type type = resolve(name, cx.before());
  const auto has_it = [&](const catalog::Column& column) {
    return column.type.schema == type.schema && column.type.name == type.name;
  };
  const auto users = cx.before().users_of_type(type.schema, type.name);
  return cx.before().was_used(type.schema, type.name) &&
         std::ranges::none_of(users, [&](const catalog::Relation* user) {
           return user->uncertain || std::ranges::any_of(user->columns, has_it);
         });
}

bool takes_name(const Action& action, ObjectKind kind, const QualifiedName& name, const RuleContext& cx) {
  if (const auto* rename = std::get_if<action::Rename>(&action); rename != nullptr && rename->kind == kind) {
    return same_name({.schema = rename->object.schema, .name = rename->to.text, .span = {}}, name);
  }
  if (is_type(kind)) {
    if (const auto* made = std::get_if<action::CreateEnum>(&action)) return same_name(made->type, name);
    if (const auto* made = std::get_if<action::CreateDomain>(&action)) return same_name(made->domain, name);
    const auto* made = std::get_if<action::CreateType>(&action);
    return made != nullptr && same_name(made->type, name);
  }
  if (is_function(kind)) {
    const auto* made = std::get_if<action::CreateFunction>(&action);
    return made != nullptr && same_name(made->function, name);
  }
  return takes_name(action, name, cx);
}

}  // namespace lockstep::rules
