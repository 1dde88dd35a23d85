#include "parser/lower_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "parser/lower_query.h"
#include "parser/lower_spans.h"

#include "catalog/pg_class_d.h"
#include "parser/object_names.h"
#include "parser/tree.h"

namespace lockstep {
namespace {

const char* strategy_name(PartitionStrategy strategy) {
  switch (strategy) {
    case PARTITION_STRATEGY_LIST: return "list";
    case PARTITION_STRATEGY_RANGE: return "range";
    case PARTITION_STRATEGY_HASH: return "hash";
  }
  return "";
}

action::IndexElement lower_partition_element(const ::PartitionElem& from, const LowerContext& cx) {
  const std::size_t begin = token_at(from.location, cx);
  action::IndexElement result;
  result.column = lower_name(from.name, begin, cx);
  if (from.expr != nullptr) result.expression = lower_expr(from.expr, cx);
  result.collation = tree::last_name(from.collation);
  result.operator_class = tree::last_name(from.opclass);
  if (cx.cursor != nullptr) {
    cx.cursor->seek(begin);
    result.span = cx.cursor->span(begin, cx.cursor->element_end());
  }
  return result;
}

void lower_partitioning(const ::CreateStmt& from, const LowerContext& cx, action::CreateTable& result) {
  if (from.partbound != nullptr) {
    const ::RangeVar* parent = tree::elements<::RangeVar>(from.inhRelations).front();
    result.partition_of = lower_relation(parent, cx);
    result.partition_bound = lower_partition_bound(from.partbound, cx);
  } else {
    for (const ::RangeVar* parent : tree::elements<::RangeVar>(from.inhRelations)) {
      result.inherits.push_back(lower_relation(parent, cx));
    }
  }
  if (from.partspec == nullptr) return;
  result.partition_strategy = strategy_name(from.partspec->strategy);
  for (const ::PartitionElem* element : tree::elements<::PartitionElem>(from.partspec->partParams)) {
    result.partition_key.push_back(lower_partition_element(*element, cx));
  }
}

Lowered lower_create_table(const ::CreateStmt& from, const LowerContext& cx) {
  action::CreateTable result;
  result.relation = lower_relation(from.relation, cx);
  result.if_not_exists = from.if_not_exists;
  result.temporary = from.relation->relpersistence == RELPERSISTENCE_TEMP;
  result.unlogged = from.relation->relpersistence == RELPERSISTENCE_UNLOGGED;
  result.foreign = nodeTag(&from) == T_CreateForeignTableStmt;
  if (result.foreign) result.server = tree::as<::CreateForeignTableStmt>(tree::node(&from))->servername;
  result.options = lower_options(from.options);
  result.access_method = tree::text(from.accessMethod);
  result.tablespace = tree::text(from.tablespacename);
  if (from.ofTypename != nullptr) {
    result.of_type = lower_type(from.ofTypename, cx);
    result.of_type->span = name_span(from.ofTypename->location, cx);  // parentheses behind it hold columns
  }
  for (const ::Node* element : tree::elements(from.tableElts)) {
    if (tree::is(element, T_ColumnDef)) {
      result.columns.push_back(lower_column(tree::as<::ColumnDef>(element), cx));
    } else if (tree::is(element, T_Constraint)) {
      result.constraints.push_back(lower_constraint(tree::as<::Constraint>(element), cx));
    } else if (tree::is(element, T_TableLikeClause)) {
      const auto* like = tree::as<::TableLikeClause>(element);
      result.like.push_back({.relation = lower_relation(like->relation, cx),
                             .options = like->options,
                             .columns_before = result.columns.size()});
    }
  }
  lower_partitioning(from, cx, result);
  return {.action = std::move(result), .keyword = verb_span("table", cx)};
}

action::CreateTableAs lower_into(const ::IntoClause& into, const ::Node* query, const LowerContext& cx) {
  action::CreateTableAs result;
  result.relation = lower_relation(into.rel, cx);
  result.temporary = into.rel->relpersistence == RELPERSISTENCE_TEMP;
  result.with_data = !into.skipData;
  const std::size_t open = cx.cursor == nullptr ? kNowhere : behind_relation(*into.rel, cx);
  result.columns = lower_names(into.colNames, open, cx);
  NamesRead read = names_read({query}, nullptr, cx);
  result.reads = std::move(read.relations);
  result.columns_read = std::move(read.columns);
  result.query = lower_query(query, cx);
  result.unlogged = into.rel->relpersistence == RELPERSISTENCE_UNLOGGED;
  result.options = lower_options(into.options);
  result.access_method = tree::text(into.accessMethod);
  result.tablespace = tree::text(into.tableSpaceName);
  return result;
}

Lowered lower_create_table_as(const ::CreateTableAsStmt& from, const LowerContext& cx) {
  action::CreateTableAs result = lower_into(*from.into, from.query, cx);
  result.materialized_view = from.objtype == OBJECT_MATVIEW;
  result.if_not_exists = from.if_not_exists;
  const std::string_view verb = result.materialized_view ? "view" : "table";
  return {.action = std::move(result), .keyword = verb_span(verb, cx)};
}

// Postgres takes INTO from the leftmost SELECT of a UNION, as transformOptionalSelectInto does in
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/analyze.c
bool lower_select_into(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  const auto* leftmost = tree::as<::SelectStmt>(statement);
  while (leftmost->op != SETOP_NONE) leftmost = leftmost->larg;
  if (leftmost->intoClause == nullptr) return false;
  result.action = lower_into(*leftmost->intoClause, statement, cx);
  if (cx.cursor != nullptr) {
    Cursor& cursor = *cx.cursor;
    cursor.seek(0);
    while (cursor.kind(cursor.at()) == '(') cursor.next();
    const std::size_t select = cursor.find("select");  // a WITH may stand before it
    result.keyword = cursor.span(select, select + 1);
  }
  return true;
}

std::vector<Expr> lower_exprs(const ::List* list, const LowerContext& cx) {
  std::vector<Expr> result;
  for (const ::Node* element : tree::elements(list)) result.push_back(lower_expr(element, cx));
  return result;
}

const char* name_text(const ::Node* node) {
  return tree::is(node, T_IndexElem) ? tree::as<::IndexElem>(node)->name : tree::string_value(node).data();
}

}  // namespace

PartitionBound lower_partition_bound(const ::PartitionBoundSpec* from, const LowerContext& cx) {
  PartitionBound result;
  if (from == nullptr) return result;  // ATTACH PARTITION of an index
  result.is_default = from->is_default;
  if (from->strategy == PARTITION_STRATEGY_HASH) {
    result.modulus = from->modulus;
    result.remainder = from->remainder;
  }
  result.in = lower_exprs(from->listdatums, cx);
  result.from = lower_exprs(from->lowerdatums, cx);
  result.to = lower_exprs(from->upperdatums, cx);
  return result;
}

std::size_t behind_name(const Cursor& cursor, std::size_t index) {
  for (;;) {
    ++index;
    if (cursor.is(index, "uescape")) index += 2;
    if (cursor.kind(index) != '.' || !cursor.is_name(index + 1)) return std::min(index, cursor.size());
    ++index;
  }
}

std::size_t behind_relation(const ::RangeVar& relation, const LowerContext& cx) {
  const Cursor& cursor = *cx.cursor;
  std::size_t at = behind_name(cursor, token_at(relation.location, cx));
  if (cursor.kind(at) == ')') ++at;
  if (cursor.kind(at) == '*') ++at;
  return at;
}

Span verb_span(std::string_view word, const LowerContext& cx) {
  if (cx.cursor == nullptr) return {};
  Cursor cursor = *cx.cursor;
  cursor.seek(0);
  return cursor.span(0, cursor.find(word) + 1);
}

Name lower_name(const char* text, std::size_t token, const LowerContext& cx) {
  if (text == nullptr) return {};
  Name name{.text = text, .span = {}};
  if (cx.cursor != nullptr && token < cx.cursor->size()) {
    name.span = cx.cursor->span(token, behind_name(*cx.cursor, token));
  }
  return name;
}

std::vector<Name> lower_names(const ::List* names, std::size_t open, const LowerContext& cx) {
  std::vector<Name> result;
  std::size_t at = open == kNowhere ? kNowhere : open + 1;
  for (const ::Node* node : tree::elements(names)) {
    if (cx.cursor == nullptr || at == kNowhere) {
      result.push_back(lower_name(name_text(node), kNowhere, cx));
      continue;
    }
    // FOREIGN KEY (id, PERIOD valid_at), Postgres 18
    if (cx.cursor->is(at, "period") && cx.cursor->is_name(at + 1)) ++at;
    result.push_back(lower_name(name_text(node), at, cx));
    cx.cursor->seek(at);
    at = cx.cursor->element_end() + 1;
  }
  return result;
}

bool lower_table_statement(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (nodeTag(statement)) {
    case T_CreateStmt:
    case T_CreateForeignTableStmt:  // begins with a CreateStmt
      result = lower_create_table(*tree::as<::CreateStmt>(statement), cx);
      return true;
    case T_CreateTableAsStmt:
      result = lower_create_table_as(*tree::as<::CreateTableAsStmt>(statement), cx);
      return true;
    case T_SelectStmt: return lower_select_into(statement, cx, result);
    case T_AlterTableStmt:
      result = lower_alter_table(*tree::as<::AlterTableStmt>(statement), cx);
      return true;
    case T_IndexStmt: result = lower_create_index(*tree::as<::IndexStmt>(statement), cx); return true;
    default: return false;
  }
}

}  // namespace lockstep
