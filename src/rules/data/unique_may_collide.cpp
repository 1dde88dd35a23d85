/// What:  a unique index or key over columns that have held any values so far.
/// When:  a new unique index, unique constraint or primary key on a table that was not made or emptied in the
///        same migration. Not where rows are told apart already: by a unique index over some of the columns,
///        which the file may have dropped, or by a new column that is NULL or gets another value in each row,
///        or for which a partial index takes no row. Not where the file has changed or deleted rows of the
///        table before, or has added a required column without a value, for which it has to be empty.
/// Why:   the first two rows that are the same fail the migration, "could not create unique index". In an
///        empty shadow database, or on test data, it passes. A constant default gives all rows the same
///        value.
/// Do:    look for such rows in production, and clean them up in a migration before.
/// Allow: nobody could have stored the same values twice.
/// See:   https://www.postgresql.org/docs/current/indexes-unique.html
#include <string>
#include <vector>

#include "rules/earlier.h"
#include "rules/rule.h"
#include "rules/unique_advice.h"
#include "rules/unique_rows.h"
#include "support/contains.h"

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

// A constant is the same in all rows, and nothing to group them by.
bool is_constant(const action::IndexElement& element) {
  return !element.expression.empty() &&
         !contains(element.expression.nodes(), ExprKind::column, &Expr::Node::kind);
}

void check(Span span, UniqueKey key, bool nulls_count, RuleContext& cx) {
  const QualifiedName& table = key.table;
  if (cx.created_here(table) || cx.emptied_here(table) || cx.dropped_later(table)) return;
  if (has_no_rows(table, cx) || rows_prepared(table, cx) || rows_differ(key, cx)) return;
  std::erase_if(key.elements, is_constant);
  if (key.elements.empty()) return;
  std::vector<std::string> names;
  for (const action::IndexElement& element : key.elements)
    names.push_back(element.expression.empty() ? element.column.text : element.expression.to_text());
  cx.report(span, "the migration fails where two rows of {}{} have the same {}", cx.name_of(table),
            key.where.empty() ? "" : " that the WHERE picks", list_names(names))
      .object(cx.name_of(table))
      .advise(look_for_doubles(key, nulls_count, cx));
}

void check_index(const action::CreateIndex& index, RuleContext& cx) {
  if (index.unique) check(cx.statement().keyword, unique_key(index), index.nulls_not_distinct, cx);
}

void check_constraint(const action::Constraint& key, RuleContext& cx) {
  const bool primary = key.kind == ConstraintKind::primary_key;
  if ((!primary && key.kind != ConstraintKind::unique) || key.temporal || !key.using_index.text.empty())
    return;
  check(key.keyword, unique_key(key, cx.alter_table().relation), primary || key.nulls_not_distinct, cx);
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
