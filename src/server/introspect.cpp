#include "server/introspect.h"

#include <charconv>

#include "parser/fragment.h"
#include "server/introspection.h"
#include "support/text.h"

namespace lockstep::server {
namespace {

// The path decides which names the server prints with their schema; the styles, how it prints constants.
// A snapshot for all queries, so that they tell of one moment.
constexpr const char* kBegin = R"(
  BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL lock_timeout = '5s';
  SET LOCAL search_path = public;
  SET LOCAL quote_all_identifiers = off;
  SET LOCAL datestyle = 'ISO';
  SET LOCAL intervalstyle = 'postgres')";

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

const std::string& Row::text(std::size_t column) const {
  static const std::string kNone;
  return values_[column] ? *values_[column] : kNone;
}

char Row::letter(std::size_t column) const {
  const std::string& value = text(column);
  return value.empty() ? '\0' : value.front();
}

catalog::AttributeNumber Row::number(std::size_t column) const {
  const std::string& value = text(column);
  catalog::AttributeNumber number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

std::vector<std::string> Row::lines(std::size_t column) const {
  return has(column) ? split(text(column), '\n') : std::vector<std::string>();
}

std::vector<catalog::AttributeNumber> Row::numbers(std::size_t column) const {
  std::vector<catalog::AttributeNumber> numbers;
  if (text(column).empty()) return numbers;
  for (const std::string& word : split(text(column), ' ')) {
    std::from_chars(word.data(), word.data() + word.size(), numbers.emplace_back());
  }
  return numbers;
}

std::string is_users(std::string_view alias, std::string_view catalog, std::string_view schema) {
  return text::format(
      " {2}.nspname !~ '^pg_' AND {2}.nspname <> 'information_schema' AND NOT EXISTS "
      "(SELECT FROM pg_depend e WHERE e.classid = '{1}'::regclass AND e.objid = {0}.oid AND e.deptype = "
      "'e') ",
      alias, catalog, schema);
}

void Introspection::fail(std::string_view what, std::string_view text) {
  if (!error_) error_ = Error{"Postgres server", text::format("{} cannot be read: {}", what, text), ""};
}

Expr Introspection::expression(const std::string& text) {
  if (text.empty()) return {};
  std::optional<Expr> parsed = parse_expression(text);
  if (!parsed) fail("an expression", text);
  return parsed ? std::move(*parsed) : Expr();
}

catalog::Type Introspection::type(const std::string& text) {
  const std::optional<TypeName> parsed = parse_type(text);
  if (!parsed) fail("a type", text);
  return parsed ? catalog_.resolve(*parsed) : catalog::Type();
}

catalog::Oid Introspection::oid(const std::string& servers) const {
  const auto found = oids_.find(servers);
  return found == oids_.end() ? 0 : found->second;
}

catalog::Relation* Introspection::relation(const std::string& servers) { return catalog_.edit(oid(servers)); }

Result<void> Introspection::run() {
  if (auto error = connection_.run(kBegin)) {
    return std::unexpected(Error{"Postgres server", to_text(*error), ""});
  }
  read_schemas();
  read_extensions();
  read_enums();
  read_other_types();
  read_relations();
  read_domains();
  read_domain_checks();
  read_columns();
  read_inheritance();
  read_sequences();
  read_indexes();
  read_constraints();
  read_extras();
  read_composite_types();
  read_partitions();
  read_column_settings();
  read_sequence_parameters();
  read_views();
  read_functions();
  read_triggers();
  read_policies();
  read_rules();
  read_publications();
  read_statistics();
  read_default_privileges();
  read_named_objects();
  catalog_.settle();
  if (auto error = connection_.run("COMMIT"); error && !error_) {
    error_ = Error{"Postgres server", to_text(*error), ""};
  }
  return error_ ? Result<void>(std::unexpected(*error_)) : Result<void>();
}

Result<catalog::Catalog> introspect(Connection& connection) {
  catalog::Catalog catalog;
  Introspection introspection(connection, catalog);
  if (auto done = introspection.run(); !done) return std::unexpected(done.error());
  return catalog;
}

}  // namespace lockstep::server
