// Extensions and what they bring: their types stand in the catalog like any other, their functions and
// operator classes are known by name (catalog/extension_contents.h).

#include <algorithm>
#include <ranges>
#include <utility>

#include "catalog/extension_contents.h"
#include "catalog/operator_classes.h"
#include "replay/deletion.h"
#include "replay/functions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Extension;
using catalog::ExtensionContents;
using catalog::OtherType;
using catalog::Relation;

bool calls_one_of(const catalog::Catalog& catalog, const Expr& expression, const Extension& extension,
                  const ExtensionContents& contents) {
  return std::ranges::any_of(expression.nodes(), [&](const Expr::Node& node) {
    return node.kind == ExprKind::function && ascii::has_words(contents.functions, node.text) &&
           (node.qualifier.empty() || node.qualifier == extension.schema) &&
           catalog.find_functions(node.qualifier, node.text).empty();
  });
}

// gin (id) over an integer has the class of btree_gin, though none is written.
bool uses_class_of(const catalog::Catalog& catalog, const Relation& index,
                   const ExtensionContents& contents) {
  const Relation& table = *catalog.relation(index.index->table);
  const std::string& method = index.index->method;
  return std::ranges::any_of(index.index->keys, [&](const catalog::IndexKey& key) {
    if (!key.operator_class.empty()) {
      return ascii::has_words(contents.operator_classes, key.operator_class);
    }
    const Column* column = table.find_column(key.column);
    if (contents.name != "btree_" + method || column == nullptr) return false;
    const catalog::Type& type = column->type;
    const bool indexable =
        type.schema == "pg_catalog" || catalog.find_enum(type.schema, type.name) != nullptr;
    return indexable && !catalog::has_default_operator_class(catalog, method, type).value_or(false);
  });
}

bool missing_extension(Context& cx, std::string_view name, bool if_exists) {
  return if_exists || !cx.catalog.complete || cx.catalog.platform ||
         cx.refuse(sqlstate::kUndefinedObject, text::format("extension \"{}\" does not exist", name));
}

bool has_extension(const Context& cx, std::string_view name) {
  return cx.catalog.extensions.contains(catalog::object_key("", name));
}

bool add_extension(Context& cx, std::string_view name, const std::string& schema) {
  const ExtensionContents* contents = catalog::find_extension_contents(name);
  if (contents != nullptr) {
    for (const auto word : contents->types | std::views::split(' ')) {
      OtherType type;
      type.schema = schema;
      type.name = std::string(std::string_view(word.begin(), word.end()));
      type.origin = cx.origin;
      type.extension = name;
      if (cx.catalog.has_type(schema, type.name)) return duplicate_type(cx, type.name);
      cx.catalog.put(std::move(type));
    }
  }
  cx.catalog.put(Extension{.schema = schema, .name = std::string(name), .origin = cx.origin});
  return true;
}

}  // namespace

bool apply(const action::CreateExtension& statement, Context& cx) {
  const std::string& name = statement.extension.text;
  if (has_extension(cx, name)) {
    return statement.if_not_exists ||
           cx.refuse(sqlstate::kDuplicateObject, text::format("extension \"{}\" already exists", name));
  }
  if (!statement.schema.empty() && !cx.catalog.has_schema(statement.schema) &&
      !missing_schema(cx, statement.schema)) {
    return false;
  }
  // Of one that isn't listed the script may say where its objects stand.
  const ExtensionContents* contents = catalog::find_extension_contents(name);
  const std::string schema =
      contents != nullptr && statement.schema.empty() ? cx.catalog.creation_schema() : statement.schema;
  if (contents != nullptr && !contents->needs.empty() && !has_extension(cx, contents->needs)) {
    if (!statement.cascade && !cx.catalog.platform) {
      return cx.refuse(sqlstate::kUndefinedObject,
                       text::format("required extension \"{}\" is not installed", contents->needs));
    }
    if (!add_extension(cx, contents->needs, schema)) return false;
  }
  return add_extension(cx, name, schema);
}

bool drop_extensions(const action::Drop& statement, Context& cx) {
  Deletion deletion(cx);
  for (const QualifiedName& name : statement.names) {
    if (has_extension(cx, name.name)) {
      deletion.extension(name.name);
    } else if (!missing_extension(cx, name.name, statement.if_exists)) {
      return false;
    }
  }
  return deletion.run(statement.cascade);
}

void Deletion::expand_extension(std::string_view name) {
  for (const auto& [key, type] : cx_.catalog.other_types) {
    if (type.extension == name) reach_type(type.schema, type.name, true);
  }
  for (const auto& [key, other] : cx_.catalog.extensions) {
    const ExtensionContents* contents = catalog::find_extension_contents(other.name);
    if (contents != nullptr && contents->needs == name) {
      reach({.kind = Kind::extension, .name = other.name}, false);
    }
  }
  const ExtensionContents* contents = catalog::find_extension_contents(name);
  if (contents == nullptr) return;
  const Extension& extension = cx_.catalog.extensions.at(catalog::object_key("", name));
  const auto is_caller = [&](const Expr& expression) {
    return calls_one_of(cx_.catalog, expression, extension, *contents);
  };
  for (const Relation* relation : cx_.catalog.relations()) {
    expand_callers(*relation, is_caller);
    if (relation->index && uses_class_of(cx_.catalog, *relation, *contents)) {
      reach({.kind = Kind::relation, .relation = relation->oid}, false);
    }
  }
}

bool move_extension(const action::SetSchema& statement, Context& cx) {
  auto* extension = cx.catalog.edit<Extension>("", statement.object.name);
  if (extension == nullptr) return missing_extension(cx, statement.object.name, false);
  const std::string& schema = statement.schema.text;
  if (!cx.catalog.has_schema(schema) && !missing_schema(cx, schema)) return false;
  std::vector<OtherType> types;
  for (const auto& [key, type] : cx.catalog.other_types) {
    if (type.extension == extension->name && type.schema != schema) types.push_back(type);
  }
  extension->schema = schema;
  for (OtherType& type : types) {
    retype_columns(cx, {.schema = type.schema, .name = type.name}, schema, type.name);
    cx.catalog.remove<OtherType>(type.schema, type.name);
    type.schema = schema;
    cx.catalog.put(std::move(type));
  }
  return true;
}

}  // namespace lockstep::replay
