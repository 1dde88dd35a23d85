// Who may do what, and whose it is: GRANT, REVOKE, ALTER DEFAULT PRIVILEGES, DROP and REASSIGN OWNED.

#include <string>
#include <utility>
#include <vector>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

std::vector<std::string> role_names(const ::List* roles) {
  std::vector<std::string> names;
  for (const auto* role : tree::elements<::RoleSpec>(roles)) names.push_back(role_name(role));
  return names;
}

action::Grant grant_of(const ::GrantStmt& from, const LowerContext& cx) {
  action::Grant result;
  result.revoke = !from.is_grant;
  // ... ON ALL TABLES IN SCHEMA names schemas and none of their objects.
  result.all_in_schema = from.targtype == ACL_TARGET_ALL_IN_SCHEMA;
  result.in_schema = kind_words(from.objtype).kind;
  result.kind = result.all_in_schema ? ObjectKind::schema : result.in_schema;
  result.grant_option = from.grant_option;
  for (const ::Node* object : tree::elements(from.objects)) {
    result.objects.push_back(object_name(from.objtype, object, cx));
    result.arguments.push_back(argument_types(object, cx));
  }
  result.roles = role_names(from.grantees);
  for (const auto* privilege : tree::elements<::AccessPriv>(from.privileges)) {
    action::Privilege& added = result.privileges.emplace_back();
    added.name = tree::text(privilege->priv_name);
    for (const ::Node* column : tree::elements(privilege->cols)) {
      added.columns.emplace_back(tree::string_value(column));
    }
  }
  return result;
}

}  // namespace

Lowered lower_grant(const ::GrantStmt& from, const LowerContext& cx) {
  return {.action = grant_of(from, cx), .keyword = Walker(cx).take_token()};
}

Lowered lower_default_privileges(const ::AlterDefaultPrivilegesStmt& from, const LowerContext& cx) {
  action::AlterDefaultPrivileges result;
  if (const ::DefElem* roles = find_option(from.options, "roles")) {
    result.roles = role_names(tree::as<::List>(roles->arg));
  }
  if (const ::DefElem* schemas = find_option(from.options, "schemas")) {
    for (const ::Node* schema : tree::elements(tree::as<::List>(schemas->arg))) {
      result.schemas.emplace_back(tree::string_value(schema));
    }
  }
  result.grant = grant_of(*from.action, cx);
  return {.action = std::move(result), .keyword = Walker(cx).take("alter default privileges")};
}

Lowered lower_drop_owned(const ::DropOwnedStmt& from, const LowerContext& cx) {
  action::DropOwned result;
  result.roles = role_names(from.roles);
  result.cascade = from.behavior == DROP_CASCADE;
  return {.action = std::move(result), .keyword = Walker(cx).take("drop owned")};
}

Lowered lower_reassign_owned(const ::ReassignOwnedStmt& from, const LowerContext& cx) {
  action::DropOwned result;
  result.roles = role_names(from.roles);
  result.new_owner = role_name(from.newrole);
  return {.action = std::move(result), .keyword = Walker(cx).take("reassign owned")};
}

}  // namespace lockstep
