// Casts, and the types that find objects by their names.
// https://www.postgresql.org/docs/current/datatype-oid.html

#include <algorithm>
#include <string>

#include "replay/evaluate.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, text) != names.end();
}

Value find_relation(const QualifiedName& name, const catalog::Catalog& catalog) {
  const catalog::Relation* found = catalog.find_relation(name);
  if (found != nullptr) return object_value(ObjectClass::relation, found->schema, found->name);
  return catalog.complete ? null_value() : Value{};
}

Value find_type(const QualifiedName& name, const catalog::Catalog& catalog) {
  TypeName written;
  written.schema = name.schema;
  written.name = name.name;
  const catalog::Type type = catalog.resolve(written);
  if (type.schema == "pg_catalog" || catalog.has_type(type.schema, type.name))
    return object_value(ObjectClass::type, type.schema, type.name);
  return catalog.complete ? null_value() : Value{};
}

Value find_schema(const QualifiedName& name, const catalog::Catalog& catalog) {
  if (catalog.has_schema(name.name)) return object_value(ObjectClass::schema, "", name.name);
  return catalog.complete ? null_value() : Value{};
}

Value missing(std::string_view type, const std::string& name) {
  if (type == "regclass") return error_value("42P01", text::format("relation \"{}\" does not exist", name));
  if (type == "regtype") return error_value("42704", text::format("type \"{}\" does not exist", name));
  return error_value("3F000", text::format("schema \"{}\" does not exist", name));
}

Value to_boolean(const Value& value) {
  if (value.is(Kind::boolean)) return value;
  if (value.is(Kind::integer)) return boolean_value(value.number != 0);
  const std::string text = ascii::lower(value.text);
  if (is_any_of(text, {"t", "true", "yes", "on", "1"})) return boolean_value(true);
  if (is_any_of(text, {"f", "false", "no", "off", "0"})) return boolean_value(false);
  return {};
}

// The path leads to it.
bool is_visible(const Value& object, const catalog::Catalog& catalog) {
  if (object.object == ObjectClass::schema) return true;
  if (object.object == ObjectClass::relation) {
    const catalog::Relation* found = catalog.find_relation({.schema = {}, .name = object.text, .span = {}});
    return found != nullptr && found->schema == object.schema;
  }
  return object.schema == "pg_catalog" ||
         std::ranges::find(catalog.search_path(), object.schema) != catalog.search_path().end();
}

}  // namespace

Value find_object(std::string_view type, const Value& name, const catalog::Catalog& catalog) {
  if (!name.is(Kind::text)) return {};
  const QualifiedName parsed = catalog::parse_relation_name(name.text);
  if (type == "regclass") return find_relation(parsed, catalog);
  if (type == "regtype") return find_type(parsed, catalog);
  if (type == "regnamespace") return find_schema(parsed, catalog);
  return {};
}

Value to_text_value(const Value& value, const catalog::Catalog& catalog) {
  switch (value.kind) {
    case Kind::text: return value;
    case Kind::integer: return text_value(std::to_string(value.number));
    case Kind::boolean: return text_value(value.flag ? "true" : "false");
    case Kind::object: {
      if (is_visible(value, catalog)) return text_value(quote_identifier(value.text));
      return text_value(text::format("{}.{}", quote_identifier(value.schema), quote_identifier(value.text)));
    }
    default: return {};
  }
}

Value cast_value(const Value& value, const TypeName& type, const catalog::Catalog& catalog) {
  if (type.array_dimensions > 0) return value.is(Kind::list) ? value : Value{};
  if (is_any_of(type.name, {"regclass", "regtype", "regnamespace"})) {
    if (value.is(Kind::object)) return value;
    const Value found = find_object(type.name, value, catalog);
    return found.is(Kind::null) ? missing(type.name, value.text) : found;
  }
  if (type.name == "oid") return value.is(Kind::object) ? value : Value{};
  if (is_any_of(type.name, {"text", "varchar", "name", "sql_identifier", "bpchar", "char"}))
    return type.modifiers.empty() || value.is(Kind::text) ? to_text_value(value, catalog) : Value{};
  if (type.name == "bool") return to_boolean(value);
  if (is_any_of(type.name, {"int2", "int4", "int8"}) && value.is(Kind::integer)) return value;
  return {};
}

}  // namespace lockstep::replay
