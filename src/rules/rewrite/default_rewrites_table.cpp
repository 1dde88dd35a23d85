/// What:  `ADD COLUMN` with a value that each existing row gets on its own: a volatile default such as
///        `gen_random_uuid()`, a serial or identity, a stored generated value, a domain with a constraint.
/// When:  the table was neither made nor emptied in the same migration, nor is dropped later in it. A
///        constant default, and a stable one such as `now()` or `CURRENT_TIMESTAMP`, is kept once for all old
///        rows and costs nothing.
/// Why:   the whole table and its indexes are rewritten under an ACCESS EXCLUSIVE lock; reads and writes wait
///        until that is done.
/// Do:    add the column without the default, set the default in a second statement, which holds for new
///        rows, and fill the old rows in batches, in another migration. Where the file drops the default
///        again, or changes the type, add the column as it is in the end.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
#include <string>
#include <string_view>
#include <vector>

#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/rule.h"
#include "rules/type_advice.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:adding-field-with-default",
    "eugene:E11",
    "pgfence:add-column-non-constant-default",
    "pgfence:add-column-serial",
    "pgfence:add-column-stored-generated",
    "strong_migrations:add_column_default",
    "atlas:PG302",
    "migrationpilot:MP003",
    "migrationpilot:MP015",
    "migrationpilot:MP062",
    "pgrubic:US011",
    "prisma-strong-migrations:addVolatileDefault",
};
constexpr RuleInfo kInfo{
    .id = "default-rewrites-table",
    .group = "rewrite",
    .since = "0.1.0",
    .summary = "a new column's value rewrites the table while reads and writes wait",
    .aliases = kAliases,
};

constexpr std::string_view kThenRequired =
    "; then make it NOT NULL behind a CHECK that is added NOT VALID and validated";

constexpr int kVirtualColumns = 18;  // https://www.postgresql.org/docs/18/release-18.html

Span cause(const action::ColumnDef& column) {
  if (!column.generated_span.empty()) return column.generated_span;
  if (!column.default_span.empty()) return column.default_span;
  return column.type.span;
}

// Each row is checked, whatever its value.
bool has_checked_domain(const action::ColumnDef& column, const RuleContext& cx) {
  const catalog::Type type = cx.before().resolve(column.type);
  const catalog::DomainType* domain = cx.before().find_domain(type.schema, type.name);
  return domain != nullptr && domain->has_constraint && type.array_dimensions == 0;
}

bool is_required(const action::ColumnDef& column) {
  return column.not_null || is_serial(column.type) || column.identity != Identity::none;
}

// Of a value that only the old rows get.
std::string advice_to_fill(const action::ColumnDef& column, const std::string& type, const RuleContext& cx) {
  return text::format(
      "add it nullable, with the type that it has in the end:\n  ALTER TABLE {} ADD COLUMN {} {};\n"
      "{}, fill it in batches{}",
      cx.sql(cx.alter_table().relation), cx.sql(column.name), type, afterwards(cx.runner()),
      is_required(column) ? kThenRequired : "");
}

std::string advice(const action::ColumnDef& column, const RuleContext& cx) {
  if (column.generated == Generated::stored) {
    const std::string plain = "make it a plain column, keep it with a trigger, and fill old rows in batches";
    return cx.postgres() >= kVirtualColumns ? "make it VIRTUAL, which stores nothing; or " + plain : plain;
  }
  if (!gives_value(column) || has_checked_domain(column, cx)) {
    return "use the domain's base type; set its default, and add its check NOT VALID, in statements of their "
           "own";
  }
  if (const std::string type = type_in_the_end(column, cx); !type.empty())
    return advice_to_fill(column, type, cx);
  std::string text = "set the default in a statement of its own, so that it holds for new rows only:" +
                     add_for_new_rows(column, cx) + "\n" + afterwards(cx.runner()) +
                     ", fill the old rows in batches";
  if (is_required(column)) text += kThenRequired;
  return text;
}

// The default in a command of its own, which Postgres runs after ADD COLUMN: old rows stay NULL.
std::vector<Edit> split_default(const action::ColumnDef& column, const RuleContext& cx) {
  const std::string_view text = cx.text(column.default_span);
  const std::string set = text::format(", ALTER COLUMN {} SET {}", cx.sql(column.name), text);
  // Takes the space before DEFAULT along.
  std::uint32_t begin = column.default_span.begin;
  while (begin > column.type.span.end && cx.text({.begin = begin - 1, .end = begin}) == " ") --begin;
  if (column.default_span.end == column.span.end) {
    return {{.span = {.begin = begin, .end = column.span.end}, .text = set}};
  }
  return {{.span = {.begin = begin, .end = column.default_span.end}, .text = ""},
          {.span = {.begin = column.span.end, .end = column.span.end}, .text = set}};
}

void check(const action::AddColumn& add, RuleContext& cx) {
  const QualifiedName& relation = cx.alter_table().relation;
  const action::ColumnDef& column = add.column;
  const effects::Work* rewrite = cx.awaited_work(effects::WorkKind::rewrite);
  if (rewrite == nullptr) return;

  const std::string table = cx.name_of(relation);
  FindingBuilder finding =
      cx.report(cause(column), "adding {}.{} {} {}: {}", table, column.name.text,
                cx.effect().certain ? "rewrites" : "may rewrite", table, rewrite->reason);
  finding.label(lock_label(cx.lock_on(relation)))
      .object(table + "." + column.name.text)
      .advise(advice(column, cx));
  if (!cx.effect().certain) finding.severity(Severity::warning);

  const bool plain_default =
      column.generated == Generated::none && column.identity == Identity::none && column.default_value;
  if (plain_default && type_in_the_end(column, cx).empty() && !column.not_null &&
      column.constraints.empty() && !has_checked_domain(column, cx)) {
    finding.fix("set the default for new rows only", false, split_default(column, cx));
  }
}

}  // namespace

extern const Rule default_rewrites_table;
constinit const Rule default_rewrites_table = make_rule<check>(kInfo);

}  // namespace lockstep::rules
