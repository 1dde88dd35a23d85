/// What:  `GENERATED ALWAYS AS (...)` with neither `STORED` nor `VIRTUAL`.
/// When:  the project's server isn't known to be older than Postgres 18, which refuses it anyway; a note
///        where it is known to be 18.
/// Why:   before 18 it is a syntax error. From 18 on the column is virtual: nothing is stored, every read
///        computes the value, and no index can be made on it. The same file so fails on one server and means
///        another thing than STORED, the only kind of before, on the next.
/// Do:    write `STORED` or `VIRTUAL`.
/// Allow: all servers are Postgres 18, and the column is to be virtual.
/// See:   https://www.postgresql.org/docs/current/ddl-generated-columns.html
#include <string>

#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "generated-kind-implicit",
    .group = "sql",
    .since = "0.1.0",
    .summary = "a generated column doesn't say whether it is stored",
};

// https://www.postgresql.org/docs/18/release-18.html
constexpr int kVirtualFrom = 18;

void check_column(const action::ColumnDef& column, const QualifiedName& table, RuleContext& cx) {
  if (column.generated != Generated::virtual_ || !cx.text(column.generated_span).ends_with(')')) return;
  const bool known = cx.postgres_known();
  if (known && cx.postgres() < kVirtualFrom) return;
  const std::string name = cx.name_of(table) + "." + column.name.text;
  FindingBuilder finding =
      known ? cx.report(column.generated_span, "generated column {} is virtual without saying so", name)
            : cx.report(column.generated_span,
                        "generated column {} is virtual on Postgres 18, and fails before", name);
  finding.label("neither STORED nor VIRTUAL")
      .object(name)
      .advise(text::format("write the kind behind it, STORED as every server since 12 knows it:\n"
                           "  ALTER TABLE {} ADD COLUMN {} {} {} STORED;",
                           cx.sql(table), cx.sql(column.name), cx.text(column.type.span),
                           cx.text(column.generated_span)));
  if (known) finding.severity(Severity::note);
}

void check_table(const action::CreateTable& table, RuleContext& cx) {
  for (const action::ColumnDef& column : table.columns) check_column(column, table.relation, cx);
}

void check_added(const action::AddColumn& add, RuleContext& cx) {
  check_column(add.column, cx.alter_table().relation, cx);
}

}  // namespace

extern const Rule generated_kind_implicit;
constinit const Rule generated_kind_implicit = make_rule<check_table, check_added>(kInfo);

}  // namespace lockstep::rules
