#include <string_view>
#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

// Whether the objects of a DROP are written as names, so that the tokens tell their places.
bool has_plain_names(ObjectType type) {
  return type != OBJECT_CAST && type != OBJECT_TRANSFORM && type != OBJECT_OPERATOR;
}

bool belongs_to_relation(ObjectType type) {
  return type == OBJECT_TRIGGER || type == OBJECT_POLICY || type == OBJECT_RULE;
}

// A cast is named by what it turns into what.
ArgumentTypes cast_types(const ::Node* object, const LowerContext& cx) {
  std::vector<TypeName> types;
  for (const auto* type : tree::elements<::TypeName>(tree::as<::List>(object))) {
    types.push_back(lower_type(type, cx));
  }
  return types;
}

void take_drop_names(const ::DropStmt& from, Walker& walker, action::Drop& result) {
  for (std::size_t i = 0; i < result.names.size(); ++i) {
    if (i > 0) walker.take_token();  // the comma
    result.names[i].span = walker.take_name();
    if (belongs_to_relation(from.removeType) && walker.skip("on")) result.on[i].span = walker.take_name();
    if (from.removeType == OBJECT_FUNCTION || from.removeType == OBJECT_PROCEDURE ||
        from.removeType == OBJECT_ROUTINE || from.removeType == OBJECT_AGGREGATE) {
      walker.skip_group();
    }
  }
}

// https://www.postgresql.org/docs/current/sql-droprole.html and its like: statements of their own in
// the tree, which name their objects without a schema.
Lowered lower_simple_drop(ObjectKind kind, std::string_view words, std::vector<std::string> names,
                          bool if_exists, const LowerContext& cx) {
  action::Drop result;
  result.kind = kind;
  result.if_exists = if_exists;
  Walker walker(cx);
  walker.skip("drop");
  result.kind_keyword = walker.take(words);
  if (result.kind_keyword.empty()) result.kind_keyword = walker.take_token();  // DROP USER, DROP GROUP
  const Span keyword = walker.since(0);
  if (if_exists) walker.skip("if exists");
  for (std::string& name : names) {
    if (!result.names.empty()) walker.take_token();
    result.names.push_back({.schema = {}, .name = std::move(name), .span = walker.take_name()});
  }
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace

Lowered lower_drop(const ::DropStmt& from, const LowerContext& cx) {
  const KindWords kind = kind_words(from.removeType);
  action::Drop result;
  result.kind = kind.kind;
  for (const ::Node* object : tree::elements(from.objects)) {
    if (belongs_to_relation(from.removeType)) {
      result.names.push_back(
          {.schema = {}, .name = std::string(tree::last_name(tree::as<::List>(object))), .span = {}});
      result.on.push_back(owner_name(object, cx));
    } else {
      result.names.push_back(object_name(from.removeType, object, cx));
      result.arguments.push_back(from.removeType == OBJECT_CAST ? cast_types(object, cx)
                                                                : argument_types(object, cx));
    }
  }
  result.if_exists = from.missing_ok;
  result.cascade = from.behavior == DROP_CASCADE;
  result.concurrently = from.concurrent;

  Walker walker(cx);
  walker.skip("drop");
  walker.skip("procedural");  // LANGUAGE
  result.kind_keyword = walker.take(kind.words);
  const Span keyword = walker.since(0);
  if (from.concurrent) result.concurrently_span = walker.take("concurrently");
  if (from.missing_ok) walker.skip("if exists");
  if (has_plain_names(from.removeType)) take_drop_names(from, walker, result);
  if (result.cascade && walker.find("cascade")) result.cascade_span = walker.take("cascade");
  return {.action = std::move(result), .keyword = keyword};
}

bool lower_other_drop(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_DropRoleStmt: {
      const auto& from = *tree::as<::DropRoleStmt>(statement);
      std::vector<std::string> names;
      for (const auto* role : tree::elements<::RoleSpec>(from.roles)) names.push_back(role_name(role));
      result = lower_simple_drop(ObjectKind::role, "role", std::move(names), from.missing_ok, cx);
      return true;
    }
    case T_DropdbStmt: {
      const auto& from = *tree::as<::DropdbStmt>(statement);
      result = lower_simple_drop(ObjectKind::database, "database", {from.dbname}, from.missing_ok, cx);
      return true;
    }
    case T_DropTableSpaceStmt: {
      const auto& from = *tree::as<::DropTableSpaceStmt>(statement);
      result =
          lower_simple_drop(ObjectKind::tablespace, "tablespace", {from.tablespacename}, from.missing_ok, cx);
      return true;
    }
    case T_DropSubscriptionStmt: {
      const auto& from = *tree::as<::DropSubscriptionStmt>(statement);
      result =
          lower_simple_drop(ObjectKind::subscription, "subscription", {from.subname}, from.missing_ok, cx);
      return true;
    }
    default: return false;
  }
}

}  // namespace lockstep
