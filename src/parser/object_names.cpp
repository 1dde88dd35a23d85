#include "parser/object_names.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "support/ascii.h"

namespace lockstep {
namespace {

// By ObjectType's order, as the static_assert in kind_words checks at both ends.
constexpr auto kKinds = std::to_array<KindWords>({
    {ObjectKind::access_method, "access method"},
    {ObjectKind::aggregate, "aggregate"},
    {ObjectKind::other, "operator"},  // of an operator family
    {ObjectKind::other, "function"},  // of an operator family
    {ObjectKind::attribute, "attribute"},
    {ObjectKind::cast, "cast"},
    {ObjectKind::column, "column"},
    {ObjectKind::collation, "collation"},
    {ObjectKind::conversion, "conversion"},
    {ObjectKind::database, "database"},
    {ObjectKind::other, "default"},
    {ObjectKind::other, "default privileges"},
    {ObjectKind::domain, "domain"},
    {ObjectKind::constraint, "constraint"},  // of a domain
    {ObjectKind::event_trigger, "event trigger"},
    {ObjectKind::extension, "extension"},
    {ObjectKind::foreign_data_wrapper, "foreign data wrapper"},
    {ObjectKind::server, "server"},
    {ObjectKind::foreign_table, "foreign table"},
    {ObjectKind::function, "function"},
    {ObjectKind::index, "index"},
    {ObjectKind::language, "language"},
    {ObjectKind::other, "large object"},
    {ObjectKind::materialized_view, "materialized view"},
    {ObjectKind::operator_class, "operator class"},
    {ObjectKind::operator_, "operator"},
    {ObjectKind::operator_family, "operator family"},
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
    {ObjectKind::transform, "transform"},
    {ObjectKind::trigger, "trigger"},
    {ObjectKind::text_search_configuration, "text search configuration"},
    {ObjectKind::text_search_dictionary, "text search dictionary"},
    {ObjectKind::text_search_parser, "text search parser"},
    {ObjectKind::text_search_template, "text search template"},
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

ArgumentTypes argument_types(const ::Node* object, const LowerContext& cx) {
  if (!tree::is(object, T_ObjectWithArgs)) return std::nullopt;
  const auto& named = *tree::as<::ObjectWithArgs>(object);
  if (named.args_unspecified) return std::nullopt;
  std::vector<lockstep::TypeName> types;
  for (const auto* type : tree::elements<::TypeName>(named.objargs)) {
    types.push_back(type == nullptr ? lockstep::TypeName{} : lower_type(type, cx));  // NONE of an operator
  }
  return types;
}

std::string value_text(const ::Node* value) {
  if (value == nullptr) return {};
  if (value->type == T_A_Const) value = tree::node(&tree::as<::A_Const>(value)->val);
  switch (value->type) {
    case T_String: return std::string(tree::string_value(value));
    case T_Integer: return std::to_string(tree::as<::Integer>(value)->ival);
    case T_Float: return tree::as<::Float>(value)->fval;
    case T_Boolean: return tree::as<::Boolean>(value)->boolval ? "true" : "false";
    case T_TypeName: return std::string(tree::last_name(tree::as<::TypeName>(value)->names));
    case T_List: return std::string(tree::last_name(tree::as<::List>(value)));
    default: return {};
  }
}

std::vector<action::Option> lower_options(const ::List* options) {
  std::vector<action::Option> result;
  for (const auto* option : tree::elements<::DefElem>(options)) {
    const std::string space = option->defnamespace == nullptr ? "" : std::string(option->defnamespace) + ".";
    result.push_back({.name = ascii::lower(space + option->defname),
                      .value = option->arg == nullptr ? "true" : value_text(option->arg)});
  }
  return result;
}

SequenceOptions lower_sequence_options(const ::List* options) {
  const auto number = [&](const char* name) -> std::optional<std::int64_t> {
    const ::DefElem* option = find_option(options, name);
    if (option == nullptr || option->arg == nullptr) return std::nullopt;
    const std::string text = value_text(option->arg);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
  };
  const auto is_off = [&](const char* name) {
    const ::DefElem* option = find_option(options, name);
    return option != nullptr && option->arg == nullptr;
  };
  SequenceOptions result;
  result.start = number("start");
  result.increment = number("increment");
  result.minimum = number("minvalue");
  result.maximum = number("maxvalue");
  result.no_minimum = is_off("minvalue");
  result.no_maximum = is_off("maxvalue");
  result.cache = number("cache");
  if (const ::DefElem* cycle = find_option(options, "cycle")) result.cycle = is_on(cycle);
  return result;
}

const ::DefElem* find_option(const ::List* options, std::string_view name) {
  for (const auto* option : tree::elements<::DefElem>(options)) {
    if (tree::text(option->defname) == name) return option;
  }
  return nullptr;
}

std::string_view string_option(const ::List* options, std::string_view name) {
  const ::DefElem* option = find_option(options, name);
  return option == nullptr ? "" : tree::string_value(option->arg);
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
