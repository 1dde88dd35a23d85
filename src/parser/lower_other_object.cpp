// Objects that a catalog knows by their name alone: collations, aggregates, operators, casts, languages,
// servers, event triggers and the like.

#include <algorithm>
#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

std::vector<lockstep::TypeName> types_of(const ::List* arguments, const LowerContext& cx) {
  std::vector<lockstep::TypeName> types;
  for (const auto* argument : tree::elements<::FunctionParameter>(arguments)) {
    types.push_back(lower_type(argument->argType, cx));
  }
  return types;
}

// An operator without a left side has none.
lockstep::TypeName operand(const ::List* definition, std::string_view name, const LowerContext& cx) {
  const ::DefElem* option = find_option(definition, name);
  if (option == nullptr || !tree::is(option->arg, T_TypeName)) return {};
  return lower_type(tree::as<::TypeName>(option->arg), cx);
}

// The old syntax of an aggregate names its argument among the options: BASETYPE.
ArgumentTypes arguments_of(const ::DefineStmt& from, const LowerContext& cx) {
  if (from.kind == OBJECT_OPERATOR) {
    return std::vector{operand(from.definition, "leftarg", cx), operand(from.definition, "rightarg", cx)};
  }
  if (from.kind != OBJECT_AGGREGATE) return std::nullopt;
  if (from.oldstyle) return std::vector{operand(from.definition, "basetype", cx)};
  if (from.args == nullptr) return std::vector<lockstep::TypeName>{};
  return types_of(tree::as<::List>(tree::at(from.args, 0)), cx);
}

action::CreateObject named(ObjectKind kind, const char* name) {
  action::CreateObject result;
  result.kind = kind;
  result.object.name = tree::text(name);
  return result;
}

action::CreateObject named(ObjectKind kind, const ::List* name, const LowerContext& cx) {
  action::CreateObject result;
  result.kind = kind;
  result.object = lower_any_name(name, cx);
  return result;
}

action::CreateObject lower_define(const ::DefineStmt& from, const LowerContext& cx) {
  action::CreateObject result = named(kind_words(from.kind).kind, from.defnames, cx);
  result.arguments = arguments_of(from, cx);
  result.or_replace = from.replace;
  result.if_not_exists = from.if_not_exists;
  return result;
}

action::CreateObject lower_cast(const ::CreateCastStmt& from, const LowerContext& cx) {
  action::CreateObject result;
  result.kind = ObjectKind::cast;
  result.arguments = std::vector{lower_type(from.sourcetype, cx), lower_type(from.targettype, cx)};
  return result;
}

action::CreateObject lower_server(const ::CreateForeignServerStmt& from) {
  action::CreateObject result = named(ObjectKind::server, from.servername);
  result.if_not_exists = from.if_not_exists;
  return result;
}

action::CreateObject lower_language(const ::CreatePLangStmt& from) {
  action::CreateObject result = named(ObjectKind::language, from.plname);
  result.or_replace = from.replace;
  return result;
}

std::optional<action::CreateObject> find_object(const ::Node* statement, const LowerContext& cx) {
  switch (statement->type) {
    case T_DefineStmt: return lower_define(*tree::as<::DefineStmt>(statement), cx);
    case T_CreateCastStmt: return lower_cast(*tree::as<::CreateCastStmt>(statement), cx);
    case T_CreateForeignServerStmt: return lower_server(*tree::as<::CreateForeignServerStmt>(statement));
    case T_CreatePLangStmt: return lower_language(*tree::as<::CreatePLangStmt>(statement));
    case T_CreateEventTrigStmt:
      return named(ObjectKind::event_trigger, tree::as<::CreateEventTrigStmt>(statement)->trigname);
    case T_CreateFdwStmt:
      return named(ObjectKind::foreign_data_wrapper, tree::as<::CreateFdwStmt>(statement)->fdwname);
    case T_CreateAmStmt: return named(ObjectKind::access_method, tree::as<::CreateAmStmt>(statement)->amname);
    case T_CreateOpClassStmt:
      return named(ObjectKind::operator_class, tree::as<::CreateOpClassStmt>(statement)->opclassname, cx);
    case T_CreateOpFamilyStmt:
      return named(ObjectKind::operator_family, tree::as<::CreateOpFamilyStmt>(statement)->opfamilyname, cx);
    case T_CreateConversionStmt:
      return named(ObjectKind::conversion, tree::as<::CreateConversionStmt>(statement)->conversion_name, cx);
    default: return std::nullopt;
  }
}

}  // namespace

bool lower_other_object(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  std::optional<action::CreateObject> object = find_object(statement, cx);
  if (!object) return false;
  const std::string_view words = object_kind_name(object->kind);
  const std::string_view last = words.substr(words.find_last_of(' ') + 1);
  Walker walker(cx);
  result.keyword = walker.take_through(last);
  if (object->if_not_exists) walker.skip("if not exists");
  if (!object->object.name.empty()) object->object.span = walker.take_name();
  result.action = *std::move(object);
  return true;
}

}  // namespace lockstep
