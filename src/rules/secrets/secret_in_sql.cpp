/// What:  a credential in a migration or its comments: a key, token or private key by its issuer's shape, a
///        password in a URL, connection string or `curl -u`, an `Authorization` header, `PASSWORD '...'` of
///        a role or server, `crypt('...')`, and a random value for a column, setting, member of JSON or, in
///        a comment, a name that is called password, secret, token or key.
/// When:  wherever it stands, rows of `COPY` as well. Not for hashes (SCRAM, bcrypt, argon2, md5), UUIDs,
///        placeholders, or hosts without a domain and of `example.com`. No report prints what it finds. It
///        doesn't see a password that is an argument of another function, part of SQL in a string, or never
///        closed.
/// Why:   everyone who can read the repository has it, and git's history keeps it after the file is
///        changed. The server's log may have it as well, and every environment gets the same one.
/// Do:    revoke it and issue a new one. Set it outside of the migrations: from the environment, or with
///        psql's `\password`, which sends the verifier alone.
/// Allow: it is worth nothing, such as a key of a test account that is gone.
/// See:   https://www.postgresql.org/docs/current/sql-createrole.html
#include <string>

#include "rules/rule.h"
#include "rules/secret_values.h"
#include "support/secret.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "secret-in-sql",
    .group = "secrets",
    .since = "0.1.0",
    .summary = "a credential is readable for everyone who has the repository",
};

constexpr std::string_view kAdvice =
    "revoke it and issue a new one, as git's history keeps this one; set that outside of the migrations";

void report(const SecretValue& value, FileContext& cx) {
  if (value.name.empty()) {
    cx.report(value.span, "a password can be read by all who have the repository")
        .label("it is sent as it stands here, and may be logged")
        .advise(
            "change it, as git's history keeps this one; set it outside of the migrations, for a role with "
            "psql's \\password")
        .secret();
    return;
  }
  cx.report(value.span, "a secret value of {} can be read by all who have the repository", value.name)
      .object(value.name)
      .advise(std::string(kAdvice))
      .secret();
}

void report(const Secret& secret, std::uint32_t base, FileContext& cx) {
  const Span span{.begin = base + secret.span.begin, .end = base + secret.span.end};
  cx.report(span, "{} can be read by all who have the repository", secret.what)
      .advise(std::string(kAdvice))
      .secret();
}

void check_data(const Action& action, RuleContext& cx) {
  for (const SecretValue& value : secret_values(action, cx)) report(value, cx);
}

void check_added(const action::AddColumn& add, RuleContext& cx) {
  for (const SecretValue& value : secret_values(cx.alter_table().relation, add.column, cx)) report(value, cx);
}

// All of the file, as a comment or the body of a function gives a credential away as well.
void check_file(const FileEnd& file, FileContext& cx) {
  for (const SecretValue& value : secret_arguments(file.source, 0)) report(value, cx);
  for (const Secret& secret : find_secrets(file.source)) report(secret, 0, cx);
  for (const Span comment : file.comments) {
    for (const Secret& secret : find_named_secrets(cx.text(comment))) report(secret, comment.begin, cx);
  }
}

}  // namespace

extern const Rule secret_in_sql;
constinit const Rule secret_in_sql = make_rule<check_data, check_added, check_file>(kInfo);

}  // namespace lockstep::rules
