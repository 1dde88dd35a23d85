/// What:  A field is newly marked `@ignore`, and its column takes no row without a value.
/// When:  `lockstep check` compares the schema with the one at the base: there the field wasn't `@ignore`d,
/// and
///        after all migrations its column is NOT NULL and without a default. Not for tables that a `DO` block
///        may have altered.
/// Why:   Prisma's client doesn't know an ignored field, so it can't give it a value: no row of the model can
///        be created any more, from the first request to the new release on.
/// Do:    in a migration of the same release, give the column a default, or drop its NOT NULL.
/// Allow: the application never creates rows of the model.
/// See:   https://www.prisma.io/docs/orm/reference/prisma-schema-reference#ignore
#include <algorithm>
#include <string>

#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "ignored-column-required",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "a field is marked @ignore whose column is required and has no default",
};

// The schema at the base has a field for the column, which its client fills.
bool was_written(const schema::Model& model, const schema::Column& column, const schema::Schema& released) {
  const schema::Model* before = released.find_table(model.schema, model.table);
  if (before == nullptr || before->ignored) return false;
  const auto found = std::ranges::find(before->columns, column.name, &schema::Column::name);
  return found != before->columns.end() && !found->ignored;
}

bool needs_value(const catalog::Column& column) {
  return column.not_null && !column.default_value && column.identity == Identity::none &&
         column.generated == Generated::none;
}

// As the schema has it: what the client used to fill in has no default in the database.
bool needs_value(const schema::Column& column) {
  const bool filled = column.default_value && column.default_value->kind != schema::DefaultKind::client;
  return !column.optional && !column.list && !filled;
}

// By the database behind new migrations; without any, which is when a history isn't replayed, by the schema.
bool needs_value(const schema::Model& model, const schema::Column& column, const project::ProjectFacts& facts,
                 const ProjectContext& cx) {
  if (!has_new_migration(facts)) return needs_value(column);
  if (cx.after() == nullptr || altered_in_code(model.table, cx)) return false;
  const catalog::Relation* table = cx.after()->find_relation(model.schema, model.table);
  const catalog::Column* found = table == nullptr ? nullptr : table->find_column(column.name);
  return found != nullptr && !table->uncertain && needs_value(*found) &&
         cx.after()->find_domain(found->type.schema, found->type.name) == nullptr;
}

void check_column(const schema::Model& model, const schema::Column& column,
                  const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!column.ignored || !was_written(model, column, facts.released->schema)) return;
  if (!needs_value(model, column, facts, cx)) return;
  const std::string schema = model.schema == "public" ? "" : quote_identifier(model.schema) + ".";
  const std::string name = model.name + "." + column.field;
  cx.report(facts.schema->at(column.place),
            "{} is ignored, required and without default: no {} can be created", name, model.name)
      .object(name)
      .advise(text::format("give it a default in a migration of this release, or make it nullable:\n"
                           "  ALTER TABLE {}{} ALTER COLUMN {} DROP NOT NULL;",
                           schema, quote_identifier(model.table), quote_identifier(column.name)));
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.gate || !facts.schema || !facts.released || !facts.schema->is_for_postgres()) return;
  for (const schema::Model& model : facts.schema->schema.models) {
    if (model.ignored || model.view) continue;
    for (const schema::Column& column : model.columns) check_column(model, column, facts, cx);
  }
}

}  // namespace

extern const Rule ignored_column_required;
constinit const Rule ignored_column_required = make_rule<check>(kInfo);

}  // namespace lockstep::rules
