#include <algorithm>
#include <cstddef>

#include "parser/lower_spans.h"
#include "parser/lower_table.h"
#include "support/ascii.h"

#include "catalog/pg_attribute_d.h"
#include "parser/object_names.h"
#include "parser/tree.h"

namespace lockstep {
namespace {

// A column's definition while its qualifiers are read. They follow each other in any order, COLLATE
// among them, and one ends where the next begins.
class Qualifiers {
 public:
  Qualifiers(const ::ColumnDef& from, std::size_t column_end, const LowerContext& cx,
             action::ColumnDef& result)
      : from_(from), column_end_(column_end), cx_(cx), result_(result) {}

  void lower() {
    const std::span<const ListCell> cells = tree::cells(from_.constraints);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool last = i + 1 == cells.size();
      lower_one(*static_cast<const ::Constraint*>(cells[i].ptr_value),
                last ? nullptr : static_cast<const ::Constraint*>(cells[i + 1].ptr_value));
    }
  }

 private:
  void lower_one(const ::Constraint& qualifier, const ::Constraint* next);
  bool lower_attribute(ConstrType type);
  void lower_not_null(const ::Constraint& qualifier);
  [[nodiscard]] std::size_t begin(const ::Constraint& qualifier) const;
  [[nodiscard]] Span span(const ::Constraint& qualifier, const ::Constraint* next) const;

  const ::ColumnDef& from_;
  std::size_t column_end_;
  const LowerContext& cx_;
  action::ColumnDef& result_;
  action::Constraint* attributes_of_ = nullptr;  // what a following DEFERRABLE or ENFORCED speaks of
  bool deferrability_written_ = false;
};

void Qualifiers::lower_one(const ::Constraint& qualifier, const ::Constraint* next) {
  if (lower_attribute(qualifier.contype)) return;
  attributes_of_ = nullptr;
  switch (qualifier.contype) {
    case CONSTR_NULL: break;
    case CONSTR_NOTNULL: lower_not_null(qualifier); break;
    case CONSTR_DEFAULT:
      result_.default_value = lower_expr(qualifier.raw_expr, cx_);
      result_.default_span = span(qualifier, next);
      break;
    case CONSTR_IDENTITY:
      result_.identity = identity_of(qualifier.generated_when);
      result_.sequence = lower_sequence_options(qualifier.options);
      result_.generated_span = span(qualifier, next);
      break;
    case CONSTR_GENERATED:
      result_.generated =
          qualifier.generated_kind == ATTRIBUTE_GENERATED_STORED ? Generated::stored : Generated::virtual_;
      result_.generation_expression = lower_expr(qualifier.raw_expr, cx_);
      result_.generated_span = span(qualifier, next);
      break;
    default:
      result_.constraints.push_back(lower_constraint(&qualifier, cx_));
      result_.constraints.back().columns = {result_.name};
      attributes_of_ = &result_.constraints.back();
      deferrability_written_ = false;
  }
}

// As transformConstraintAttrs does in
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c
bool Qualifiers::lower_attribute(ConstrType type) {
  action::Constraint ignored;  // an attribute behind what can't have one is an error of the statement
  action::Constraint& of = attributes_of_ == nullptr ? ignored : *attributes_of_;
  switch (type) {
    case CONSTR_ATTR_DEFERRABLE:
    case CONSTR_ATTR_NOT_DEFERRABLE:
      of.deferrable = type == CONSTR_ATTR_DEFERRABLE;
      deferrability_written_ = true;
      return true;
    case CONSTR_ATTR_DEFERRED:
      of.initially_deferred = true;
      if (!deferrability_written_) of.deferrable = true;
      return true;
    case CONSTR_ATTR_IMMEDIATE: of.initially_deferred = false; return true;
    case CONSTR_ATTR_ENFORCED: of.not_enforced = false; return true;
    case CONSTR_ATTR_NOT_ENFORCED:
      of.not_enforced = true;
      of.not_valid = true;
      return true;
    default: return false;
  }
}

void Qualifiers::lower_not_null(const ::Constraint& qualifier) {
  const action::Constraint constraint = lower_constraint(&qualifier, cx_);
  result_.not_null = true;
  result_.not_null_span = constraint.keyword;
  result_.not_null_name = constraint.name;
  result_.not_null_no_inherit = constraint.no_inherit;
}

// Behind CONSTRAINT name, which the grammar allows in front of any of them.
std::size_t Qualifiers::begin(const ::Constraint& qualifier) const {
  const std::size_t first = token_at(qualifier.location, cx_);
  return cx_.cursor->is(first, "constraint") ? behind_name(*cx_.cursor, first + 1) : first;
}

Span Qualifiers::span(const ::Constraint& qualifier, const ::Constraint* next) const {
  if (cx_.cursor == nullptr) return {};
  std::size_t end = next == nullptr ? column_end_ : token_at(next->location, cx_);
  if (from_.collClause != nullptr && from_.collClause->location > qualifier.location) {
    end = std::min(end, token_at(from_.collClause->location, cx_));
  }
  return cx_.cursor->span(begin(qualifier), end);
}

}  // namespace

Identity identity_of(char generated_when) {
  return generated_when == ATTRIBUTE_IDENTITY_ALWAYS ? Identity::always : Identity::by_default;
}

action::ColumnDef lower_column(const ::ColumnDef* column, const LowerContext& cx) {
  action::ColumnDef result;
  std::size_t begin = kNowhere;
  std::size_t end = kNowhere;
  if (cx.cursor != nullptr) {
    begin = token_at(column->location, cx);
    cx.cursor->seek(begin);
    end = cx.cursor->element_end();
    result.span = cx.cursor->span(begin, end);
  }
  result.name = lower_name(column->colname, begin, cx);
  if (column->typeName != nullptr) result.type = lower_type(column->typeName, cx);
  result.storage = ascii::lower(tree::text(column->storage_name));
  result.compression = ascii::lower(tree::text(column->compression));
  if (column->collClause != nullptr) result.collation = tree::last_name(column->collClause->collname);
  Qualifiers(*column, end, cx, result).lower();
  return result;
}

}  // namespace lockstep
