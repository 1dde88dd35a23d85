#include "parser/lower_spans.h"
#include "parser/lower_table.h"

#include "parser/object_names.h"
#include "parser/tree.h"

namespace lockstep {
namespace {

struct Places {
  std::size_t begin = kNowhere;
  std::size_t name = kNowhere;
  std::size_t keyword = kNowhere;
  std::size_t keyword_end = kNowhere;
  std::size_t list = kNowhere;  // parenthesis of the key columns, of EXCLUDE's elements
  std::size_t column = kNowhere;  // NOT NULL column
  std::size_t include = kNowhere;
  std::size_t index = kNowhere;
  std::size_t referenced = kNowhere;
  std::size_t end = kNowhere;
};

void skip_group(Cursor& cursor) {
  if (cursor.kind(cursor.at()) == '(') cursor.seek(cursor.behind_group(cursor.at()));
}

void skip_name(Cursor& cursor) { cursor.seek(behind_name(cursor, cursor.at())); }

void skip_keyword(const ::Constraint& from, Cursor& cursor) {
  switch (from.contype) {
    case CONSTR_NOTNULL: cursor.skip_all({"not", "null"}); break;
    case CONSTR_CHECK: cursor.skip("check"); break;
    case CONSTR_UNIQUE: cursor.skip("unique"); break;
    case CONSTR_PRIMARY: cursor.skip_all({"primary", "key"}); break;
    case CONSTR_EXCLUSION: cursor.skip("exclude"); break;
    case CONSTR_FOREIGN:
      if (!cursor.skip_all({"foreign", "key"})) cursor.skip("references");
      break;
    default: break;
  }
}

bool skip_action(Cursor& cursor) {
  if (!cursor.skip_all({"on", "delete"}) && !cursor.skip_all({"on", "update"})) return false;
  if (cursor.skip_all({"no", "action"}) || cursor.skip("restrict") || cursor.skip("cascade")) return true;
  if (cursor.skip_all({"set", "null"}) || cursor.skip_all({"set", "default"})) skip_group(cursor);
  return true;
}

bool skip_attribute(Cursor& cursor) {
  return cursor.skip("deferrable") || cursor.skip_all({"not", "deferrable"}) ||
         cursor.skip_all({"initially", "deferred"}) || cursor.skip_all({"initially", "immediate"}) ||
         cursor.skip("enforced") || cursor.skip_all({"not", "enforced"}) ||
         cursor.skip_all({"not", "valid"}) || cursor.skip_all({"no", "inherit"});
}

// What follows the key columns, in any order: the tree says already that the statement is well formed.
bool skip_clause(Cursor& cursor, Places& places) {
  if (cursor.skip("include")) {
    places.include = cursor.at();
    skip_group(cursor);
  } else if (cursor.skip_all({"using", "index", "tablespace"})) {
    skip_name(cursor);
  } else if (cursor.skip_all({"using", "index"})) {
    places.index = cursor.at();
    skip_name(cursor);
  } else if (cursor.skip("with") || cursor.skip("where")) {
    skip_group(cursor);
  } else if (cursor.skip("match")) {
    cursor.next();
  } else {
    return skip_action(cursor) || skip_attribute(cursor);
  }
  return true;
}

// Reads on from the location, as the tree knows the end of nothing: a column's constraints follow each
// other without a separator.
Places find_places(const ::Constraint& from, const LowerContext& cx) {
  Cursor cursor = *cx.cursor;
  Places places;
  places.begin = token_at(from.location, cx);
  cursor.seek(places.begin);
  if (cursor.skip("constraint")) {
    places.name = cursor.at();
    skip_name(cursor);
  }
  places.keyword = cursor.at();
  skip_keyword(from, cursor);
  places.keyword_end = cursor.at();
  if (from.contype == CONSTR_NOTNULL && from.keys != nullptr && cursor.is_name(cursor.at())) {
    places.column = cursor.at();
    skip_name(cursor);
  }
  if (!cursor.skip_all({"nulls", "not", "distinct"})) cursor.skip_all({"nulls", "distinct"});
  if (from.access_method != nullptr && cursor.skip("using")) skip_name(cursor);
  if (cursor.kind(cursor.at()) == '(') places.list = cursor.at();
  skip_group(cursor);
  if (from.contype == CONSTR_FOREIGN) {
    cursor.skip("references");
    skip_name(cursor);
    places.referenced = cursor.at();
    skip_group(cursor);
  }
  while (skip_clause(cursor, places)) {
  }
  places.end = cursor.at();
  return places;
}

ConstraintKind kind_of(ConstrType type) {
  switch (type) {
    case CONSTR_NOTNULL: return ConstraintKind::not_null;
    case CONSTR_PRIMARY: return ConstraintKind::primary_key;
    case CONSTR_UNIQUE: return ConstraintKind::unique;
    case CONSTR_EXCLUSION: return ConstraintKind::exclusion;
    case CONSTR_FOREIGN: return ConstraintKind::foreign_key;
    default: return ConstraintKind::check;
  }
}

ReferentialAction referential_action(char from) {
  switch (from) {
    case FKCONSTR_ACTION_RESTRICT: return ReferentialAction::restrict;
    case FKCONSTR_ACTION_CASCADE: return ReferentialAction::cascade;
    case FKCONSTR_ACTION_SETNULL: return ReferentialAction::set_null;
    case FKCONSTR_ACTION_SETDEFAULT: return ReferentialAction::set_default;
    default: return ReferentialAction::no_action;
  }
}

void lower_key(const ::Constraint& from, const Places& places, const LowerContext& cx,
               action::Constraint& result) {
  if (from.contype == CONSTR_NOTNULL && from.keys != nullptr) {
    result.columns = {lower_name(tree::last_name(from.keys).data(), places.column, cx)};
    return;
  }
  result.columns = lower_names(from.keys, places.list, cx);
  result.include = lower_names(from.including, places.include, cx);
  result.nulls_not_distinct = from.nulls_not_distinct;
  result.temporal = from.without_overlaps;
  result.using_index = lower_name(from.indexname, places.index, cx);
  result.options = lower_options(from.options);
}

void lower_foreign_key(const ::Constraint& from, const Places& places, const LowerContext& cx,
                       action::Constraint& result) {
  result.columns = lower_names(from.fk_attrs, places.list, cx);
  result.references = lower_relation(from.pktable, cx);
  result.referenced_columns = lower_names(from.pk_attrs, places.referenced, cx);
  result.on_delete = referential_action(from.fk_del_action);
  result.on_update = referential_action(from.fk_upd_action);
  result.match_full = from.fk_matchtype == FKCONSTR_MATCH_FULL;
  result.temporal = from.fk_with_period;
}

// The tree holds pairs of an element and its operator's name.
void lower_exclusion(const ::Constraint& from, const Places& places, const LowerContext& cx,
                     action::Constraint& result) {
  result.method = tree::text(from.access_method);
  result.include = lower_names(from.including, places.include, cx);
  result.options = lower_options(from.options);
  std::size_t at = places.list;
  for (const ::List* pair : tree::elements<::List>(from.exclusions)) {
    if (cx.cursor != nullptr) cx.cursor->seek(at + 1);
    const std::span<const ListCell> cells = tree::cells(pair);
    action::IndexElement element =
        lower_index_element(static_cast<const ::IndexElem*>(cells[0].ptr_value), cx);
    element.exclusion_operator = tree::last_name(static_cast<const ::List*>(cells[1].ptr_value));
    result.exclusion.push_back(std::move(element));
    if (cx.cursor != nullptr) at = cx.cursor->element_end();
  }
  if (from.where_clause != nullptr) result.where = lower_expr(from.where_clause, cx);
}

}  // namespace

action::Constraint lower_constraint(const ::Constraint* constraint, const LowerContext& cx) {
  const ::Constraint& from = *constraint;
  const Places places = cx.cursor == nullptr ? Places{} : find_places(from, cx);
  action::Constraint result;
  result.kind = kind_of(from.contype);
  result.name = lower_name(from.conname, places.name, cx);
  switch (result.kind) {
    case ConstraintKind::check:
      if (from.raw_expr != nullptr) result.expression = lower_expr(from.raw_expr, cx);
      break;
    case ConstraintKind::foreign_key: lower_foreign_key(from, places, cx, result); break;
    case ConstraintKind::exclusion: lower_exclusion(from, places, cx, result); break;
    default: lower_key(from, places, cx, result);
  }
  result.not_valid = from.skip_validation;
  // The grammar leaves is_enforced unset for constraints that can't be NOT ENFORCED.
  const bool may_be_unenforced =
      result.kind == ConstraintKind::check || result.kind == ConstraintKind::foreign_key;
  result.not_enforced = may_be_unenforced && !from.is_enforced;
  result.no_inherit = from.is_no_inherit;
  result.deferrable = from.deferrable;
  result.initially_deferred = from.initdeferred;
  if (cx.cursor != nullptr) {
    result.span = cx.cursor->span(places.begin, places.end);
    result.keyword = cx.cursor->span(places.keyword, places.keyword_end);
  }
  return result;
}

}  // namespace lockstep
