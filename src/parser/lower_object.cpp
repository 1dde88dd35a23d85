#include "parser/lower_object.h"

#include <array>
#include <utility>
#include <vector>

#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

constexpr char kTemporary = 't';  // RELPERSISTENCE_TEMP of catalog/pg_class.h
constexpr char kUnlogged = 'u';   // RELPERSISTENCE_UNLOGGED

// transformCreateSchemaStmtElements of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c
std::vector<Statement> lower_elements(const ::List* elements, const LowerContext& cx) {
  constexpr std::array kOrder = {T_CreateSeqStmt, T_CreateStmt,     T_ViewStmt,
                                 T_IndexStmt,     T_CreateTrigStmt, T_GrantStmt};
  LowerContext inside = cx;
  inside.cursor = nullptr;  // its tokens are those of the whole
  std::vector<Statement> result;
  for (const NodeTag tag : kOrder) {
    for (const ::Node* element : tree::elements(elements)) {
      if (element->type == tag) result.push_back(lower_statement(element, inside));
    }
  }
  return result;
}

Lowered lower_schema(const ::CreateSchemaStmt& from, const LowerContext& cx) {
  action::CreateSchema result;
  result.if_not_exists = from.if_not_exists;
  Walker walker(cx);
  const Span keyword = walker.take("create schema");
  if (from.if_not_exists) walker.skip("if not exists");
  // CREATE SCHEMA AUTHORIZATION role makes a schema of the role's name.
  if (from.schemaname == nullptr) walker.skip("authorization");
  const std::string name = from.schemaname == nullptr ? role_name(from.authrole) : from.schemaname;
  result.schema = make_name(name, walker.take_name());
  result.elements = lower_elements(from.schemaElts, cx);
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_extension(const ::CreateExtensionStmt& from, const LowerContext& cx) {
  action::CreateExtension result;
  result.if_not_exists = from.if_not_exists;
  const ::DefElem* schema = find_option(from.options, "schema");
  if (schema != nullptr) result.schema = tree::string_value(schema->arg);
  result.cascade = find_option(from.options, "cascade") != nullptr;
  Walker walker(cx);
  const Span keyword = walker.take("create extension");
  if (from.if_not_exists) walker.skip("if not exists");
  result.extension = make_name(tree::text(from.extname), walker.take_name());
  return {.action = std::move(result), .keyword = keyword};
}

struct SequenceOwner {
  QualifiedName table;
  Name column;
  bool none = false;
};

// OWNED BY table.column, where a schema may stand before it, or OWNED BY NONE.
SequenceOwner sequence_owner(const ::List* options, const LowerContext& cx) {
  const ::DefElem* owned = find_option(options, "owned_by");
  if (owned == nullptr || !tree::is(owned->arg, T_List)) return {};
  const auto* names = tree::as<::List>(owned->arg);
  SequenceOwner result;
  if (tree::length(names) == 1) {
    result.none = tree::last_name(names) == "none";
    return result;
  }
  result.table = owner_name(owned->arg, cx);
  result.column.text = tree::last_name(names);
  Walker walker(cx);
  walker.seek(owned->location);
  walker.skip("owned by");
  const Walker::Member place = walker.take_member();
  result.table.span = place.owner;
  result.column.span = place.name;
  return result;
}

std::string sequence_type(const ::List* options, const LowerContext& cx) {
  const ::DefElem* as = find_option(options, "as");
  if (as == nullptr || !tree::is(as->arg, T_TypeName)) return {};
  return lower_type(tree::as<::TypeName>(as->arg), cx).name;
}

Lowered lower_create_sequence(const ::CreateSeqStmt& from, const LowerContext& cx) {
  SequenceOwner owner = sequence_owner(from.options, cx);
  action::CreateSequence result;
  result.sequence = lower_relation(from.sequence, cx);
  result.if_not_exists = from.if_not_exists;
  result.temporary = from.sequence->relpersistence == kTemporary;
  result.unlogged = from.sequence->relpersistence == kUnlogged;
  result.type = sequence_type(from.options, cx);
  result.options = lower_sequence_options(from.options);
  result.owner_table = std::move(owner.table);
  result.owner_column = std::move(owner.column);
  return {.action = std::move(result), .keyword = Walker(cx).take_through("sequence")};
}

Lowered lower_alter_sequence(const ::AlterSeqStmt& from, const LowerContext& cx) {
  SequenceOwner owner = sequence_owner(from.options, cx);
  action::AlterSequence result;
  result.sequence = lower_relation(from.sequence, cx);
  result.if_exists = from.missing_ok;
  result.type = sequence_type(from.options, cx);
  result.options = lower_sequence_options(from.options);
  result.owner_table = std::move(owner.table);
  result.owner_column = std::move(owner.column);
  result.owned_by_none = owner.none;
  result.restart = find_option(from.options, "restart") != nullptr;
  return {.action = std::move(result), .keyword = Walker(cx).take("alter sequence")};
}

bool is_part(ObjectKind kind) {
  return kind == ObjectKind::column || kind == ObjectKind::constraint || kind == ObjectKind::trigger ||
         kind == ObjectKind::policy || kind == ObjectKind::rule;
}

Lowered lower_comment(const ::CommentStmt& from, const LowerContext& cx) {
  action::Comment result;
  result.text = tree::text(from.comment);
  result.on_domain = from.objtype == OBJECT_DOMCONSTRAINT;
  result.arguments = argument_types(from.object, cx);
  const KindWords kind = kind_words(from.objtype);
  result.kind = kind.kind;
  result.object =
      is_part(result.kind) ? owner_name(from.object, cx) : object_name(from.objtype, from.object, cx);
  if (is_part(result.kind)) result.part = tree::last_name(tree::as<::List>(from.object));
  Walker walker(cx);
  const Span keyword = walker.take("comment on");
  walker.skip(kind.words);
  if (result.kind == ObjectKind::column) {
    result.object.span = walker.take_member().owner;
  } else if (is_part(result.kind)) {  // CONSTRAINT name ON table, ON DOMAIN domain
    walker.take_name();
    walker.skip("on");
    if (from.objtype == OBJECT_DOMCONSTRAINT) walker.skip("domain");
    result.object.span = walker.take_name();
  } else {
    result.object.span = walker.take_name();
  }
  return {.action = std::move(result), .keyword = keyword};
}

// CREATE ROLE, USER or GROUP.
Lowered lower_create_role(const ::CreateRoleStmt& from, const LowerContext& cx) {
  Walker walker(cx);
  walker.skip("create");
  walker.take_token();
  return {.action = action::CreateRole{.role = std::string(tree::text(from.role))},
          .keyword = walker.since(0)};
}

}  // namespace

bool lower_object_statement(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_DropStmt: result = lower_drop(*tree::as<::DropStmt>(statement), cx); return true;
    case T_RenameStmt: result = lower_rename(*tree::as<::RenameStmt>(statement), cx); return true;
    case T_AlterObjectSchemaStmt:
      result = lower_set_schema(*tree::as<::AlterObjectSchemaStmt>(statement), cx);
      return true;
    case T_AlterOwnerStmt: result = lower_set_owner(*tree::as<::AlterOwnerStmt>(statement), cx); return true;
    case T_CreateSchemaStmt: result = lower_schema(*tree::as<::CreateSchemaStmt>(statement), cx); return true;
    case T_CreateExtensionStmt:
      result = lower_extension(*tree::as<::CreateExtensionStmt>(statement), cx);
      return true;
    case T_CreateSeqStmt:
      result = lower_create_sequence(*tree::as<::CreateSeqStmt>(statement), cx);
      return true;
    case T_AlterSeqStmt: result = lower_alter_sequence(*tree::as<::AlterSeqStmt>(statement), cx); return true;
    case T_CreatePublicationStmt:
      result = lower_publication(*tree::as<::CreatePublicationStmt>(statement), cx);
      return true;
    case T_CommentStmt: result = lower_comment(*tree::as<::CommentStmt>(statement), cx); return true;
    case T_CreateRoleStmt:
      result = lower_create_role(*tree::as<::CreateRoleStmt>(statement), cx);
      return true;
    case T_AlterPublicationStmt:
      result = lower_alter_publication(*tree::as<::AlterPublicationStmt>(statement), cx);
      return true;
    case T_CreateStatsStmt:
      result = lower_statistics(*tree::as<::CreateStatsStmt>(statement), cx);
      return true;
    case T_AlterDefaultPrivilegesStmt:
      result = lower_default_privileges(*tree::as<::AlterDefaultPrivilegesStmt>(statement), cx);
      return true;
    case T_GrantStmt: result = lower_grant(*tree::as<::GrantStmt>(statement), cx); return true;
    case T_DropOwnedStmt: result = lower_drop_owned(*tree::as<::DropOwnedStmt>(statement), cx); return true;
    case T_ReassignOwnedStmt:
      result = lower_reassign_owned(*tree::as<::ReassignOwnedStmt>(statement), cx);
      return true;
    default:
      return lower_other_drop(statement, cx, result) || lower_type_statement(statement, cx, result) ||
             lower_code_statement(statement, cx, result) || lower_other_object(statement, cx, result);
  }
}

}  // namespace lockstep
