/// What:  a table or key in a schema, or a type, function or operator class of an extension, that no
/// migration makes before:
///        such as `auth.users`, `citext` or `uuid_generate_v4()`.
/// When:  Prisma runs the files, and lockstep has the whole history, from the first migration on.
/// Why:   the database at hand has it, as somebody or a provider has made it there. The shadow database of
///        `migrate dev` has not, nor has a new environment: the migration fails there with P3006 or P3018.
/// Do:    create it in a migration before, `IF NOT EXISTS` where databases have it already.
/// Allow: every database that the migrations will ever run on has it from the beginning.
/// See:   https://www.postgresql.org/docs/current/sql-createextension.html
#include <algorithm>
#include <string>
#include <string_view>

#include "rules/extension_objects.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "missing-prerequisite",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "no migration makes the schema or extension that the statement needs",
    .tells_failure = true,
};

void check_provided(const std::string& name, Span span, RuleContext& cx) {
  const std::string_view extension = extension_of(name);
  const catalog::Catalog& before = cx.before();
  if (extension.empty()) return;
  const auto has = [&](const auto& objects) {
    return std::ranges::any_of(objects, [&](const auto& entry) { return entry.second.name == name; });
  };
  const bool created = std::ranges::any_of(before.extensions,
                                           [&](const auto& entry) { return entry.second.name == extension; });
  if (created || has(before.functions) || has(before.domains) || has(before.enums) || has(before.other_types))
    return;
  cx.report(span, "{} needs extension {}, which no migration creates", name, extension)
      .object(name)
      .advise(text::format("create it in front of this statement:\n  CREATE EXTENSION IF NOT EXISTS {};",
                           quote_identifier(extension)));
}

void check_schema(const QualifiedName& name, RuleContext& cx) {
  const std::string& schema = name.schema;
  if (schema.empty() || cx.before().has_schema(schema) || schema.starts_with("pg_") ||
      schema == "information_schema")
    return;
  cx.report(name.span, "{} needs schema {}, which no migration creates", to_text(name), schema)
      .object(to_text(name))
      .advise(text::format("create what the history relies on before:\n  CREATE SCHEMA IF NOT EXISTS {};",
                           quote_identifier(schema)));
}

void check_column(const action::ColumnDef& column, RuleContext& cx) {
  check_provided(column.type.name, column.type.span, cx);
  for (const action::Constraint& constraint : column.constraints) check_schema(constraint.references, cx);
}

// Only a history that is all there tells what it doesn't make.
bool is_replayed(const RuleContext& cx) {
  return cx.runner().kind == project::RunnerKind::prisma && cx.before().complete;
}

void check_functions(const Action&, RuleContext& cx) {
  if (!is_replayed(cx)) return;
  for (const QualifiedName& function : cx.statement().functions)
    check_provided(function.name, function.span, cx);
}

void check_index(const action::CreateIndex& index, RuleContext& cx) {
  if (!is_replayed(cx)) return;
  for (const action::IndexElement& element : index.elements)
    check_provided(element.operator_class, element.span, cx);
}

void check_table(const action::CreateTable& table, RuleContext& cx) {
  if (!is_replayed(cx)) return;
  check_schema(table.relation, cx);
  for (const action::ColumnDef& column : table.columns) check_column(column, cx);
  for (const action::Constraint& constraint : table.constraints) check_schema(constraint.references, cx);
}

void check_command(const AlterFact& fact, RuleContext& cx) {
  if (!is_replayed(cx)) return;
  if (const auto* add = std::get_if<action::AddColumn>(&fact)) check_column(add->column, cx);
  if (const auto* add = std::get_if<action::AddConstraint>(&fact))
    check_schema(add->constraint.references, cx);
  if (const auto* set = std::get_if<action::SetType>(&fact))
    check_provided(set->type.name, set->type.span, cx);
}

}  // namespace

extern const Rule missing_prerequisite;
constinit const Rule missing_prerequisite =
    make_rule<check_functions, check_table, check_index, check_command>(kInfo);

}  // namespace lockstep::rules
