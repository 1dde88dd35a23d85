/// What:  a credential in a migration or its comments: a key, token or private key by its issuer's shape, a
///        password in a URL or connection string, `PASSWORD '...'` of a role or server, `crypt('...')`, and
///        a random value for a column or setting that is called password, secret, token or key.
/// When:  wherever it stands. Not for hashes (SCRAM, bcrypt, argon2, md5), UUIDs, placeholders, or hosts
///        without a domain and of `example.com`. No report prints what it finds. It doesn't see a password
///        that is an argument of another function, part of SQL in a string, or never closed.
/// Why:   everyone who can read the repository has it, and git's history keeps it after the file is
///        changed. The server's log may have it as well, and every environment gets the same one.
/// Do:    revoke it and issue a new one. Set it outside of the migrations: from the environment, or with
///        psql's `\password`, which sends the verifier alone.
/// Allow: it is worth nothing, such as a key of a test account that is gone.
/// See:   https://www.postgresql.org/docs/current/sql-createrole.html
#include <algorithm>
#include <string>

#include "parser/placed_strings.h"
#include "rules/rule.h"
#include "rules/string_places.h"
#include "support/ascii.h"
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

void report_value(const StringLiteral& literal, const std::string& name, RuleContext& cx) {
  if (!find_secrets(literal.value).empty()) return;  // known by its shape
  cx.report(literal.content, "a secret value of {} can be read by all who have the repository", name)
      .object(name)
      .advise(std::string(kAdvice))
      .secret();
}

constexpr std::string_view kPassword = "password";
constexpr std::string_view kCrypt = "crypt";

bool mentions(std::string_view sql, std::string_view word) {
  return !std::ranges::search(sql, word, [](char a, char b) { return ascii::lower(a) == b; }).empty();
}

// PASSWORD 'x', or what pgcrypto's crypt('x', ...) makes a hash of; in whatever statement: one that Postgres
// refuses shows it as well. https://www.postgresql.org/docs/current/pgcrypto.html
bool is_password(const PlacedString& string) {
  if (ascii::same(string.word, kPassword)) return is_plain_password(string.literal.value);
  return ascii::same(string.function, kCrypt) && is_secret_value(kPassword, string.literal.value);
}

void check_passwords(std::string_view sql, std::uint32_t base, FileContext& cx) {
  if (!mentions(sql, kPassword) && !mentions(sql, kCrypt)) return;
  for (const PlacedString& string : placed_strings(sql, base)) {
    if (!is_password(string)) continue;
    cx.report(string.literal.content, "a password can be read by all who have the repository")
        .label("it is sent as it stands here, and may be logged")
        .advise(
            "change it, as git's history keeps this one; set it outside of the migrations, for a role with "
            "psql's \\password")
        .secret();
  }
}

// `relation`: the one whose columns the SQL writes; null: none.
void check_strings(std::string_view sql, std::uint32_t base, const QualifiedName* relation, RuleContext& cx) {
  for (const PlacedString& string : placed_strings(sql, base)) {
    const std::string column =
        string.place ? inserted_column(string, cx) : catalog::parse_relation_name(string.column).name;
    if (is_secret_value(column, string.literal.value)) {
      report_value(string.literal, relation == nullptr ? column : cx.name_of(*relation) + "." + column, cx);
    }
  }
}

void check_default(const QualifiedName& table, const action::ColumnDef& column, RuleContext& cx) {
  if (!column.default_value || column.default_value->empty()) return;
  const Expr::Node& value = column.default_value->nodes()[column.default_value->without_casts()];
  if (value.kind != ExprKind::string || !is_secret_value(column.name.text, value.text)) return;
  for (const StringLiteral& literal :
       string_literals(cx.text(column.default_span), column.default_span.begin))
    report_value(literal, cx.name_of(table) + "." + column.name.text, cx);
}

// SET app.token = 'x', or set_config('app.token', 'x', ...), where the name is a string as well.
void check_setting(const action::SetVariable& set, RuleContext& cx) {
  if (!names_secret(set.name)) return;
  const Span span = cx.statement().span;
  for (const StringLiteral& literal : string_literals(cx.text(span), span.begin)) {
    if (literal.value != set.name && is_secret_value(set.name, literal.value))
      report_value(literal, set.name, cx);
  }
}

// Most statements of data name no column that holds secrets, and there are many of them.
bool names_secrets(const action::Insert& insert, const RuleContext& cx) {
  if (insert.from_query || insert.on_conflict) return true;  // may compare
  if (!insert.columns.empty())
    return std::ranges::any_of(insert.columns, names_secret, [](const Name& name) { return name.text; });
  const catalog::Relation* table = cx.before().find_table(insert.relation);
  return table != nullptr && std::ranges::any_of(table->columns, names_secret, &catalog::Column::name);
}

bool names_secrets(const action::Update& update) {
  const auto may_compare = [](const Expr::Node& node) {
    if (node.kind == ExprKind::column) return names_secret(node.text);
    return node.kind == ExprKind::subquery || node.kind == ExprKind::opaque;
  };
  return update.has_from || !update.reads.empty() ||
         std::ranges::any_of(update.columns, names_secret, [](const Name& name) { return name.text; }) ||
         std::ranges::any_of(update.where.nodes(), may_compare);
}

void check_data(const Action& action, RuleContext& cx) {
  const Span span = cx.statement().span;
  if (const auto* insert = std::get_if<action::Insert>(&action)) {
    if (!names_secrets(*insert, cx)) return;
    check_strings(cx.text(span), span.begin, &insert->relation, cx);
  } else if (const auto* update = std::get_if<action::Update>(&action)) {
    if (!names_secrets(*update)) return;
    check_strings(cx.text(span), span.begin, &update->relation, cx);
  } else if (std::holds_alternative<action::Opaque>(action) ||
             std::holds_alternative<action::CreateRole>(action)) {
    check_strings(cx.text(span), span.begin, nullptr, cx);
  } else if (std::holds_alternative<action::DoBlock>(action) ||
             std::holds_alternative<action::CreateFunction>(action)) {
    for (const StringLiteral& body : string_literals(cx.text(span), span.begin)) {
      check_strings(cx.text(body.content), body.content.begin, nullptr, cx);
      check_passwords(cx.text(body.content), body.content.begin, cx);
    }
  } else if (const auto* set = std::get_if<action::SetVariable>(&action)) {
    check_setting(*set, cx);
  } else if (const auto* table = std::get_if<action::CreateTable>(&action)) {
    for (const action::ColumnDef& column : table->columns) check_default(table->relation, column, cx);
  }
}

void check_added(const action::AddColumn& add, RuleContext& cx) {
  check_default(cx.alter_table().relation, add.column, cx);
}

// All of the file, as a comment or the body of a function gives a credential away as well.
void check_file(const FileEnd& file, FileContext& cx) {
  check_passwords(file.source, 0, cx);
  for (const Secret& secret : find_secrets(file.source)) {
    cx.report(secret.span, "{} can be read by all who have the repository", secret.what)
        .advise(std::string(kAdvice))
        .secret();
  }
}

}  // namespace

extern const Rule secret_in_sql;
constinit const Rule secret_in_sql = make_rule<check_data, check_added, check_file>(kInfo);

}  // namespace lockstep::rules
