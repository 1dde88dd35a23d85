// Views, materialized views and tables made of a query.

#include <algorithm>
#include <optional>
#include <utility>

#include "catalog/builtin_functions.h"
#include "replay/queries.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "replay/storage_parameters.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::ColumnUse;
using catalog::Relation;
using catalog::RelationKind;

// Columns that only their written name is known of stand for those that nobody could tell.
bool add_columns(Context& cx, Relation& relation, const ResolvedQuery& query,
                 const std::vector<Name>& written) {
  relation.uncertain = !query.complete;
  std::size_t at = 0;
  for (const QueryColumn& from : query.columns) {
    if (from.name.empty() && at >= written.size()) continue;
    Column column;
    column.name = at < written.size() ? written[at].text : from.name;
    column.type = from.type;
    column.collation = from.collation;
    column.origin = cx.origin;
    if (relation.find_column(column.name) != nullptr) return duplicate_column(cx, relation, column.name);
    if (column.type.schema == "pg_catalog" && column.type.name == "record") {
      return cx.refuse(sqlstate::kInvalidTableDefinition,
                       text::format("column \"{}\" has pseudo-type record", column.name));
    }
    append_column(relation, std::move(column));
    ++at;
  }
  if (at < written.size() && query.complete) {
    return cx.refuse(sqlstate::kSyntaxError, relation.kind == RelationKind::view
                                                 ? "CREATE VIEW specifies more column names than columns"
                                                 : "too many column names were specified");
  }
  for (; at < written.size(); ++at) {
    Column column;
    column.name = written[at].text;
    column.type.known = false;
    column.origin = cx.origin;
    append_column(relation, std::move(column));
  }
  return true;
}

void keep_uses(Relation& relation, const ResolvedQuery& query) {
  if (query.uses.empty() && query.other_uses.functions.empty() && query.other_uses.types.empty()) return;
  relation.extras.edit().uses = query.uses;
  relation.extras.edit().other_uses = query.other_uses;
  for (const ColumnUse& use : query.uses) {
    if (use.column == 0) relation.reads.push_back(use.relation);
  }
}

void keep_options(Relation& relation, const std::vector<action::Option>& options) {
  std::vector<catalog::Option> kept;
  for (const action::Option& option : options) kept.push_back({.name = option.name, .value = option.value});
  std::ranges::sort(kept, {}, &catalog::Option::name);
  if (!kept.empty() || !relation.extras.empty()) relation.extras.edit().options = std::move(kept);
}

// A view over a temporary relation is temporary:
// https://www.postgresql.org/docs/current/sql-createview.html
bool reads_temporary(const Context& cx, const ResolvedQuery& query) {
  return std::ranges::any_of(
      query.uses, [&](const ColumnUse& use) { return cx.catalog.relation(use.relation)->temporary; });
}

// checkViewColumns of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/view.c
bool may_replace(Context& cx, const Relation& old, const Relation& replacement) {
  if (old.uncertain || replacement.uncertain) return true;
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    if (i >= replacement.columns.size()) {
      return cx.refuse(sqlstate::kInvalidTableDefinition, "cannot drop columns from view");
    }
    const Column& was = old.columns[i];
    const Column& is = replacement.columns[i];
    if (was.name != is.name) {
      return cx.refuse(sqlstate::kInvalidTableDefinition,
                       text::format("cannot change name of view column \"{}\" to \"{}\"", was.name, is.name));
    }
    if (was.type.known && is.type.known && was.type != is.type) {
      return cx.refuse(sqlstate::kInvalidTableDefinition,
                       text::format("cannot change data type of view column \"{}\" from {} to {}", was.name,
                                    to_text(was.type), to_text(is.type)));
    }
  }
  return true;
}

// https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS
// What is told here is a call of an aggregate function of Postgres' own in the one SELECT that there is.
bool may_be_checked(Context& cx, const action::CreateView& statement) {
  if (!contains(statement.options, "check_option", &action::Option::name)) return true;
  const auto is_aggregate = [&](const auto& function) {
    const auto& [schema, name] = function;
    return (schema.empty() || schema == "pg_catalog") && catalog::is_builtin_aggregate(name) &&
           cx.catalog.find_functions(schema, name).empty();
  };
  if (statement.query.selects.size() != 1 || std::ranges::none_of(statement.query.functions, is_aggregate)) {
    return true;
  }
  return cx.refuse(sqlstate::kFeatureNotSupported,
                   "WITH CHECK OPTION is supported only on automatically updatable views");
}

bool replace(Context& cx, const Relation& old, Relation view) {
  if (!may_replace(cx, old, view)) return false;
  Relation& kept = *cx.catalog.edit(old.oid);
  for (Column& column : view.columns) {
    const Column* before = kept.find_column(column.number);
    if (before != nullptr) column.default_value = before->default_value;
  }
  kept.columns = std::move(view.columns);
  kept.last_attribute = view.last_attribute;
  kept.reads = std::move(view.reads);
  kept.uncertain = view.uncertain;
  kept.origin = view.origin;
  if (!kept.extras.empty() || !view.extras.empty()) {
    kept.extras.edit().uses = view.extras->uses;
    kept.extras.edit().other_uses = view.extras->other_uses;
    kept.extras.edit().options = view.extras->options;
  }
  return true;
}

}  // namespace

bool apply(const action::CreateView& statement, Context& cx) {
  ResolvedQuery query;
  if (!resolve_query(cx, statement.query, 0, query)) return false;
  Relation view;
  view.kind = RelationKind::view;
  view.temporary = statement.temporary || reads_temporary(cx, query);
  const std::string& schema = statement.relation.schema;
  if (view.temporary && !schema.empty() && !schema.starts_with("pg_temp")) {
    return cx.refuse(sqlstate::kInvalidTableDefinition,
                     "cannot create temporary relation in non-temporary schema");
  }
  view.schema = schema_for(cx, statement.relation, view.temporary);
  view.name = statement.relation.name;
  view.origin = cx.origin;
  const Relation* found = cx.catalog.find_relation(view.schema, view.name);
  if (found != nullptr && !statement.or_replace) return duplicate_relation(cx, found->name);
  if (found != nullptr && found->kind != RelationKind::view) return wrong_kind(cx, found->name, "a view");
  if (found == nullptr && cx.catalog.has_type(view.schema, view.name)) return duplicate_type(cx, view.name);

  if (!add_columns(cx, view, query, statement.columns)) return false;
  for (const action::Option& option : statement.options) {
    if (!may_have_parameter(cx, view, option.name, option.value)) return false;
  }
  if (!may_be_checked(cx, statement)) return false;
  keep_uses(view, query);
  keep_options(view, statement.options);
  if (found != nullptr) return replace(cx, *found, std::move(view));
  cx.catalog.add(std::move(view));
  return true;
}

bool apply(const action::CreateTableAs& statement, Context& cx) {
  Relation relation;
  relation.kind = statement.materialized_view ? RelationKind::materialized_view : RelationKind::table;
  relation.schema = schema_for(cx, statement.relation, statement.temporary);
  relation.name = statement.relation.name;
  relation.temporary = relation.schema == "pg_temp";
  relation.unlogged = statement.unlogged;
  relation.has_rows = statement.with_data;
  relation.origin = cx.origin;
  if (!statement.access_method.empty()) relation.extras.edit().access_method = statement.access_method;
  const std::optional<bool> answer =
      answer_taken(cx, relation.schema, statement.relation, statement.if_not_exists);
  if (answer) return *answer;
  for (const action::Option& option : statement.options) {
    if (!may_have_parameter(cx, relation, option.name, option.value)) return false;
  }

  ResolvedQuery query;
  if (!resolve_query(cx, statement.query, 0, query) || !add_columns(cx, relation, query, statement.columns)) {
    return false;
  }
  if (statement.materialized_view && reads_temporary(cx, query)) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     "materialized views must not use temporary tables or views");
  }
  if (statement.materialized_view) keep_uses(relation, query);
  keep_options(relation, statement.options);
  if (!statement.tablespace.empty()) relation.extras.edit().tablespace = statement.tablespace;
  cx.catalog.add(std::move(relation));
  return true;
}

}  // namespace lockstep::replay
