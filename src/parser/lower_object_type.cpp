#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

QualifiedName take_object(const ::List* names, Walker& walker, const LowerContext& cx) {
  QualifiedName result = lower_any_name(names, cx);
  result.span = walker.take_name();
  return result;
}

Lowered lower_create_enum(const ::CreateEnumStmt& from, const LowerContext& cx) {
  action::CreateEnum result;
  Walker walker(cx);
  const Span keyword = walker.take("create type");
  result.type = take_object(from.typeName, walker, cx);
  walker.skip("as enum");
  for (const ::Node* value : tree::elements(from.vals)) {
    walker.take_token();  // the parenthesis or comma before it
    result.values.push_back(make_name(tree::string_value(value), walker.take_token()));
  }
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_alter_enum(const ::AlterEnumStmt& from, const LowerContext& cx) {
  Walker walker(cx);
  const Span keyword = walker.take("alter type");
  QualifiedName type = take_object(from.typeName, walker, cx);
  if (from.oldVal != nullptr) {
    action::Rename result;
    result.kind = ObjectKind::enum_value;
    result.object = std::move(type);
    result.relation_kind = ObjectKind::type;
    walker.skip("rename value");
    result.from = make_name(tree::text(from.oldVal), walker.take_token());
    walker.skip("to");
    result.to = make_name(tree::text(from.newVal), walker.take_token());
    return {.action = std::move(result), .keyword = keyword};
  }
  action::AddEnumValue result;
  result.type = std::move(type);
  walker.skip("add value");
  walker.skip("if not exists");
  result.value = make_name(tree::text(from.newVal), walker.take_token());
  result.if_not_exists = from.skipIfNewValExists;
  if (from.newValNeighbor != nullptr) {
    walker.take_token();  // BEFORE or AFTER
    result.neighbour = make_name(tree::text(from.newValNeighbor), walker.take_token());
    result.before = !from.newValIsAfter;
    result.at_end = false;
  }
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_create_domain(const ::CreateDomainStmt& from, const LowerContext& cx) {
  action::CreateDomain result;
  Walker walker(cx);
  const Span keyword = walker.take("create domain");
  result.domain = take_object(from.domainname, walker, cx);
  result.type = lower_type(from.typeName, cx);
  for (const auto* constraint : tree::elements<::Constraint>(from.constraints)) {
    switch (constraint->contype) {
      case CONSTR_NOTNULL: result.not_null = true; break;
      case CONSTR_NULL: break;
      case CONSTR_DEFAULT: result.default_value = lower_expr(constraint->raw_expr, cx); break;
      default: result.constraints.push_back(lower_constraint(constraint, cx)); break;
    }
  }
  return {.action = std::move(result), .keyword = keyword};
}

// The letters are those of the comment on AlterDomainStmt in nodes/parsenodes.h.
std::string_view alter_domain_words(const ::AlterDomainStmt& from) {
  switch (from.subtype) {
    case 'T': return from.def == nullptr ? "drop default" : "set default";
    case 'N': return "drop not null";
    case 'O': return "set not null";
    case 'C': return "add constraint";
    case 'X': return "drop constraint";
    case 'V': return "validate constraint";
    default: return "";
  }
}

Lowered lower_alter_domain(const ::AlterDomainStmt& from, const LowerContext& cx) {
  action::AlterDomain result;
  Walker walker(cx);
  const Span keyword = walker.take("alter domain");
  result.domain = take_object(from.typeName, walker, cx);
  result.what = alter_domain_words(from);
  result.if_exists = from.missing_ok;
  result.cascade = from.behavior == DROP_CASCADE;
  if (from.subtype == 'T') result.default_value = lower_expr(from.def, cx);
  if (from.subtype == 'C') {
    result.constraint = lower_constraint(tree::as<::Constraint>(from.def), cx);
  } else if (from.name != nullptr) {
    walker.skip(result.what);
    walker.skip("if exists");
    result.constraint.name = make_name(tree::text(from.name), walker.take_name());
  }
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_composite(const ::CompositeTypeStmt& from, const LowerContext& cx) {
  action::CreateType result;
  result.type = lower_relation(from.typevar, cx);
  result.what = "composite";
  for (const auto* column : tree::elements<::ColumnDef>(from.coldeflist)) {
    result.attributes.push_back(lower_column(column, cx));
  }
  return {.action = std::move(result), .keyword = Walker(cx).take("create type")};
}

Lowered lower_range(const ::CreateRangeStmt& from, const LowerContext& cx) {
  Walker walker(cx);
  const Span keyword = walker.take("create type");
  action::CreateType result;
  result.type = take_object(from.typeName, walker, cx);
  result.what = "range";
  const ::DefElem* subtype = find_option(from.params, "subtype");
  if (subtype != nullptr) result.subtype = lower_type(tree::as<::TypeName>(subtype->arg), cx);
  const ::DefElem* multirange = find_option(from.params, "multirange_type_name");
  if (multirange != nullptr) {
    result.multirange = lower_any_name(tree::as<::TypeName>(multirange->arg)->names, cx);
  }
  return {.action = std::move(result), .keyword = keyword};
}

// CREATE TYPE name; without a definition makes a shell.
Lowered lower_base_type(const ::DefineStmt& from, const LowerContext& cx) {
  Walker walker(cx);
  const Span keyword = walker.take("create type");
  action::CreateType result;
  result.type = take_object(from.defnames, walker, cx);
  result.what = from.definition == nullptr ? "shell" : "base";
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace

bool lower_type_statement(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_CreateEnumStmt:
      result = lower_create_enum(*tree::as<::CreateEnumStmt>(statement), cx);
      return true;
    case T_AlterEnumStmt: result = lower_alter_enum(*tree::as<::AlterEnumStmt>(statement), cx); return true;
    case T_CreateDomainStmt:
      result = lower_create_domain(*tree::as<::CreateDomainStmt>(statement), cx);
      return true;
    case T_AlterDomainStmt:
      result = lower_alter_domain(*tree::as<::AlterDomainStmt>(statement), cx);
      return true;
    case T_CompositeTypeStmt:
      result = lower_composite(*tree::as<::CompositeTypeStmt>(statement), cx);
      return true;
    case T_CreateRangeStmt: result = lower_range(*tree::as<::CreateRangeStmt>(statement), cx); return true;
    case T_DefineStmt:
      if (tree::as<::DefineStmt>(statement)->kind != OBJECT_TYPE) return false;
      result = lower_base_type(*tree::as<::DefineStmt>(statement), cx);
      return true;
    default: return false;
  }
}

}  // namespace lockstep
