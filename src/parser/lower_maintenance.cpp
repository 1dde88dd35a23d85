#include <utility>

#include "parser/lower_data.h"
#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

KindWords reindexed(ReindexObjectType kind) {
  switch (kind) {
    case REINDEX_OBJECT_INDEX: return {ObjectKind::index, "index"};
    case REINDEX_OBJECT_TABLE: return {ObjectKind::table, "table"};
    case REINDEX_OBJECT_SCHEMA: return {ObjectKind::schema, "schema"};
    case REINDEX_OBJECT_SYSTEM: return {ObjectKind::database, "system"};
    case REINDEX_OBJECT_DATABASE: return {ObjectKind::database, "database"};
  }
  return {};
}

Lowered lower_reindex(const ::ReindexStmt& from, const LowerContext& cx) {
  action::Reindex result;
  const KindWords kind = reindexed(from.kind);
  result.kind = kind.kind;
  result.system = from.kind == REINDEX_OBJECT_SYSTEM;
  result.concurrently = is_on(find_option(from.params, "concurrently"));
  Walker walker(cx);
  walker.skip("reindex");
  walker.skip_group();  // (VERBOSE, CONCURRENTLY)
  result.kind_keyword = walker.take(kind.words);
  const Span keyword = walker.since(0);
  if (from.relation != nullptr) {
    result.object = lower_relation(from.relation, cx);
  } else if (from.name != nullptr) {  // SYSTEM and DATABASE may do without
    walker.skip("concurrently");
    result.object = {.schema = {}, .name = from.name, .span = walker.take_name()};
  }
  return {.action = std::move(result), .keyword = keyword};
}

Lowered lower_refresh(const ::RefreshMatViewStmt& from, const LowerContext& cx) {
  return {.action = action::RefreshMaterializedView{.relation = lower_relation(from.relation, cx),
                                                    .concurrently = from.concurrent,
                                                    .with_data = !from.skipData},
          .keyword = Walker(cx).take("refresh materialized view")};
}

Lowered lower_cluster(const ::ClusterStmt& from, const LowerContext& cx) {
  action::Cluster result;
  if (from.relation != nullptr) result.relation = lower_relation(from.relation, cx);
  return {.action = std::move(result), .keyword = Walker(cx).take("cluster")};
}

Lowered lower_vacuum(const ::VacuumStmt& from, const LowerContext& cx) {
  action::Vacuum result;
  result.full = is_on(find_option(from.options, "full"));
  result.analyze_only = !from.is_vacuumcmd;
  for (const auto* target : tree::elements<::VacuumRelation>(from.rels)) {
    result.relations.push_back(lower_relation(target->relation, cx));
  }
  return {.action = std::move(result), .keyword = Walker(cx).take_token()};
}

}  // namespace

bool lower_maintenance(const ::Node* statement, const LowerContext& cx, Lowered& result) {
  switch (statement->type) {
    case T_ReindexStmt: result = lower_reindex(*tree::as<::ReindexStmt>(statement), cx); return true;
    case T_RefreshMatViewStmt:
      result = lower_refresh(*tree::as<::RefreshMatViewStmt>(statement), cx);
      return true;
    case T_ClusterStmt: result = lower_cluster(*tree::as<::ClusterStmt>(statement), cx); return true;
    case T_VacuumStmt: result = lower_vacuum(*tree::as<::VacuumStmt>(statement), cx); return true;
    default: return false;
  }
}

}  // namespace lockstep
