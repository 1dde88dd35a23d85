/// What:  an `INSERT` that leaves out a column which is required and has no default in the database.
/// When:  the history knows the table, and the column is `NOT NULL` without a default, a sequence or a
///        generated value; so is the key that `@default(cuid())` fills, and an `@updatedAt`. Without a list
///        of columns the values go to the first ones. Not where the history makes a trigger on the table,
///        which may fill it.
/// Why:   Prisma's client makes such values itself, and raw SQL gets none: Postgres refuses the row with
///        `null value in column violates not-null constraint` (23502). With a query it does so only where
///        the query has a row, so that an empty shadow database hides it until production.
/// Do:    name the column and give it a value: `gen_random_uuid()` for a key, `CURRENT_TIMESTAMP` for a
///        time.
/// Allow: a trigger that was made by hand fills the column.
/// See:   https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL
#include <cstddef>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "insert-without-required-column",
    .group = "data",
    .since = "0.1.0",
    .summary = "an INSERT leaves out a required column that has no default",
    .tells_failure = true,
};

bool needs_value(const catalog::Column& column, const RuleContext& cx) {
  const catalog::DomainType* domain = cx.before().find_domain(column.type.schema, column.type.name);
  return column.not_null && !column.default_value && column.identity == Identity::none &&
         column.generated == Generated::none && (domain == nullptr || !domain->default_value);
}

// Without a list of columns the first ones get the values, in their order.
std::vector<std::string> left_out(const action::Insert& insert, const catalog::Relation& table,
                                  const RuleContext& cx) {
  std::vector<std::string> names;
  if (insert.columns.empty() && (insert.from_query || table.uncertain)) return names;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const catalog::Column& column = table.columns[at];
    const bool given =
        insert.columns.empty() ? at < insert.width : contains(insert.columns, column.name, &Name::text);
    if (!given && needs_value(column, cx)) names.push_back(column.name);
  }
  return names;
}

void check(const action::Insert& insert, RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(insert.relation);
  if (table == nullptr || table->has_trigger) return;
  const std::vector<std::string> missing = left_out(insert, *table, cx);
  if (missing.empty()) return;
  const bool one = missing.size() == 1;
  const std::string name = cx.name_of(insert.relation);
  cx.report(insert.relation.span, "the INSERT gives no value to {} of {}, which {} required: it fails{}",
            list_names(missing), name, one ? "is" : "are", insert.from_query ? " with its first row" : "")
      .label(one ? "the database has no default for it" : "the database has no defaults for them")
      .object(name + "." + missing.front())
      .advise("name " + std::string(one ? "the column" : "the columns") +
              " and give a value: gen_random_uuid() for a key, CURRENT_TIMESTAMP for a time");
}

}  // namespace

extern const Rule insert_without_required_column;
constinit const Rule insert_without_required_column = make_rule<check>(kInfo);

}  // namespace lockstep::rules
