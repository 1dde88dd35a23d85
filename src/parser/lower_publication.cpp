// Publications and statistics objects.

#include <utility>

#include "parser/lower_object.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

action::PublicationParts parts_of(const ::List* objects, const ::List* options, const LowerContext& cx) {
  action::PublicationParts result;
  for (const auto* object : tree::elements<::PublicationObjSpec>(objects)) {
    if (object->pubtable == nullptr) {
      const bool current = object->pubobjtype == PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA;
      result.schemas.emplace_back(current ? "" : tree::text(object->name));
      continue;
    }
    action::PublicationParts::Table& table = result.tables.emplace_back();
    table.relation = lower_relation(object->pubtable->relation, cx);
    table.where = lower_expr(object->pubtable->whereClause, cx);
    for (const ::Node* column : tree::elements(object->pubtable->columns)) {
      table.columns.emplace_back(tree::string_value(column));
    }
  }
  result.options = lower_options(options);
  return result;
}

}  // namespace

Lowered lower_publication(const ::CreatePublicationStmt& from, const LowerContext& cx) {
  action::CreatePublication result;
  result.all_tables = from.for_all_tables;
  result.parts = parts_of(from.pubobjects, from.options, cx);
  for (const action::PublicationParts::Table& table : result.parts.tables) {
    result.relations.push_back(table.relation);
  }
  Walker walker(cx);
  const Span keyword = walker.take("create publication");
  result.publication = make_name(tree::text(from.pubname), walker.take_name());
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_alter_publication(const ::AlterPublicationStmt& from, const LowerContext& cx) {
  using Kind = action::AlterPublication::Kind;
  action::AlterPublication result;
  result.parts = parts_of(from.pubobjects, from.options, cx);
  if (from.pubobjects == nullptr) {
    result.kind = Kind::options;
  } else {
    result.kind = from.action == AP_AddObjects    ? Kind::add
                  : from.action == AP_DropObjects ? Kind::drop
                                                  : Kind::set;
  }
  Walker walker(cx);
  const Span keyword = walker.take("alter publication");
  result.publication = make_name(tree::text(from.pubname), walker.take_name());
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_statistics(const ::CreateStatsStmt& from, const LowerContext& cx) {
  action::CreateStatistics result;
  result.if_not_exists = from.if_not_exists;
  for (const ::Node* kind : tree::elements(from.stat_types))
    result.kinds.emplace_back(tree::string_value(kind));
  for (const auto* element : tree::elements<::StatsElem>(from.exprs)) {
    action::IndexElement& added = result.elements.emplace_back();
    added.column.text = tree::text(element->name);
    added.expression = lower_expr(element->expr, cx);
  }
  const auto relations = tree::elements(from.relations);
  if (!relations.empty() && tree::is(relations.front(), T_RangeVar)) {
    result.relation = lower_relation(tree::as<::RangeVar>(relations.front()), cx);
  }
  Walker walker(cx);
  const Span keyword = walker.take("create statistics");
  if (from.if_not_exists) walker.skip("if not exists");
  if (from.defnames != nullptr) {
    result.statistics = lower_any_name(from.defnames, cx);
    result.statistics.span = walker.take_name();
  }
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace lockstep
