/// What:  `ADD COLUMN` with a value that each existing row gets on its own: a volatile default such as
///        `gen_random_uuid()`, a serial or identity, a stored generated value, a domain with a constraint.
/// When:  the table was not made in the same migration. A constant default, and a stable one such as `now()`
///        or `CURRENT_TIMESTAMP`, is kept once for all old rows and costs nothing.
/// Why:   the whole table and its indexes are rewritten under an ACCESS EXCLUSIVE lock; reads and writes wait
///        until that is done.
/// Do:    add the column without the default, set the default in a second command, which holds for new rows,
///        and fill the old rows in batches.
/// Allow: the table is small.
/// See:   https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
#include <string>
#include <vector>

#include "rules/columns.h"
#include "rules/rule.h"

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

constexpr int kVirtualColumns = 18;  // https://www.postgresql.org/docs/18/release-18.html

// Serial types are no types, but integers with a sequence.
std::string plain_type(const action::ColumnDef& column, const RuleContext& cx) {
  if (!is_serial(column.type)) return std::string(cx.text(column.type.span));
  if (column.type.name.starts_with("big") || column.type.name == "serial8") return "bigint";
  return column.type.name.starts_with("small") || column.type.name == "serial2" ? "smallint" : "integer";
}

Span cause(const action::ColumnDef& column) {
  if (!column.generated_span.empty()) return column.generated_span;
  if (!column.default_span.empty()) return column.default_span;
  return column.type.span;
}

std::string advice(const action::ColumnDef& column, const RuleContext& cx) {
  if (column.generated == Generated::stored) {
    const std::string plain = "make it a plain column, keep it with a trigger, and fill old rows in batches";
    return cx.postgres() >= kVirtualColumns ? "make it VIRTUAL, which stores nothing; or " + plain : plain;
  }
  if (!column.default_value && column.identity == Identity::none && !is_serial(column.type)) {
    return "use the domain's base type, and add the domain's check as a constraint NOT VALID";
  }
  const std::string value =
      column.default_value ? std::string(cx.text(column.default_span)) : "DEFAULT nextval('a_new_sequence')";
  return fmt::format(
      "let the default hold for new rows only, and fill the old ones in batches:\n"
      "  ALTER TABLE {0} ADD COLUMN {1} {2};\n  ALTER TABLE {0} ALTER COLUMN {1} SET {3};",
      cx.sql(cx.alter_table().relation), cx.sql(column.name), plain_type(column, cx), value);
}

// The default in a command of its own, which Postgres runs after ADD COLUMN: old rows stay NULL.
std::vector<Edit> split_default(const action::ColumnDef& column, const RuleContext& cx) {
  const std::string_view text = cx.text(column.default_span);
  const std::string set = fmt::format(", ALTER COLUMN {} SET {}", cx.sql(column.name), text);
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
  if (plain_default && !column.not_null && column.constraints.empty()) {
    finding.fix("set the default for new rows only", false, split_default(column, cx));
  }
}

}  // namespace

extern const Rule default_rewrites_table;
constinit const Rule default_rewrites_table = make_rule<check>(kInfo);

}  // namespace lockstep::rules
