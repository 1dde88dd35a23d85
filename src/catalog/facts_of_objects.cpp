// What is no relation, and what any object may have.

#include <algorithm>
#include <array>
#include <utility>

#include "catalog/facts.h"
#include "support/text.h"

namespace lockstep::catalog {
namespace {

constexpr std::array<const char*, 4> kTypeKinds = {"base", "shell", "range", "multirange"};
constexpr std::array<const char*, 3> kRoutines = {"function", "procedure", "aggregate"};
constexpr std::array<const char*, 5> kModes = {"", "out ", "inout ", "variadic ", "table "};

void describe(const EnumType& type, Objects& objects) {
  Object& object = objects["enum " + qualified(type.schema, type.name)];
  object.put("values", join(type.values));
  describe_attached(*type.attached, object);
}

void describe(const OtherType& type, Objects& objects) {
  if (!type.extension.empty()) return;
  Object& object = objects["type " + qualified(type.schema, type.name)];
  object.put("kind", word(kTypeKinds, type.kind));
  if (!type.subtype.name.empty()) object.put("subtype", to_text(type.subtype));
  object.put("multirange", type.partner);
  describe_attached(*type.attached, object);
}

void describe(const Function& function, Objects& objects) {
  Object& object = objects["function " + qualified(function.schema, signature_text(function))];
  object.put("kind", word(kRoutines, function.kind));
  describe_attached(*function.attached, object);
  if (function.kind == RoutineKind::aggregate) return;  // the rest is that of its functions
  object.put("language", function.language);
  object.put("volatility", function.volatility);
  std::vector<std::string> arguments;
  for (const Argument& argument : function.arguments) {
    arguments.push_back(text::format("{}{} {}{}", word(kModes, argument.mode), argument.name,
                                     to_text(argument.type), argument.has_default ? " with default" : ""));
  }
  object.put("arguments", join(arguments));
  object.put("result", to_text(function.result));
  object.put_if("set", function.returns_set);
  object.put_if("strict", function.strict);
  object.put_if("security definer", function.security_definer);
  object.put_if("leakproof", function.leakproof);
  object.put("parallel", function.parallel);
  std::vector<Option> settings = function.settings;
  std::ranges::sort(settings, {}, &Option::name);
  object.put("settings", options_text(settings));
  // Of SQL's own syntax Postgres keeps what it made of it.
  object.put("body", function.sql_body ? "of SQL's own syntax" : function.body);
}

void describe(const Catalog& catalog, const Publication& publication, Objects& objects) {
  Object& object = objects["publication " + publication.name];
  object.put_if("all tables", publication.all_tables);
  object.put_if("no insert", !publication.insert);
  object.put_if("no update", !publication.update);
  object.put_if("no delete", !publication.remove);
  object.put_if("no truncate", !publication.truncate);
  object.put_if("via partition root", publication.via_partition_root);
  object.put("schemas", join(publication.schemas));
  for (const Publication::Table& table : publication.tables) {
    const std::string name = name_of(catalog, table.table);
    object.put_if("table " + name, true);
    std::vector<AttributeNumber> columns = table.columns;
    std::ranges::sort(columns);
    object.put("columns of " + name, names_of(catalog.relation(table.table), columns));
    object.put("rows of " + name, table.where);
  }
  describe_attached(*publication.attached, object);
}

void describe(const Catalog& catalog, const Statistics& statistics, Objects& objects) {
  Object& object = objects["statistics " + qualified(statistics.schema, statistics.name)];
  object.put("table", name_of(catalog, statistics.table));
  object.put("kinds", join(statistics.kinds));
  std::vector<AttributeNumber> columns = statistics.columns;
  std::ranges::sort(columns);
  object.put("columns", names_of(catalog.relation(statistics.table), columns));
  for (std::size_t i = 0; i < statistics.expressions.size(); ++i) {
    object.put(text::format("expression {}", i + 1), statistics.expressions[i]);
  }
  describe_attached(*statistics.attached, object);
}

// Roles are the cluster's and not the database's.
void describe(const NamedObject& named, Objects& objects) {
  if (named.kind == ObjectKind::role || !named.extension.empty()) return;
  Object& object =
      objects[text::format("{} {}", object_kind_name(named.kind), qualified(named.schema, named.name))];
  describe_attached(*named.attached, object);
}

void describe(const DefaultPrivileges& defaults, Objects& objects) {
  Object& object = objects[text::format(
      "default privileges of {} for {} in {}", defaults.role.empty() ? "the current role" : defaults.role,
      object_kind_name(defaults.kind), defaults.schema.empty() ? "all schemas" : defaults.schema)];
  Attached attached;
  attached.privileges = defaults.privileges;
  describe_attached(attached, object);
}

}  // namespace

void describe_others(const Catalog& catalog, Objects& objects) {
  for (const auto& [key, type] : catalog.enums) describe(type, objects);
  for (const auto& [key, type] : catalog.other_types) describe(type, objects);
  for (const auto& [key, function] : catalog.functions) describe(function, objects);
  for (const auto& [key, extension] : catalog.extensions) objects["extension " + extension.name];
  for (const auto& [key, publication] : catalog.publications) describe(catalog, publication, objects);
  for (const auto& [key, statistics] : catalog.statistics) describe(catalog, statistics, objects);
  for (const auto& [key, named] : catalog.named_objects) describe(named, objects);
  for (const DefaultPrivileges& defaults : catalog.default_privileges) describe(defaults, objects);
}

// Privileges on columns are facts of these.
void describe_attached(const Attached& attached, Object& object) {
  object.put("owned by", attached.owner);
  object.put("comment", attached.comment);
  for (const Privileges& privileges : attached.privileges) {
    if (privileges.column != 0) continue;
    const std::string role = privileges.role.empty() ? "the owner" : privileges.role;
    object.put("privileges of " + role, privileges.letters.empty() ? "none" : privileges.letters);
  }
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string qualified(std::string_view schema, std::string_view name) {
  return schema == "public" || schema.empty() ? std::string(name) : text::format("{}.{}", schema, name);
}

std::string name_of(const Catalog& catalog, Oid relation) {
  const Relation* found = catalog.relation(relation);
  return found == nullptr ? "" : to_text(*found);
}

std::string names_of(const Relation* relation, std::span<const AttributeNumber> columns) {
  std::vector<std::string> names;
  for (const AttributeNumber number : columns) {
    const Column* column = relation == nullptr ? nullptr : relation->find_column(number);
    names.push_back(column == nullptr ? "?" : column->name);
  }
  return join(names);
}

std::string options_text(const std::vector<Option>& options) {
  std::vector<std::string> parts;
  for (const Option& option : options) parts.push_back(option.name + "=" + option.value);
  return join(parts);
}

}  // namespace lockstep::catalog
