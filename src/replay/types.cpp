#include <algorithm>
#include <array>
#include <utility>

#include "catalog/extension_contents.h"
#include "catalog/operator_classes.h"
#include "replay/expressions.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Constraint;
using catalog::DomainType;
using catalog::EnumType;
using catalog::OtherType;
using catalog::Relation;

std::function<bool(const TypeName&)> is_type(const catalog::Catalog& catalog, const catalog::Type& type) {
  return [&catalog, &type](const TypeName& written) {
    if (written.name != type.name) return false;
    return catalog.resolve(written).schema == type.schema;
  };
}

bool is_of_type(const Column& column, const catalog::Type& type) {
  return column.type.schema == type.schema && column.type.name == type.name;
}

bool is_text(const catalog::Type& type) {
  static constexpr std::array<std::string_view, 5> kNames = {"bpchar", "char", "name", "text", "varchar"};
  return type.schema == "pg_catalog" && std::ranges::find(kNames, type.name) != kNames.end();
}

std::string choose_domain_constraint_name(Context& cx, const DomainType& domain) {
  const auto taken = [&](const std::string& name) {
    return std::ranges::find(domain.constraints, name, &Constraint::name) != domain.constraints.end() ||
           cx.catalog.has_constraint(domain.schema, name);
  };
  std::string name = make_object_name(domain.name, "", "check");
  for (int number = 1; taken(name); ++number) {
    name = make_object_name(domain.name, "", "check" + std::to_string(number));
  }
  return name;
}

bool add_domain_constraint(Context& cx, DomainType& domain, const action::Constraint& from) {
  if (from.kind == ConstraintKind::not_null) {
    domain.not_null = true;
    return true;
  }
  Constraint constraint;
  constraint.kind = from.kind;
  constraint.name = from.name.text.empty() ? choose_domain_constraint_name(cx, domain) : from.name.text;
  constraint.expression = from.expression;
  constraint.validated = !from.not_valid;
  constraint.origin = cx.origin;
  if (std::ranges::find(domain.constraints, constraint.name, &Constraint::name) != domain.constraints.end()) {
    return cx.refuse(
        sqlstate::kDuplicateObject,
        text::format("constraint \"{}\" for domain \"{}\" already exists", constraint.name, domain.name));
  }
  domain.constraints.push_back(std::move(constraint));
  return true;
}

void update_has_constraint(const Context& cx, DomainType& domain) {
  const DomainType* base = cx.catalog.find_domain(domain.base.schema, domain.base.name);
  domain.has_constraint =
      domain.not_null || !domain.constraints.empty() || (base != nullptr && base->has_constraint);
}

std::vector<DomainType*> edit_domains_over(Context& cx, const catalog::Type& type) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const auto& [key, domain] : cx.catalog.domains) {
    if (domain.base.schema == type.schema && domain.base.name == type.name)
      names.emplace_back(domain.schema, domain.name);
  }
  std::vector<DomainType*> domains;
  for (const auto& [schema, name] : names) domains.push_back(cx.catalog.edit<DomainType>(schema, name));
  return domains;
}

bool alter_domain(const action::AlterDomain& statement, Context& cx, DomainType& domain) {
  const std::string& what = statement.what;
  const bool looks_at_values = (what == "add constraint" && !statement.constraint.not_valid) ||
                               what == "set not null" || what == "validate constraint";
  if (looks_at_values && !may_check_values(cx, domain)) return false;
  if (what == "add constraint") return add_domain_constraint(cx, domain, statement.constraint);
  if (what == "set not null") domain.not_null = true;
  if (what == "drop not null") domain.not_null = false;
  if (what == "set default") domain.default_value = statement.default_value;
  if (what == "drop default") domain.default_value.reset();
  if (what != "drop constraint" && what != "validate constraint") return true;

  const auto found = std::ranges::find(domain.constraints, statement.constraint.name.text, &Constraint::name);
  if (found == domain.constraints.end()) {
    if (statement.if_exists) return true;
    return cx.refuse(sqlstate::kUndefinedObject,
                     text::format("constraint \"{}\" of domain \"{}\" does not exist",
                                  statement.constraint.name.text, domain.name));
  }
  if (what == "validate constraint") {
    found->validated = true;
  } else {
    domain.constraints.erase(found);
  }
  return true;
}

// makeMultirangeTypeName of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/pg_type.c
std::string multirange_name(const std::string& range) {
  const std::size_t at = range.find("range");
  if (at == std::string::npos) return make_object_name(range, "", "multirange");
  return range.substr(0, at) + "multi" + range.substr(at);
}

bool create_range(const action::CreateType& statement, const std::string& schema, Context& cx) {
  OtherType range{.schema = schema,
                  .name = statement.type.name,
                  .origin = cx.origin,
                  .kind = OtherType::Kind::range,
                  .subtype = cx.catalog.resolve(statement.subtype)};
  range.partner = statement.multirange.name.empty() ? multirange_name(range.name) : statement.multirange.name;
  if (!knows_type(cx, statement.subtype)) return false;
  if (catalog::has_default_operator_class(cx.catalog, "btree", range.subtype) == false) {
    return cx.refuse(sqlstate::kUndefinedObject,
                     text::format("data type {} has no default operator class for access method \"btree\"",
                                  to_text(range.subtype)));
  }
  if (cx.catalog.has_type(schema, range.partner)) return duplicate_type(cx, range.partner);
  OtherType multirange{.schema = schema,
                       .name = range.partner,
                       .origin = cx.origin,
                       .kind = OtherType::Kind::multirange,
                       .subtype = {.schema = schema, .name = range.name}};
  cx.catalog.put(std::move(range));
  cx.catalog.put(std::move(multirange));
  return true;
}

void retype_functions(Context& cx, const catalog::Type& from, const std::string& schema,
                      const std::string& name) {
  const auto is_meant = [&](const catalog::Type& type) {
    return type.schema == from.schema && type.name == from.name;
  };
  const auto uses = [&](const catalog::Function& function) {
    return is_meant(function.result) ||
           std::ranges::any_of(function.arguments, is_meant, &catalog::Argument::type);
  };
  std::vector<std::pair<std::string, std::string>> names;
  for (const auto& [key, function] : cx.catalog.functions) {
    if (uses(function)) names.emplace_back(function.schema, function.name);
  }
  const auto move_type = [&](catalog::Type& type) {
    if (!is_meant(type)) return;
    type.schema = schema;
    type.name = name;
  };
  for (const auto& [in_schema, function_name] : names) {
    std::vector<catalog::Function> changed;
    for (const catalog::Function* function : cx.catalog.find_functions(in_schema, function_name)) {
      move_type(changed.emplace_back(*function).result);
      for (catalog::Argument& argument : changed.back().arguments) move_type(argument.type);
    }
    cx.catalog.put_functions(in_schema, function_name, std::move(changed));
  }
}

// Ranges over the type, and what a range and its multirange know of each other.
void retype_ranges(Context& cx, const catalog::Type& from, const std::string& schema,
                   const std::string& name) {
  for (const auto& [key, type] : cx.catalog.other_types) {
    const bool over_it = type.subtype.schema == from.schema && type.subtype.name == from.name;
    const bool partner = type.schema == from.schema && type.partner == from.name;
    if (!over_it && !partner) continue;
    auto* changed = cx.catalog.edit<OtherType>(type.schema, type.name);
    if (partner) changed->partner = name;
    if (!over_it) continue;
    changed->subtype.schema = schema;
    changed->subtype.name = name;
  }
}

// Types that views and policies cast to.
void retype_uses(Relation& relation, const catalog::Type& from, const std::string& schema,
                 const std::string& name) {
  const auto retype = [&](std::vector<catalog::Type>& types) {
    for (catalog::Type& type : types) {
      if (type.schema != from.schema || type.name != from.name) continue;
      type.schema = schema;
      type.name = name;
    }
  };
  if (relation.extras.empty()) return;
  retype(relation.extras.edit().other_uses.types);
  for (catalog::Policy& policy : relation.extras.edit().policies) retype(policy.other_uses.types);
}

// CREATE TYPE name; makes a shell that a second one fills.
bool is_shell(const Context& cx, std::string_view schema, std::string_view name) {
  const auto known = cx.catalog.other_types.find(catalog::object_key(schema, name));
  return known != cx.catalog.other_types.end() && known->second.kind == OtherType::Kind::shell;
}

}  // namespace

bool knows_type(Context& cx, const TypeName& written) {
  const catalog::Type type = cx.catalog.resolve(written);
  if (type.schema == "pg_catalog" || cx.catalog.has_type(type.schema, type.name)) return true;
  // A platform may have extensions of which nobody here has heard.
  const bool may_be_platforms = cx.catalog.platform && written.schema.empty();
  if (may_be_platforms && std::ranges::none_of(written.name, ascii::is_upper)) return true;
  if (may_be_extensions(cx.catalog, &catalog::ExtensionContents::types, written.name)) return true;
  return missing_type(cx, {.schema = written.schema, .name = written.name, .span = written.span});
}

// USING says how to convert rows, not the default, which needs a cast that an assignment may use:
// ATExecAlterColumnType of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c What is told here
// is what constants of enums and texts can't become.
bool change_type(Context& cx, Column& column, const catalog::Type& type) {
  const catalog::Type& old = column.type;
  const bool same = old.schema == type.schema && old.name == type.name;
  if (column.default_value && !same && old.known) {
    const Expr& value = *column.default_value;
    const ExprKind kind = value.nodes()[value.without_casts()].kind;
    const bool constant = kind == ExprKind::string || kind == ExprKind::array;
    const bool from_enum = cx.catalog.find_enum(old.schema, old.name) != nullptr;
    const bool to_enum = cx.catalog.find_enum(type.schema, type.name) != nullptr;
    const bool to_other = to_enum || (type.schema == "pg_catalog" && !is_text(type));
    const bool was_of_type =
        value.root().kind == ExprKind::cast && cx.catalog.resolve(value.type(value.root())) == type;
    if (constant && to_other && !was_of_type && (from_enum || is_text(old))) {
      return cx.refuse(sqlstate::kDatatypeMismatch,
                       text::format("default for column \"{}\" cannot be cast automatically to type {}",
                                    column.name, to_text(type)));
    }
    // The default stays one of the old type, and so keeps that type from being dropped.
    if (old.schema != "pg_catalog") column.default_value = cast_to(value, old);
  }
  column.type = type;
  return true;
}

bool apply(const action::CreateEnum& statement, Context& cx) {
  EnumType type;
  type.schema = schema_for(cx, statement.type, false);
  type.name = statement.type.name;
  type.origin = cx.origin;
  const bool fills_shell = is_shell(cx, type.schema, type.name);
  if (cx.catalog.has_type(type.schema, type.name) && !fills_shell) {
    return duplicate_type(cx, type.name, statement.type.span);
  }
  for (const Name& value : statement.values) {
    if (std::ranges::find(type.values, value.text) != type.values.end()) {
      return cx.refuse(sqlstate::kUniqueViolation,
                       text::format("enum label \"{}\" is written twice", value.text));
    }
    type.values.push_back(value.text);
  }
  give_default_privileges(cx, ObjectKind::type, type.schema, type.attached);
  if (fills_shell) cx.catalog.remove<OtherType>(type.schema, type.name);
  cx.catalog.put(std::move(type));
  return true;
}

bool apply(const action::AddEnumValue& statement, Context& cx) {
  const std::string schema = schema_of_type(cx, statement.type);
  const EnumType* found = cx.catalog.find_enum(schema, statement.type.name);
  if (found == nullptr) return missing_type(cx, statement.type);
  if (std::ranges::find(found->values, statement.value.text) != found->values.end()) {
    return statement.if_not_exists ||
           cx.refuse(sqlstate::kDuplicateObject,
                     text::format("enum label \"{}\" already exists", statement.value.text));
  }
  std::vector<std::string>& values = cx.catalog.edit<EnumType>(schema, statement.type.name)->values;
  if (statement.at_end) {
    values.push_back(statement.value.text);
    return true;
  }
  const auto neighbour = std::ranges::find(values, statement.neighbour.text);
  if (neighbour == values.end()) {
    return cx.refuse(sqlstate::kInvalidParameterValue,
                     text::format("\"{}\" is not an existing enum label", statement.neighbour.text));
  }
  values.insert(statement.before ? neighbour : neighbour + 1, statement.value.text);
  return true;
}

bool apply(const action::CreateDomain& statement, Context& cx) {
  DomainType domain;
  domain.schema = schema_for(cx, statement.domain, false);
  domain.name = statement.domain.name;
  domain.base = cx.catalog.resolve(statement.type);
  domain.not_null = statement.not_null;
  domain.default_value = statement.default_value;
  domain.origin = cx.origin;
  if (cx.catalog.has_type(domain.schema, domain.name))
    return duplicate_type(cx, domain.name, statement.domain.span);
  if (!may_be_domain_base(cx, statement.type)) return false;
  for (const action::Constraint& constraint : statement.constraints) {
    if (!add_domain_constraint(cx, domain, constraint)) return false;
  }
  update_has_constraint(cx, domain);
  give_default_privileges(cx, ObjectKind::type, domain.schema, domain.attached);
  cx.catalog.put(std::move(domain));
  return true;
}

bool apply(const action::AlterDomain& statement, Context& cx) {
  auto* domain = cx.catalog.edit<DomainType>(schema_of_type(cx, statement.domain), statement.domain.name);
  if (domain == nullptr) {
    return schema_of_type(cx, statement.domain).empty() ? missing_type(cx, statement.domain)
                                                        : wrong_kind(cx, statement.domain.name, "a domain");
  }
  if (!alter_domain(statement, cx, *domain)) return false;
  update_has_constraint(cx, *domain);
  return true;
}

bool apply(const action::CreateType& statement, Context& cx) {
  const std::string schema = schema_for(cx, statement.type, false);
  const bool fills_shell = statement.what == "base" && is_shell(cx, schema, statement.type.name);
  if (cx.catalog.has_type(schema, statement.type.name) && !fills_shell) {
    return duplicate_type(cx, statement.type.name, statement.type.span);
  }
  if (statement.what == "range") return create_range(statement, schema, cx);
  if (statement.what != "composite") {
    const auto kind = statement.what == "shell" ? OtherType::Kind::shell : OtherType::Kind::base;
    cx.catalog.put(
        OtherType{.schema = schema, .name = statement.type.name, .origin = cx.origin, .kind = kind});
    return true;
  }
  if (cx.catalog.find_relation(schema, statement.type.name) != nullptr) {
    return duplicate_relation(cx, statement.type.name, statement.type.span);
  }
  Relation relation;
  relation.kind = catalog::RelationKind::composite_type;
  relation.schema = schema;
  relation.name = statement.type.name;
  relation.origin = cx.origin;
  const catalog::Oid oid = cx.catalog.add(std::move(relation)).oid;
  return std::ranges::all_of(statement.attributes, [&](const action::ColumnDef& attribute) {
    return add_column(cx, oid, attribute);
  });
}

void retype_columns(Context& cx, const catalog::Type& from, const std::string& schema,
                    const std::string& name) {
  const auto is_meant = is_type(cx.catalog, from);
  const catalog::Type to{.schema = schema, .name = name};
  for (const Relation* user : cx.catalog.users_of_type(from.schema, from.name)) {
    const catalog::Oid holder = user->index ? user->index->table : user->oid;
    change_expressions(cx.catalog, holder, [&](const Expr& expression, const Column* /*of*/) {
      return with_type_renamed(expression, is_meant, to);
    });
    for (Column& column : cx.catalog.edit(user->oid)->columns) {
      if (!is_of_type(column, from)) continue;
      column.type.schema = schema;
      column.type.name = name;
    }
    retype_uses(*cx.catalog.edit(user->oid), from, schema, name);
  }
  for (DomainType* domain : edit_domains_over(cx, from)) {
    if (domain->default_value)
      domain->default_value = with_type_renamed(*domain->default_value, is_meant, to);
    domain->base.schema = schema;
    domain->base.name = name;
  }
  retype_functions(cx, from, schema, name);
  retype_ranges(cx, from, schema, name);
}

void relabel_expressions(Context& cx, const catalog::Type& type, std::string_view from, std::string_view to) {
  LabelRename rename{.from = from, .to = to, .columns = {}, .is_enum = is_type(cx.catalog, type)};
  for (const Relation* user : cx.catalog.users_of_type(type.schema, type.name)) {
    rename.columns.clear();
    for (const Column& column : user->columns) {
      if (is_of_type(column, type)) rename.columns.push_back(column.name);
    }
    change_expressions(cx.catalog, user->oid, [&](const Expr& expression, const Column* of) {
      return with_label_renamed(expression, rename, of != nullptr && is_of_type(*of, type));
    });
  }
  rename.columns = {"value"};  // what a domain's checks call what they check
  for (DomainType* domain : edit_domains_over(cx, type)) {
    if (domain->default_value)
      domain->default_value = with_label_renamed(*domain->default_value, rename, true);
    for (Constraint& constraint : domain->constraints) {
      constraint.expression = with_label_renamed(constraint.expression, rename, false);
    }
  }
}

}  // namespace lockstep::replay
