/// What:  a unique index or key over columns that have held any values so far.
/// When:  a new unique index, unique constraint or primary key on a table that was not made or emptied in the
///        same migration. Not over part of the rows or over expressions, nor where rows are told apart
///        already: by a unique index over some of the columns, which the file may have dropped, or by a new
///        column that is NULL or gets another value in each row. Not where the file has changed or deleted
///        rows of the table before.
/// Why:   the first two rows that are the same fail the migration, "could not create unique index". In an
///        empty shadow database, or on test data, it passes. A constant default gives all rows the same
///        value.
/// Do:    look for such rows in production, and clean them up in a migration before.
/// Allow: nobody could have stored the same values twice.
/// See:   https://www.postgresql.org/docs/current/indexes-unique.html
#include <algorithm>
#include <string>
#include <vector>

#include "rules/earlier.h"
#include "rules/rule.h"
#include "rules/unique_rows.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"atlas:MF101", "atlas:MF102"};
constexpr RuleInfo kInfo{
    .id = "unique-may-collide",
    .group = "data",
    .since = "0.1.0",
    .summary = "a unique index fails where two rows are the same",
    .aliases = kAliases,
};

struct Key {
  Span span;
  const QualifiedName& table;
  std::vector<Name> columns;
  bool nulls_differ = true;
};

// NULLs are no duplicates of each other.
std::string duplicates_query(const Key& key, const RuleContext& cx) {
  std::string list;
  std::string set;
  for (const Name& name : key.columns) {
    const catalog::Column* column = cx.find_column(key.table, name);
    list += (list.empty() ? "" : ", ") + cx.sql(name);
    if (key.nulls_differ && (column == nullptr || !column->not_null))
      set += (set.empty() ? " WHERE " : " AND ") + cx.sql(name) + " IS NOT NULL";
  }
  return text::format("SELECT {0}, count(*) FROM {1}{2} GROUP BY {0} HAVING count(*) > 1;", list,
                      cx.sql(key.table), set);
}

void check(const Key& key, RuleContext& cx) {
  const QualifiedName& table = key.table;
  if (cx.created_here(table) || cx.emptied_here(table) || cx.dropped_later(table)) return;
  if (key.columns.empty() || rows_prepared(table, cx) || rows_differ(table, key.columns, cx)) return;
  std::vector<std::string> names;
  for (const Name& column : key.columns) names.push_back(column.text);
  cx.report(key.span, "the migration fails where two rows of {} have the same {}", cx.name_of(table),
            list_names(names))
      .object(cx.name_of(table))
      .advise("look for them first:\n  " + duplicates_query(key, cx));
}

void check_index(const action::CreateIndex& index, RuleContext& cx) {
  const bool expression = std::ranges::any_of(
      index.elements, [](const action::IndexElement& element) { return element.column.text.empty(); });
  if (!index.unique || !index.where.empty() || expression) return;
  Key key{.span = cx.statement().keyword,
          .table = index.relation,
          .columns = {},
          .nulls_differ = !index.nulls_not_distinct};
  for (const action::IndexElement& element : index.elements) key.columns.push_back(element.column);
  check(key, cx);
}

void check_constraint(const action::Constraint& key, RuleContext& cx) {
  const bool primary = key.kind == ConstraintKind::primary_key;
  if ((!primary && key.kind != ConstraintKind::unique) || key.temporal || !key.using_index.text.empty())
    return;
  check({.span = key.keyword,
         .table = cx.alter_table().relation,
         .columns = key.columns,
         .nulls_differ = !primary && !key.nulls_not_distinct},
        cx);
}

void check_added_key(const action::AddConstraint& add, RuleContext& cx) {
  check_constraint(add.constraint, cx);
}

void check_added_column(const action::AddColumn& add, RuleContext& cx) {
  for (const action::Constraint& constraint : add.column.constraints) check_constraint(constraint, cx);
}

}  // namespace

extern const Rule unique_may_collide;
constinit const Rule unique_may_collide = make_rule<check_index, check_added_key, check_added_column>(kInfo);

}  // namespace lockstep::rules
