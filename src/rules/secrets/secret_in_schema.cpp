/// What:  a credential in the Prisma schema or its comments: the password of a URL, a key, token or private
///        key by its issuer's shape, a random value as the default of a field, or behind a name in a
///        comment, that is called password, secret, token or key.
/// When:  `lockstep check` finds it in a schema that changed since the base, `lockstep lint --all` in any.
///        Not for `env("...")`, hashes, placeholders, or hosts without a domain and of `example.com`. Seeds
///        beside the schema, `seed*.sql` and what lies in `seed` or `seeds`, are read for secret-in-sql. No
///        report prints it.
/// Why:   everyone who can read the repository has it, and git's history keeps it after the file is
///        changed. The generated client holds a copy of the schema, which goes into images and bundles.
/// Do:    revoke it and issue a new one. Read it from the environment: `url = env("DATABASE_URL")`.
/// Allow: it is worth nothing, such as the password of a database that is gone.
/// See:   https://www.prisma.io/docs/orm/prisma-schema/overview/data-sources
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "rules/project_context.h"
#include "rules/rule.h"
#include "support/secret.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "secret-in-schema",
    .group = "secrets",
    .since = "0.1.0",
    .summary = "a credential in the Prisma schema is readable for everyone who has the repository",
};

constexpr std::string_view kRevoke = "revoke it and issue a new one, as git's history keeps this one";

void check_text(const project::ProjectFacts& facts, ProjectContext& cx) {
  const project::SchemaFacts& schema = *facts.schema;
  for (std::uint32_t i = 0; i < schema.paths.size(); ++i) {
    const SourceFile& file = facts.files[schema.first_file + i];
    std::vector<Secret> secrets = find_secrets(file.bytes());
    std::ranges::move(find_named_secrets(file.bytes()), std::back_inserter(secrets));
    for (const Secret& secret : secrets) {
      cx.report(schema.at({.file = i, .span = secret.span}), "{} can be read by all who have the repository",
                secret.what)
          .object("schema")
          .advise(std::string(kRevoke) + "; read that from the environment, as env(\"DATABASE_URL\") does")
          .secret();
    }
  }
}

void check_default(const project::SchemaFacts& schema, const schema::Model& model,
                   const schema::Column& column, ProjectContext& cx) {
  if (!column.default_value || column.default_value->kind != schema::DefaultKind::literal) return;
  const std::string& value = column.default_value->text;
  if (!is_secret_value(column.name, value) || !find_secrets(value).empty()) return;
  const std::string name = model.name + "." + column.field;
  cx.report(schema.at(column.default_value->place),
            "a secret value of {} can be read by all who have the repository", name)
      .object(name)
      .advise(std::string(kRevoke) + "; give rows their own value when they are created")
      .secret();
}

void check(const project::ProjectFacts& facts, ProjectContext& cx) {
  if (!facts.schema || !facts.schema->changed) return;
  check_text(facts, cx);
  for (const schema::Model& model : facts.schema->schema.models) {
    for (const schema::Column& column : model.columns) check_default(*facts.schema, model, column, cx);
  }
}

}  // namespace

extern const Rule secret_in_schema;
constinit const Rule secret_in_schema = make_rule<check>(kInfo);

}  // namespace lockstep::rules
