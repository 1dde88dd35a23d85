// CREATE TABLE (LIKE ...): what a table copies from another.
// https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-LIKE

#include <algorithm>
#include <utility>

#include "replay/functions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::Constraint;
using catalog::Oid;
using catalog::PartComment;
using catalog::Relation;
using catalog::Statistics;

// TableLikeOption of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h
constexpr std::uint32_t kComments = 1U << 0U;
constexpr std::uint32_t kCompression = 1U << 1U;
constexpr std::uint32_t kConstraints = 1U << 2U;
constexpr std::uint32_t kDefaults = 1U << 3U;
constexpr std::uint32_t kGenerated = 1U << 4U;
constexpr std::uint32_t kIdentity = 1U << 5U;
constexpr std::uint32_t kIndexes = 1U << 6U;
constexpr std::uint32_t kStatistics = 1U << 7U;
constexpr std::uint32_t kStorage = 1U << 8U;

// The column's type is not handed on to the new sequence, as if it were GENERATED without one.
void copy_identity(Context& cx, Oid table, AttributeNumber number, const Column& from) {
  Relation& sequence = *cx.catalog.edit(add_owned_sequence(cx, table, number));
  sequence.sequence_type = "int8";
  const Relation* original = cx.catalog.relation(from.owned_sequence);
  if (original == nullptr) return;
  const auto usual = catalog::default_parameters(original->sequence_type);
  const auto parameters = original->extras->sequence.value_or(usual);
  if (parameters != catalog::default_parameters("int8")) sequence.extras.edit().sequence = parameters;
}

void copy_settings(Relation& table, AttributeNumber number, const Relation& source, AttributeNumber from,
                   std::uint32_t options) {
  for (const catalog::ColumnSettings& settings : source.extras->column_settings) {
    if (settings.column != from) continue;
    catalog::ColumnSettings copy;
    copy.column = number;
    if ((options & kStorage) != 0) copy.storage = settings.storage;
    if ((options & kCompression) != 0) copy.compression = settings.compression;
    if (copy.storage.empty() && copy.compression.empty()) continue;
    table.extras.edit().column_settings.push_back(std::move(copy));
  }
  if ((options & kComments) == 0) return;
  for (const PartComment& comment : source.extras->comments) {
    if (comment.column != from || from == 0) continue;
    table.extras.edit().comments.push_back({.column = number, .constraint = {}, .text = comment.text});
  }
}

// With a column that the table inherits.
bool merge_column(Context& cx, const Relation& table, Column& column, const Column& from,
                  std::uint32_t options) {
  if (column.local) return duplicate_column(cx, table, from.name);
  if (column.type != from.type) {
    return cx.refuse(sqlstate::kDatatypeMismatch,
                     text::format("column \"{}\" has a type conflict", column.name));
  }
  column.local = true;
  column.not_null = column.not_null || from.not_null;
  if ((options & kDefaults) != 0 && from.default_value) column.default_value = from.default_value;
  return true;
}

bool copy_column(Context& cx, Oid table, const Relation& source, const Column& from, std::uint32_t options) {
  Relation& relation = *cx.catalog.edit(table);
  if (Column* present = relation.find_column(from.name)) {
    return merge_column(cx, relation, *present, from, options);
  }
  Column copy;
  copy.name = from.name;
  copy.type = from.type;
  copy.collation = from.collation;
  copy.not_null = from.not_null;
  copy.origin = cx.origin;
  if ((options & kDefaults) != 0) copy.default_value = from.default_value;
  if ((options & kGenerated) != 0 && from.generated != Generated::none) {
    copy.generated = from.generated;
    copy.generation_expression = from.generation_expression;
  }
  const bool identity = (options & kIdentity) != 0 && from.identity != Identity::none;
  if (identity) copy.identity = from.identity;
  const AttributeNumber number = append_column(relation, std::move(copy)).number;
  copy_settings(relation, number, source, from.number, options);
  if (identity) copy_identity(cx, table, number, from);
  return true;
}

bool copy_checks(Context& cx, Relation& table, const Relation& source, bool with_comments) {
  for (const Constraint& constraint : source.constraints) {
    if (constraint.kind != ConstraintKind::check) continue;
    if (Constraint* present = table.find_constraint(constraint.name)) {
      const bool inherited = !present->local && present->expression == constraint.expression;
      if (!inherited) return duplicate_constraint(cx, table, constraint.name);
      present->local = true;
      continue;
    }
    Constraint copy = constraint;
    copy.columns = map_columns(constraint.columns, source, table);
    copy.validated = copy.enforced;
    copy.local = true;
    copy.origin = cx.origin;
    table.constraints.push_back(std::move(copy));
    if (!with_comments) continue;
    for (const PartComment& comment : source.extras->comments) {
      if (comment.column == 0 && comment.constraint == constraint.name) {
        table.extras.edit().comments.push_back(comment);
      }
    }
  }
  return true;
}

void copy_indexes(Context& cx, Relation& table, const Relation& source, bool with_comments) {
  for (const Oid oid : source.indexes) {
    const Constraint* constraint = constraint_of_index(source, oid);
    catalog::Index index = map_index(cx.catalog.index(oid), source, table);
    index.parent = 0;
    const char* label = constraint == nullptr ? "idx" : constraint_label(constraint->kind);
    const std::string name = index_name(cx.catalog, table, index, label, constraint != nullptr);
    const Oid added = add_index(cx, table.oid, name, std::move(index));
    copy_index_storage(cx, oid, added);
    const std::string& comment = cx.catalog.relation(oid)->extras->attached.comment;
    if (with_comments && !comment.empty()) {
      cx.catalog.edit(added)->extras.edit().attached.comment = comment;
    }
    if (constraint == nullptr) continue;
    Constraint copy = *constraint;
    copy.name = name;
    copy.columns = map_columns(constraint->columns, source, table);
    copy.index = added;
    copy.local = true;
    copy.origin = cx.origin;
    table.constraints.push_back(std::move(copy));
  }
}

void copy_statistics(Context& cx, const Relation& table, const Relation& source, bool with_comments) {
  std::vector<Statistics> copies;
  for (const auto& [key, statistics] : cx.catalog.statistics) {
    if (statistics.table == source.oid) copies.push_back(statistics);
  }
  for (Statistics& copy : copies) {
    std::vector<std::string> names;
    copy.columns = map_columns(copy.columns, source, table);
    for (const AttributeNumber number : copy.columns) names.push_back(table.find_column(number)->name);
    names.resize(names.size() + copy.expressions.size(), "expr");
    copy.schema = table.schema;
    copy.name = choose_statistics_name(cx, table, names);
    copy.table = table.oid;
    copy.origin = cx.origin;
    const std::string comment = copy.attached->comment;
    copy.attached = {};
    if (with_comments && !comment.empty()) copy.attached.edit().comment = comment;
    cx.catalog.put(std::move(copy));
  }
}

}  // namespace

bool copy_like(Context& cx, Oid table, const action::LikeClause& like) {
  const Relation* from = cx.catalog.find_relation(like.relation);
  if (from == nullptr) {
    cx.catalog.edit(table)->uncertain = true;
    return missing_relation(cx, like.relation);
  }
  if (from->index || from->kind == catalog::RelationKind::sequence) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("relation \"{}\" is invalid in LIKE clause", from->name));
  }
  if (from->uncertain) cx.catalog.edit(table)->uncertain = true;
  return std::ranges::all_of(from->columns, [&](const Column& column) {
    return copy_column(cx, table, *from, column, like.options);
  });
}

bool copy_like_later(Context& cx, Oid table, const action::LikeClause& like) {
  const Relation* from = cx.catalog.find_relation(like.relation);
  if (from == nullptr) return true;
  Relation& relation = *cx.catalog.edit(table);
  const bool with_comments = (like.options & kComments) != 0;
  if ((like.options & kConstraints) != 0 && !copy_checks(cx, relation, *from, with_comments)) return false;
  const bool with_indexes = (like.options & kIndexes) != 0;
  if (with_indexes && from->primary_key() != nullptr && relation.primary_key() != nullptr) {
    return multiple_primary_keys(cx, relation);
  }
  if (with_indexes) copy_indexes(cx, relation, *from, with_comments);
  if ((like.options & kStatistics) != 0) copy_statistics(cx, relation, *from, with_comments);
  return true;
}

}  // namespace lockstep::replay
