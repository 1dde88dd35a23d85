#include "parser/lower_spans.h"
#include "parser/lower_table.h"

#include "parser/object_names.h"
#include "parser/tree.h"

namespace lockstep {
namespace {

SortOrder sort_order(SortByDir from) {
  switch (from) {
    case SORTBY_ASC: return SortOrder::asc;
    case SORTBY_DESC: return SortOrder::desc;
    default: return SortOrder::unstated;
  }
}

NullsOrder nulls_order(SortByNulls from) {
  switch (from) {
    case SORTBY_NULLS_FIRST: return NullsOrder::first;
    case SORTBY_NULLS_LAST: return NullsOrder::last;
    default: return NullsOrder::unstated;
  }
}

struct Places {
  std::size_t index = kNowhere;  // the word
  std::size_t concurrently = kNowhere;
  std::size_t name = kNowhere;
  std::size_t elements = kNowhere;
  std::size_t include = kNowhere;
};

Places find_places(const ::IndexStmt& from, const LowerContext& cx) {
  Cursor cursor = *cx.cursor;
  Places places;
  cursor.seek(0);
  places.index = cursor.find("index");
  cursor.seek(places.index + 1);
  if (from.concurrent) {
    places.concurrently = cursor.at();
    cursor.next();
  }
  if (from.if_not_exists) cursor.skip_all({"if", "not", "exists"});
  places.name = cursor.at();

  cursor.seek(behind_relation(*from.relation, cx));
  if (cursor.skip("using")) cursor.seek(behind_name(cursor, cursor.at()));
  places.elements = cursor.at();
  cursor.seek(cursor.behind_group(cursor.at()));
  if (cursor.skip("include")) places.include = cursor.at();
  return places;
}

}  // namespace

// The cursor, where there is one, stands at the element's first token.
action::IndexElement lower_index_element(const ::IndexElem* element, const LowerContext& cx) {
  const std::size_t begin = cx.cursor == nullptr ? kNowhere : cx.cursor->at();
  action::IndexElement result;
  result.column = lower_name(element->name, begin, cx);
  if (element->expr != nullptr) result.expression = lower_expr(element->expr, cx);
  result.collation = tree::last_name(element->collation);
  result.operator_class = tree::last_name(element->opclass);
  result.order = sort_order(element->ordering);
  result.nulls = nulls_order(element->nulls_ordering);
  if (cx.cursor != nullptr) {
    cx.cursor->seek(begin);
    result.span = cx.cursor->span(begin, cx.cursor->element_end());
  }
  return result;
}

std::vector<action::IndexElement> lower_index_elements(const ::List* elements, std::size_t open,
                                                       const LowerContext& cx) {
  std::vector<action::IndexElement> result;
  std::size_t at = open + 1;
  for (const ::IndexElem* element : tree::elements<::IndexElem>(elements)) {
    if (cx.cursor != nullptr) cx.cursor->seek(at);
    result.push_back(lower_index_element(element, cx));
    if (cx.cursor != nullptr) at = cx.cursor->element_end() + 1;
  }
  return result;
}

Lowered lower_create_index(const ::IndexStmt& from, const LowerContext& cx) {
  const Places places = cx.cursor == nullptr ? Places{} : find_places(from, cx);
  action::CreateIndex result;
  result.name = lower_name(from.idxname, places.name, cx);
  result.relation = lower_relation(from.relation, cx);
  result.unique = from.unique;
  result.concurrently = from.concurrent;
  result.if_not_exists = from.if_not_exists;
  result.only = !from.relation->inh;
  result.nulls_not_distinct = from.nulls_not_distinct;
  result.method = tree::text(from.accessMethod);
  result.elements = lower_index_elements(from.indexParams, places.elements, cx);
  result.include = lower_names(from.indexIncludingParams, places.include, cx);
  if (from.whereClause != nullptr) result.where = lower_expr(from.whereClause, cx);
  result.options = lower_options(from.options);
  result.tablespace = tree::text(from.tableSpace);
  if (cx.cursor != nullptr) {
    result.index_keyword = cx.cursor->span(places.index, places.index + 1);
    if (from.concurrent) {
      result.concurrently_span = cx.cursor->span(places.concurrently, places.concurrently + 1);
    }
  }
  return {.action = std::move(result), .keyword = verb_span("index", cx)};
}

}  // namespace lockstep
