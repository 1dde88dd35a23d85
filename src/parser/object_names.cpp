#include "parser/object_names.h"

#include <array>

#include "support/ascii.h"

namespace lockstep {
namespace {

// By ObjectType's order, as the static_assert in kind_words checks at both ends.
constexpr auto kKinds = std::to_array<KindWords>({
    {ObjectKind::other, "access method"},
    {ObjectKind::aggregate, "aggregate"},
    {ObjectKind::other, "operator"},  // of an operator family
    {ObjectKind::other, "function"},  // of an operator family
    {ObjectKind::attribute, "attribute"},
    {ObjectKind::cast, "cast"},
    {ObjectKind::column, "column"},
    {ObjectKind::collation, "collation"},
    {ObjectKind::other, "conversion"},
    {ObjectKind::database, "database"},
    {ObjectKind::other, "default"},
    {ObjectKind::other, "default privileges"},
    {ObjectKind::domain, "domain"},
    {ObjectKind::constraint, "constraint"},  // of a domain
    {ObjectKind::event_trigger, "event trigger"},
    {ObjectKind::extension, "extension"},
    {ObjectKind::other, "foreign data wrapper"},
    {ObjectKind::server, "server"},
    {ObjectKind::foreign_table, "foreign table"},
    {ObjectKind::function, "function"},
    {ObjectKind::index, "index"},
    {ObjectKind::language, "language"},
    {ObjectKind::other, "large object"},
    {ObjectKind::materialized_view, "materialized view"},
    {ObjectKind::other, "operator class"},
    {ObjectKind::operator_, "operator"},
    {ObjectKind::other, "operator family"},
    {ObjectKind::other, "parameter"},
    {ObjectKind::policy, "policy"},
    {ObjectKind::procedure, "procedure"},
    {ObjectKind::publication, "publication"},
    {ObjectKind::other, "publication namespace"},
    {ObjectKind::other, "publication relation"},
    {ObjectKind::role, "role"},
    {ObjectKind::function, "routine"},
    {ObjectKind::rule, "rule"},
    {ObjectKind::schema, "schema"},
    {ObjectKind::sequence, "sequence"},
    {ObjectKind::subscription, "subscription"},
    {ObjectKind::statistics, "statistics"},
    {ObjectKind::constraint, "constraint"},  // of a table
    {ObjectKind::table, "table"},
    {ObjectKind::tablespace, "tablespace"},
    {ObjectKind::other, "transform"},
    {ObjectKind::trigger, "trigger"},
    {ObjectKind::other, "text search configuration"},
    {ObjectKind::other, "text search dictionary"},
    {ObjectKind::other, "text search parser"},
    {ObjectKind::other, "text search template"},
    {ObjectKind::type, "type"},
    {ObjectKind::other, "user mapping"},
    {ObjectKind::view, "view"},
});

}  // namespace

KindWords kind_words(ObjectType type) {
  static_assert(OBJECT_ACCESS_METHOD == 0 && OBJECT_VIEW + 1 == kKinds.size());
  return kKinds[static_cast<std::size_t>(type)];
}

QualifiedName object_name(ObjectType type, const ::Node* object, const LowerContext& cx) {
  if (object == nullptr || type == OBJECT_CAST || type == OBJECT_TRANSFORM) return {};
  switch (object->type) {
    case T_List: {
      const auto* names = tree::as<::List>(object);
      QualifiedName name = lower_any_name(names, cx);
      // The index method stands in front of the class's own name.
      const bool has_method = type == OBJECT_OPCLASS || type == OBJECT_OPFAMILY;
      if (has_method && tree::length(names) == 2) name.schema.clear();
      return name;
    }
    case T_String: return {.schema = {}, .name = std::string(tree::string_value(object)), .span = {}};
    case T_TypeName: return lower_any_name(tree::as<::TypeName>(object)->names, cx);
    case T_ObjectWithArgs: return lower_any_name(tree::as<::ObjectWithArgs>(object)->objname, cx);
    case T_RangeVar: return lower_relation(tree::as<::RangeVar>(object), cx);
    default: return {};
  }
}

QualifiedName owner_name(const ::Node* object, const LowerContext& cx) {
  if (!tree::is(object, T_List)) return {};
  const auto* names = tree::as<::List>(object);
  const std::size_t length = tree::length(names);
  QualifiedName result;
  if (length > 1 && tree::is(tree::at(names, length - 2), T_TypeName)) {  // a domain's constraint
    return lower_any_name(tree::as<::TypeName>(tree::at(names, length - 2))->names, cx);
  }
  if (length > 1) result.name = tree::string_value(tree::at(names, length - 2));
  if (length > 2) result.schema = tree::string_value(tree::at(names, length - 3));
  return result;
}

std::string role_name(const ::RoleSpec* role) {
  if (role == nullptr) return {};
  switch (role->roletype) {
    case ROLESPEC_CSTRING: return std::string(tree::text(role->rolename));
    case ROLESPEC_CURRENT_ROLE: return "current_role";
    case ROLESPEC_CURRENT_USER: return "current_user";
    case ROLESPEC_SESSION_USER: return "session_user";
    case ROLESPEC_PUBLIC: return "public";
  }
  return {};
}

const ::DefElem* find_option(const ::List* options, std::string_view name) {
  for (const auto* option : tree::elements<::DefElem>(options)) {
    if (tree::text(option->defname) == name) return option;
  }
  return nullptr;
}

bool is_on(const ::DefElem* option) {
  if (option == nullptr) return false;
  if (option->arg == nullptr) return true;
  if (option->arg->type == T_Integer) return tree::as<::Integer>(option->arg)->ival != 0;
  if (option->arg->type == T_Boolean) return tree::as<::Boolean>(option->arg)->boolval;
  const std::string word = ascii::lower(tree::string_value(option->arg));
  return word == "true" || word == "on";
}

}  // namespace lockstep
