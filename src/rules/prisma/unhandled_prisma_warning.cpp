/// What:  the comment `Warnings:` that Prisma writes above a migration, while the file still does what it
///        warns of.
/// When:  the header has a line about a required column that is added without a default, a column or table
///        that is dropped, a column that becomes required, a unique index or a change of type, and nothing
///        in the file deals with it before: rows that are filled, copied or deleted, or an allowance with
///        its reason. Told once a file, at the first such line.
/// Why:   Prisma asks for a decision, and `migrate deploy` doesn't ask again. The reviewer can't tell
///        whether somebody has thought about it.
/// Do:    handle it in the migration, or allow the statement's finding and say why; then delete the header.
/// Allow: the decision is written down elsewhere.
/// See:   https://www.postgresql.org/docs/current/ddl-alter.html
#include <string>

#include "rules/columns.h"
#include "rules/earlier.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "unhandled-prisma-warning",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "Prisma's warning still stands above what it warns of",
    .once_per_file = true,
};

// Prisma writes it before everything else.
std::string_view header(const RuleContext& cx) {
  const std::string_view before = cx.text({.begin = 0, .end = cx.statement().span.begin});
  const std::string_view comment = before.substr(0, before.find("*/"));
  return comment.contains("Warnings:") ? comment : std::string_view();
}

// A comment at the statement or for the whole file says why it may be.
bool is_allowed(const RuleContext& cx) {
  const std::uint32_t end = cx.statement().span.begin;
  const std::uint32_t begin = cx.preceding().empty() ? 0 : cx.preceding().back().span.end;
  return cx.text({.begin = begin, .end = end}).contains("lockstep: allow") ||
         cx.text({.begin = 0, .end = end}).contains("lockstep: allow-file");
}

// `line` is how the header's line about the hazard begins.
void check_line(const std::string& line, std::string_view hazard, RuleContext& cx) {
  const std::string_view text = header(cx);
  const std::size_t at = text.find(line);
  if (at == std::string_view::npos || is_allowed(cx)) return;
  const auto begin = static_cast<std::uint32_t>(at);
  cx.report({.begin = begin, .end = begin + static_cast<std::uint32_t>(line.size())},
            "Prisma's warning is still here, and so is what it warns of")
      .label(std::string(hazard))
      .related(cx.statement().span, "the statement that it warns of")
      .advise(
          "handle it in the migration, or allow the finding about it with the reason; then delete the "
          "warning");
}

void check_dropped(const action::DropColumn& drop, RuleContext& cx) {
  const std::string& table = cx.alter_table().relation.name;
  const std::string& column = drop.column.text;
  if (values_copied(cx.alter_table().relation, column, cx)) return;
  for (const std::string& line :
       {text::format("You are about to drop the column `{}` on the `{}` table.", column, table),
        text::format("The `{}` column on the `{}` table would be dropped", column, table)})
    check_line(line, "its values are lost", cx);
}

void check_added(const action::AddColumn& add, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  const std::string& column = add.column.name.text;
  if (!required_without_value(add.column) || cx.emptied_here(table)) return;
  for (const std::string& line :
       {text::format("Added the required column `{}` to the `{}` table", column, table.name),
        text::format("The required column `{}` was added to the `{}` table", column, table.name)})
    check_line(line, "the migration fails if the table has rows", cx);
}

void check_required(const action::SetNotNull& set, RuleContext& cx) {
  const QualifiedName& table = cx.alter_table().relation;
  if (rows_prepared(table, cx)) return;
  check_line(text::format("Made the column `{}` on table `{}` required.", set.column.text, table.name),
             "the migration fails if the column has NULLs", cx);
}

void check_type(const action::SetType& set, RuleContext& cx) {
  check_line(text::format("You are about to alter the column `{}` on the `{}` table.", set.column.text,
                          cx.alter_table().relation.name),
             "values may be cut or refused", cx);
}

void check_tables(const action::Drop& drop, RuleContext& cx) {
  if (drop.kind != ObjectKind::table) return;
  for (const QualifiedName& table : drop.names) {
    if (!rows_copied(table, cx))
      check_line(text::format("You are about to drop the `{}` table.", table.name), "its rows are lost", cx);
  }
}

void check_index(const action::CreateIndex& index, RuleContext& cx) {
  if (!index.unique || rows_prepared(index.relation, cx)) return;
  std::string columns;
  for (const action::IndexElement& element : index.elements) {
    const action::ColumnDef* added = added_earlier(index.relation, element.column.text, cx);
    if (added != nullptr && !added->default_value) return;  // no values yet that could be there twice
    columns += (columns.empty() ? "" : ",") + element.column.text;
  }
  check_line(text::format("A unique constraint covering the columns `[{}]` on the table `{}` will be added.",
                          columns, index.relation.name),
             "the migration fails if values are there twice", cx);
}

}  // namespace

extern const Rule unhandled_prisma_warning;
constinit const Rule unhandled_prisma_warning =
    make_rule<check_dropped, check_added, check_required, check_type, check_tables, check_index>(kInfo);

}  // namespace lockstep::rules
