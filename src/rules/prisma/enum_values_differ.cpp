/// What:  an enum of the Prisma schema has other values than its type has behind all migrations.
/// When:  `lockstep check` compares them once a migration is new, `lockstep lint --all` always. A value
///        that only the database has is a note. Not for a type that a `DO` block may have altered.
/// Why:   the client writes a value that the database refuses with `invalid input value for enum` (22P02),
///        or reads one that it doesn't know, and fails then. Types and tests see nothing of it.
/// Do:    write the migration: `ALTER TYPE ... ADD VALUE`, or what `prisma migrate dev` makes. A value that
///        is on its way out stays in the schema until no row has it.
/// Allow: a value stays in the database on purpose, and no row has it.
/// See:   https://www.prisma.io/docs/orm/prisma-schema/data-model/models#defining-enums
#include <string>
#include <vector>

#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "enum-values-differ",
    .group = "prisma",
    .since = "0.1.0",
    .summary = "an enum has other values in the Prisma schema than in the database",
};

std::string sql_name(const schema::Enum& type) {
  const std::string name = quote_identifier(type.type);
  return type.schema == "public" ? name : quote_identifier(type.schema) + "." + name;
}

void report_missing(const schema::Enum& type, const schema::Label& label, const project::SchemaFacts& schema,
                    ProjectContext& cx) {
  cx.report(schema.at(label.place), "no migration adds '{}' to the enum {}: writing it fails", label.text,
            type.type)
      .object(type.type + "." + label.text)
      .advise(text::format("add it in a new migration:\n  ALTER TYPE {} ADD VALUE {};", sql_name(type),
                           quote_string(label.text)));
}

void report_extra(const schema::Enum& type, const std::vector<std::string>& values,
                  const project::SchemaFacts& schema, ProjectContext& cx) {
  const bool one = values.size() == 1;
  cx.report(schema.at(type.place), "the database's enum {} has {} as well: the client fails on rows with {}",
            type.type, first_of(values), one ? "it" : "them")
      .object(type.type)
      .severity(Severity::note)
      .advise(text::format(
          "keep {} in the schema while rows may have {}; once none has, `npx prisma migrate dev` makes the "
          "migration that removes {}",
          one ? "the value" : "the values", one ? "it" : "them", one ? "it" : "them"));
}

void compare(const schema::Enum& type, const catalog::EnumType& database, const project::SchemaFacts& schema,
             ProjectContext& cx) {
  for (const schema::Label& label : type.values) {
    if (!contains(database.values, label.text)) report_missing(type, label, schema, cx);
  }
  std::vector<std::string> extra;
  for (const std::string& value : database.values) {
    if (!contains(type.values, value, &schema::Label::text)) extra.push_back(quote_string(value));
  }
  if (!extra.empty()) report_extra(type, extra, schema, cx);
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!compares_schema(facts, cx)) return;
  for (const schema::Enum& type : facts.schema->schema.enums) {
    const catalog::EnumType* database = cx.after()->find_enum(type.schema, type.type);
    if (database != nullptr && !altered_in_code(type.type, cx)) compare(type, *database, *facts.schema, cx);
  }
}

}  // namespace

extern const Rule enum_values_differ;
constinit const Rule enum_values_differ = make_rule<check>(kInfo);

}  // namespace lockstep::rules
