#include "parser/lower_data.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parser/lower_query.h"
#include "parser/walker.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

// The verb of a statement that a WITH may precede.
Span take_verb(std::string_view verb, std::string_view second, const LowerContext& cx) {
  Walker walker(cx);
  walker.find(verb);
  const std::size_t begin = walker.index();
  walker.skip(verb);
  walker.skip(second);
  return walker.since(begin);
}

std::vector<Name> target_names(const ::List* targets, const LowerContext& cx) {
  std::vector<Name> result;
  for (const auto* target : tree::elements<::ResTarget>(targets)) {
    Walker walker(cx);
    walker.seek(target->location);
    result.push_back(make_name(tree::text(target->name), walker.take_token()));
  }
  return result;
}

std::vector<QualifiedName> relations(const ::List* list, const LowerContext& cx) {
  std::vector<QualifiedName> result;
  for (const auto* relation : tree::elements<::RangeVar>(list))
    result.push_back(lower_relation(relation, cx));
  return result;
}

// Columns alone: an expression, a collation or a predicate tell of other indexes.
void lower_conflict(const ::OnConflictClause* from, action::Insert& result) {
  result.on_conflict = from != nullptr;
  if (from == nullptr || from->infer == nullptr) return;
  result.conflict_constraint.text = tree::text(from->infer->conname);
  if (from->infer->whereClause != nullptr) return;
  for (const auto* element : tree::elements<::IndexElem>(from->infer->indexElems)) {
    if (element->name == nullptr || element->collation != nullptr || element->opclass != nullptr) {
      result.conflict_columns.clear();
      return;
    }
    result.conflict_columns.push_back(make_name(tree::text(element->name), {}));
  }
}

// Rows of VALUES are counted, and behind the first only names are looked for: an INSERT may have megabytes of
// them.
Lowered lower_insert(const ::InsertStmt& from, const LowerContext& cx) {
  action::Insert result;
  result.relation = lower_relation(from.relation, cx);
  result.columns = target_names(from.cols, cx);
  lower_conflict(from.onConflictClause, result);
  result.query = lower_query(tree::node(&from), cx);
  if (from.selectStmt == nullptr) {
    result.rows = 1;  // DEFAULT VALUES
  } else {
    const auto& query = *tree::as<::SelectStmt>(from.selectStmt);
    result.from_query = query.op != SETOP_NONE || query.valuesLists == nullptr;
    if (result.from_query) {
      NamesRead read = names_read({tree::node(from.withClause), from.selectStmt}, nullptr, cx);
      result.reads = std::move(read.relations);
      result.columns_read = std::move(read.columns);
    } else {
      result.rows = static_cast<std::uint32_t>(tree::length(query.valuesLists));
      result.width =
          static_cast<std::uint32_t>(tree::length(tree::as<::List>(tree::at(query.valuesLists, 0))));
    }
  }
  return {.action = std::move(result), .keyword = take_verb("insert", "into", cx)};
}

// Most updates of a migration copy nothing, and there may be very many.
bool sets_constants(const ::UpdateStmt& update) {
  return update.withClause == nullptr && update.fromClause == nullptr &&
         std::ranges::all_of(tree::elements<::ResTarget>(update.targetList),
                             [](const ::ResTarget* target) { return tree::is(target->val, T_A_Const); });
}

Lowered lower_update(const ::UpdateStmt& from, const LowerContext& cx) {
  action::Update result;
  result.relation = lower_relation(from.relation, cx);
  result.columns = target_names(from.targetList, cx);
  for (const auto* target : tree::elements<::ResTarget>(from.targetList))
    result.values.push_back(lower_expr(target->val, cx));
  result.where = lower_expr(from.whereClause, cx);
  result.query = lower_query(tree::node(&from), cx);
  result.has_from = from.fromClause != nullptr;
  if (sets_constants(from)) {
    result.reads = relations_read({from.whereClause}, cx);
  } else {
    NamesRead read = names_read({tree::node(from.withClause), tree::node(from.fromClause),
                                 tree::node(from.targetList), from.whereClause},
                                from.relation, cx);
    result.reads = std::move(read.relations);
    result.columns_read = std::move(read.columns);
  }
  return {.action = std::move(result), .keyword = take_verb("update", "", cx)};
}

Lowered lower_delete(const ::DeleteStmt& from, const LowerContext& cx) {
  action::Delete result;
  result.relation = lower_relation(from.relation, cx);
  result.where = lower_expr(from.whereClause, cx);
  result.query = lower_query(tree::node(&from), cx);
  result.has_using = from.usingClause != nullptr;
  result.reads =
      relations_read({tree::node(from.withClause), tree::node(from.usingClause), from.whereClause}, cx);
  return {.action = std::move(result), .keyword = take_verb("delete", "from", cx)};
}

Lowered lower_copy(const ::CopyStmt& from, const LowerContext& cx) {
  action::Copy result;
  result.relation = lower_relation(from.relation, cx);
  result.from = from.is_from;
  result.standard_input = from.is_from && from.filename == nullptr;
  result.program = from.is_program;
  return {.action = std::move(result), .keyword = Walker(cx).take("copy")};
}

Lowered lower_truncate(const ::TruncateStmt& from, const LowerContext& cx) {
  action::Truncate result;
  result.relations = relations(from.relations, cx);
  result.cascade = from.behavior == DROP_CASCADE;
  result.restart_identity = from.restart_seqs;
  return {.action = std::move(result), .keyword = take_verb("truncate", "table", cx)};
}

Lowered lower_lock(const ::LockStmt& from, const LowerContext& cx) {
  // By the numbers of storage/lockdefs.h, AccessShareLock = 1 to AccessExclusiveLock = 8.
  static constexpr std::array kModes = {
      "",      "ACCESS SHARE",        "ROW SHARE", "ROW EXCLUSIVE",   "SHARE UPDATE EXCLUSIVE",
      "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};
  action::LockTable result;
  result.relations = relations(from.relations, cx);
  result.mode = kModes[static_cast<std::size_t>(from.mode)];
  result.nowait = from.nowait;
  return {.action = std::move(result), .keyword = take_verb("lock", "table", cx)};
}

Lowered lower_select(const ::Node* from, const LowerContext& cx) {
  Walker walker(cx);
  while (walker.at_symbol('(')) walker.take_token();
  if (walker.skip("with")) walker.find("select");
  return {.action = action::Select{.reads = relations_read(from, cx), .query = lower_query(from, cx)},
          .keyword = walker.take_token()};
}

}  // namespace

bool lower_data_statement(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_InsertStmt: result = lower_insert(*tree::as<::InsertStmt>(statement), cx); return true;
    case T_UpdateStmt: result = lower_update(*tree::as<::UpdateStmt>(statement), cx); return true;
    case T_DeleteStmt: result = lower_delete(*tree::as<::DeleteStmt>(statement), cx); return true;
    case T_SelectStmt:
      if (!lower_session(statement, cx, result)) result = lower_select(statement, cx);
      return true;
    case T_CopyStmt: result = lower_copy(*tree::as<::CopyStmt>(statement), cx); return true;
    case T_TruncateStmt: result = lower_truncate(*tree::as<::TruncateStmt>(statement), cx); return true;
    case T_LockStmt: result = lower_lock(*tree::as<::LockStmt>(statement), cx); return true;
    default: return lower_maintenance(statement, cx, result) || lower_session(statement, cx, result);
  }
}

}  // namespace lockstep
