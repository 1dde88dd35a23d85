#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

// Which object's word stands behind ALTER: of a column that of its relation.
ObjectType altered_type(const ::RenameStmt& from) {
  switch (from.renameType) {
    case OBJECT_COLUMN:
    case OBJECT_ATTRIBUTE: return from.relationType;
    case OBJECT_TABCONSTRAINT: return OBJECT_TABLE;
    case OBJECT_DOMCONSTRAINT: return OBJECT_DOMAIN;
    default: return from.renameType;
  }
}

// ALTER and the object's word; ROLE may be written USER or GROUP, and LANGUAGE with PROCEDURAL.
Span take_alter(Walker& walker, std::string_view words) {
  walker.skip("alter");
  walker.skip("procedural");
  if (!walker.skip(words)) walker.take_token();
  return walker.since(0);
}

bool is_inside(ObjectType type) {
  return type == OBJECT_COLUMN || type == OBJECT_ATTRIBUTE || type == OBJECT_TABCONSTRAINT ||
         type == OBJECT_DOMCONSTRAINT;
}

void take_rename_spans(const ::RenameStmt& from, Walker& walker, action::Rename& result) {
  walker.skip("if exists");
  const bool inside = is_inside(from.renameType);
  // ALTER TRIGGER name ON relation, ALTER SCHEMA name: the name that changes comes first.
  if (from.subname != nullptr && !inside) {
    result.from.span = walker.take_name();
  } else if (from.relation != nullptr) {
    walker.skip_relation(from.relation->location);
  } else {
    result.object.span = walker.take_name();
  }
  if (!walker.find("rename")) return;
  walker.skip("rename");
  if (inside) {
    walker.skip(kind_words(from.renameType).words);  // RENAME a TO b does without COLUMN
    result.from.span = walker.take_name();
  }
  walker.skip("to");
  result.to.span = walker.take_name();
}

}  // namespace

Lowered lower_rename(const ::RenameStmt& from, const LowerContext& cx) {
  action::Rename result;
  const KindWords altered = kind_words(altered_type(from));
  result.kind = kind_words(from.renameType).kind;
  result.relation_kind = is_inside(from.renameType) ? altered.kind : ObjectKind::table;
  result.object = from.relation != nullptr ? lower_relation(from.relation, cx)
                                           : object_name(from.renameType, from.object, cx);
  if (from.relation == nullptr) result.arguments = argument_types(from.object, cx);
  result.from.text = tree::text(from.subname);
  result.to.text = tree::text(from.newname);
  result.if_exists = from.missing_ok;
  result.cascade = from.behavior == DROP_CASCADE;
  Walker walker(cx);
  const Span keyword = take_alter(walker, altered.words);
  take_rename_spans(from, walker, result);
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_set_schema(const ::AlterObjectSchemaStmt& from, const LowerContext& cx) {
  action::SetSchema result;
  const KindWords altered = kind_words(from.objectType);
  result.kind = altered.kind;
  result.if_exists = from.missing_ok;
  Walker walker(cx);
  const Span keyword = take_alter(walker, altered.words);
  if (from.relation != nullptr) {
    result.object = lower_relation(from.relation, cx);
    walker.skip_relation(from.relation->location);
  } else {
    result.object = object_name(from.objectType, from.object, cx);
    result.arguments = argument_types(from.object, cx);
    walker.skip("if exists");
    result.object.span = walker.take_name();
  }
  if (walker.find("set")) walker.skip("set schema");
  result.schema = make_name(tree::text(from.newschema), walker.take_name());
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_set_owner(const ::AlterOwnerStmt& from, const LowerContext& cx) {
  action::SetOwner result;
  const KindWords altered = kind_words(from.objectType);
  result.kind = altered.kind;
  result.object = from.relation != nullptr ? lower_relation(from.relation, cx)
                                           : object_name(from.objectType, from.object, cx);
  if (from.relation == nullptr) result.arguments = argument_types(from.object, cx);
  result.role = role_name(from.newowner);
  Walker walker(cx);
  const Span keyword = take_alter(walker, altered.words);
  if (from.relation == nullptr) result.object.span = walker.take_name();
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace lockstep
