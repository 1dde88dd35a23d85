/// What:  a column has a default in the database and none in the Prisma schema, or the other way round.
/// When:  `lockstep check` compares them once a migration is new, `lockstep lint --all` always. What only
///        Prisma's client fills in, `uuid()`, `cuid()` or `@updatedAt`, is no default of the database. Not
///        for `dbgenerated()` without SQL, `@ignore`, generated columns, columns of a domain, and tables
///        that a `DO` block may have altered.
/// Why:   the next `prisma migrate dev` makes them alike: it drops a default that only the database has, on
///        which raw SQL and other programs may rely. One that only the schema has is missing for raw SQL,
///        and where the database has to fill it in, by a sequence or an expression, for the client as well.
/// Do:    write the default into the schema, or a migration that sets or drops it.
/// Allow: the default is meant for one release, while the old client runs.
/// See:   https://www.prisma.io/docs/orm/reference/prisma-schema-reference#default
#include <string>

#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "default-differs",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "a column has a default in the Prisma schema or in the database, and not in both",
};

struct Place {
  const project::SchemaFacts& schema;
  const schema::Model& model;
  const schema::Column& column;
  const catalog::Relation& table;
};

std::string alter(const Place& at, std::string_view action) {
  const std::string schema = at.table.schema == "public" ? "" : quote_identifier(at.table.schema) + ".";
  return text::format("ALTER TABLE {}{} ALTER COLUMN {} {};", schema, quote_identifier(at.table.name),
                      quote_identifier(at.column.name), action);
}

bool is_in_database(const schema::Column& column) {
  return column.default_value && column.default_value->kind != schema::DefaultKind::client;
}

bool has_default(const catalog::Column& column) {
  return column.identity != Identity::none || column.default_value;
}

void report_extra(const Place& at, ProjectContext& cx) {
  const std::string name = at.model.name + "." + at.column.field;
  cx.report(at.schema.at(at.column.place),
            "{} has a default in the database only: the next `migrate dev` drops it", name)
      .object(name)
      .advise("write it into the schema with @default(...), or drop it in a new migration:\n  " +
              alter(at, "DROP DEFAULT"));
}

void report_missing(const Place& at, ProjectContext& cx) {
  const schema::Default& value = *at.column.default_value;
  const bool fails = value.kind == schema::DefaultKind::autoincrement && !at.column.optional;
  const std::string name = at.model.name + "." + at.column.field;
  cx.report(at.schema.at(value.place), "{} has no default in the database: {}", name,
            fails ? "creating a row fails" : "raw SQL doesn't get it")
      .object(name)
      .advise("make the migration that sets it:\n  npx prisma migrate dev --name DESCRIPTION");
}

void check_column(const Place& at, ProjectContext& cx) {
  const catalog::Column* database = at.table.find_column(at.column.name);
  if (database == nullptr || database->generated != Generated::none || at.column.ignored ||
      cx.after()->find_domain(database->type.schema, database->type.name) != nullptr)
    return;
  const bool unknown =
      at.column.default_value && at.column.default_value->kind == schema::DefaultKind::unknown;
  if (unknown || is_in_database(at.column) == has_default(*database)) return;
  if (has_default(*database)) {
    report_extra(at, cx);
  } else {
    report_missing(at, cx);
  }
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!compares_schema(facts, cx)) return;
  for (const schema::Model& model : facts.schema->schema.models) {
    const catalog::Relation* table = cx.after()->find_relation(model.schema, model.table);
    if (table == nullptr || table->uncertain || model.view || model.ignored ||
        altered_in_code(model.table, cx))
      continue;
    for (const schema::Column& column : model.columns)
      check_column({.schema = *facts.schema, .model = model, .column = column, .table = *table}, cx);
  }
}

}  // namespace

extern const Rule default_differs;
constinit const Rule default_differs = make_rule<check>(kInfo);

}  // namespace lockstep::rules
