/// What:  `ALTER COLUMN ... TYPE` to a type that doesn't hold all values of the old one.
/// When:  the column was made by an earlier migration and gets a shorter text, a smaller number, fewer
///        decimals or digits of a second (a note), a date instead of a timestamp; or a text or enum is read
///        as something else. Of an array the values in it count, of a domain the type below it. Not where the
///        migration has emptied the table or drops the column later; not for a `USING` that is more than
///        casts, nor where the history doesn't know the old type. An enum that is made anew is told of by
///        enum-recreated; the rewrite and its lock by column-type-change.
/// Why:   one value that doesn't fit fails the migration, in production and on no test data. Where Postgres
///        rounds or cuts instead, as a cast in `USING` does with a text, the rest of the value is gone.
/// Do:    look for such values, and change them in a migration before, or leave the type and hold new values
///        to less by a `CHECK`.
/// Allow: every value is known to fit.
/// See:   https://www.postgresql.org/docs/current/typeconv-query.html
#include <string>

#include "rules/rule.h"
#include "rules/value_loss.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP044"};
constexpr RuleInfo kInfo{
    .id = "narrowing-type-change",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "values that the new type doesn't hold fail the migration, or are cut",
    .aliases = kAliases,
    .tells_failure = true,
};

// Nothing but casts around the column.
bool is_cast(const Expr& expression) {
  return expression.nodes()[expression.without_casts()].kind == ExprKind::column;
}

std::string advice(const ValueLoss& loss, const ColumnChange& change, const RuleContext& cx) {
  if (loss.where.empty()) return "look at the values first, or keep the column and add one of the new type";
  return text::format("look for such values first:\n  SELECT {0}, count(*) FROM {1} WHERE {2} GROUP BY {0};",
                      cx.sql(change.set.column), cx.sql(cx.alter_table().relation), loss.where);
}

void check(const action::SetType& set, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const catalog::Column* column = cx.find_column(table, set.column);
  if (cx.alter_table().kind != ObjectKind::table || column == nullptr || !column->type.known) return;
  if (cx.created_here(table) || cx.created_here(column->origin) || cx.emptied_here(table)) return;
  if (cx.dropped_later(table, set.column.text)) return;
  if (set.using_expression && !is_cast(*set.using_expression)) return;

  const ColumnChange change{.set = set, .column = column, .to = cx.before().resolve(set.type)};
  if (enum_made_anew(change, cx) != nullptr) return;
  const ValueLoss loss = value_loss(change, cx);
  if (loss.what.empty()) return;
  const std::string name = cx.name_of(table) + "." + set.column.text;
  FindingBuilder finding = cx.report(set.type.span, "changing {} from {} to {} {}", name,
                                     catalog::to_text(column->type), catalog::to_text(change.to), loss.what);
  finding.object(name).related(column->origin, "the column").advise(advice(loss, change, cx));
  if (loss.slight) finding.severity(Severity::note);
}

}  // namespace

extern const Rule narrowing_type_change;
constinit const Rule narrowing_type_change = make_rule<check>(kInfo);

}  // namespace lockstep::rules
