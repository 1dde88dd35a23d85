// Objects that the catalog knows by their name alone.

#include <algorithm>
#include <utility>

#include "replay/functions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::NamedObject;

bool stands_in_schema(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::cast:
    case ObjectKind::language:
    case ObjectKind::server:
    case ObjectKind::event_trigger:
    case ObjectKind::foreign_data_wrapper:
    case ObjectKind::access_method:
    case ObjectKind::role:
    case ObjectKind::database:
    case ObjectKind::tablespace:
    case ObjectKind::subscription: return false;
    default: return true;
  }
}

// An aggregate is a function among others.
bool make_aggregate(const action::CreateObject& statement, Context& cx) {
  catalog::Function function;
  function.schema = schema_for(cx, statement.object, false);
  function.name = statement.object.name;
  function.kind = RoutineKind::aggregate;
  function.volatility = "immutable";
  function.result.known = false;  // that of its final or transition function
  function.origin = cx.origin;
  for (const TypeName& type : *statement.arguments) {
    if (!type.name.empty()) function.arguments.push_back({.name = {}, .type = cx.catalog.resolve(type)});
  }
  std::vector<catalog::Function> overloads;
  for (const catalog::Function* other : cx.catalog.find_functions(function.schema, function.name)) {
    if (signature(*other) != signature(function)) {
      overloads.push_back(*other);
    } else if (!statement.or_replace) {
      return cx.refuse(
          sqlstate::kDuplicateFunction,
          text::format("function \"{}\" already exists with same argument types", function.name));
    }
  }
  const std::string schema = function.schema;
  overloads.push_back(std::move(function));
  cx.catalog.put_functions(schema, statement.object.name, std::move(overloads));
  return true;
}

bool missing_object(Context& cx, const action::Rename& statement) {
  if (statement.if_exists || !cx.catalog.complete) return true;
  return cx.refuse(
      sqlstate::kUndefinedObject,
      text::format("{} \"{}\" does not exist", object_kind_name(statement.kind), to_text(statement.object)));
}

bool rename_publication(const action::Rename& statement, Context& cx) {
  const auto found = cx.catalog.publications.find(catalog::object_key("", statement.object.name));
  if (found == cx.catalog.publications.end()) return missing_object(cx, statement);
  catalog::Publication renamed = found->second;
  cx.catalog.remove<catalog::Publication>("", std::string(renamed.name));
  renamed.name = statement.to.text;
  cx.catalog.put(std::move(renamed));
  return true;
}

bool rename_statistics(const action::Rename& statement, Context& cx) {
  const std::string schema = schema_of_statistics(cx, statement.object);
  if (schema.empty()) return missing_object(cx, statement);
  catalog::Statistics renamed = cx.catalog.statistics.at(catalog::object_key(schema, statement.object.name));
  cx.catalog.remove<catalog::Statistics>(schema, statement.object.name);
  renamed.name = statement.to.text;
  cx.catalog.put(std::move(renamed));
  return true;
}

}  // namespace

bool apply(const action::CreateObject& statement, Context& cx) {
  if (statement.kind == ObjectKind::aggregate && statement.arguments) return make_aggregate(statement, cx);
  NamedObject object;
  object.kind = statement.kind;
  object.name = named_object_name(cx.catalog, statement.kind, statement.object.name, statement.arguments);
  if (stands_in_schema(statement.kind)) object.schema = schema_for(cx, statement.object, false);
  object.origin = cx.origin;
  if (cx.catalog.find_named(object.kind, object.schema, object.name) != nullptr) {
    return statement.if_not_exists || statement.or_replace ||
           cx.refuse(object.kind == ObjectKind::operator_ ? sqlstate::kDuplicateFunction
                                                          : sqlstate::kDuplicateObject,
                     text::format("{} \"{}\" already exists", object_kind_name(object.kind), object.name));
  }
  cx.catalog.put_named(std::move(object));
  return true;
}

bool rename_other(const action::Rename& statement, Context& cx) {
  if (statement.kind == ObjectKind::publication) return rename_publication(statement, cx);
  if (statement.kind == ObjectKind::statistics) return rename_statistics(statement, cx);
  if (statement.kind == ObjectKind::role) {
    return missing_role(cx, statement.from.text) && rename_role(cx, statement.from.text, statement.to.text);
  }
  const NamedObject* found = find_named_object(cx, statement.kind, statement.object, statement.arguments);
  if (found == nullptr) return true;
  NamedObject renamed = *found;
  cx.catalog.remove_named(renamed.kind, renamed.schema, std::string(renamed.name));
  renamed.name = named_object_name(cx.catalog, statement.kind, statement.to.text, statement.arguments);
  cx.catalog.put_named(std::move(renamed));
  return true;
}

}  // namespace lockstep::replay
