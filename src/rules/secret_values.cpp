#include "rules/secret_values.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "parser/placed_strings.h"
#include "rules/string_places.h"
#include "support/ascii.h"
#include "support/secret.h"

namespace lockstep::rules {
namespace {

using Values = std::vector<SecretValue>;

constexpr std::string_view kPassword = "password";
constexpr std::string_view kCrypt = "crypt";
// Words of which one stands in SQL that has secret_arguments().
constexpr std::string_view kArguments[] = {kPassword, kCrypt, "build_object", "hstore"};

bool mentions(std::string_view sql, std::string_view word) {
  return !std::ranges::search(sql, word, [](char a, char b) { return ascii::lower(a) == b; }).empty();
}

// As find_secrets() tells the others.
void add_if_secret(std::string_view column, const std::string& name, const StringLiteral& literal,
                   Values& values) {
  if (is_secret_value(column, literal.value) && find_secrets(literal.value).empty())
    values.push_back({.name = name, .span = literal.content});
}

// `relation`: the one whose columns the SQL writes; null: none.
void add_strings(std::string_view sql, std::uint32_t base, const QualifiedName* relation,
                 const RuleContext& cx, Values& values) {
  for (const PlacedString& string : placed_strings(sql, base)) {
    const std::string column =
        string.place ? inserted_column(string, cx) : catalog::parse_relation_name(string.column).name;
    if (!names_secret(column)) continue;
    const std::string name = relation == nullptr ? column : cx.name_of(*relation) + "." + column;
    add_if_secret(column, name, string.literal, values);
  }
}

// Most statements of data name no column that holds secrets, and there are many of them.
bool gives_secrets(const action::Insert& insert, const RuleContext& cx) {
  if (insert.from_query || insert.on_conflict) return true;  // may compare
  if (!insert.columns.empty()) return std::ranges::any_of(insert.columns, names_secret, &Name::text);
  const catalog::Relation* table = cx.before().find_table(insert.relation);
  return table != nullptr && std::ranges::any_of(table->columns, names_secret, &catalog::Column::name);
}

bool mentions_secrets(std::string_view sql) {
  constexpr std::string_view kParts[] = {"passw", "secret", "token", "key"};
  return std::ranges::any_of(kParts, [&](std::string_view part) { return mentions(sql, part); });
}

// SET app.token = 'x', or set_config('app.token', 'x', ...), where the name is a string as well.
void add_setting(const action::SetVariable& set, const RuleContext& cx, Values& values) {
  if (!names_secret(set.name)) return;
  const Span span = cx.statement().span;
  for (const StringLiteral& literal : string_literals(cx.text(span), span.begin))
    if (literal.value != set.name) add_if_secret(set.name, set.name, literal, values);
}

std::string_view part_before(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii::is_space(text.back())) text.remove_suffix(1);
  return text;
}

// COPY cfg (id, api_token) FROM stdin; without a list all columns of the table, in order.
std::vector<std::string> copied_columns(std::string_view copy, const catalog::Relation* table) {
  std::vector<std::string> columns;
  const std::size_t open = copy.find('(');
  if (open < ascii::lower(copy).find(" from ")) {
    std::string_view list = copy.substr(open + 1, copy.find(')') - open - 1);
    while (!list.empty())
      columns.push_back(catalog::parse_relation_name(without_blanks(part_before(list, ','))).name);
  } else if (table != nullptr) {
    for (const catalog::Column& column : table->columns) columns.push_back(column.name);
  }
  return columns;
}

// A row a line, with tabs or, in CSV, commas between its values.
// https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
void add_copied(const action::CopyData& data, const RuleContext& cx, Values& values) {
  if (cx.preceding().empty()) return;
  const std::string_view copy = cx.text(cx.preceding().back().span);
  const std::vector<std::string> columns = copied_columns(copy, cx.before().find_table(data.relation));
  if (std::ranges::none_of(columns, names_secret)) return;
  const char separator = mentions(copy, "csv") ? ',' : '\t';
  const std::string_view text = cx.text(cx.statement().span);
  std::string_view rows = text;
  while (!rows.empty()) {
    std::string_view row = part_before(rows, '\n');
    for (const std::string& column : columns) {
      const std::string_view value = without_blanks(part_before(row, separator));
      const auto begin = cx.statement().span.begin + static_cast<std::uint32_t>(value.data() - text.data());
      const Span span{.begin = begin, .end = begin + static_cast<std::uint32_t>(value.size())};
      add_if_secret(column, cx.name_of(data.relation) + "." + column,
                    {.value = std::string(value), .span = span, .content = span}, values);
    }
  }
}

}  // namespace

std::vector<SecretValue> secret_values(const Action& action, const RuleContext& cx) {
  Values values;
  const Span span = cx.statement().span;
  const std::string_view sql = cx.text(span);
  if (const auto* insert = std::get_if<action::Insert>(&action)) {
    if (gives_secrets(*insert, cx)) add_strings(sql, span.begin, &insert->relation, cx, values);
  } else if (const auto* update = std::get_if<action::Update>(&action)) {
    if (mentions_secrets(sql)) add_strings(sql, span.begin, &update->relation, cx, values);
  } else if (std::holds_alternative<action::Select>(action) ||
             std::holds_alternative<action::Opaque>(action) ||
             std::holds_alternative<action::CreateRole>(action)) {
    if (mentions_secrets(sql)) add_strings(sql, span.begin, nullptr, cx, values);
  } else if (std::holds_alternative<action::DoBlock>(action) ||
             std::holds_alternative<action::CreateFunction>(action)) {
    for (const StringLiteral& body : string_literals(sql, span.begin)) {
      const std::string_view code = cx.text(body.content);
      add_strings(code, body.content.begin, nullptr, cx, values);
      std::ranges::move(secret_arguments(code, body.content.begin), std::back_inserter(values));
    }
  } else if (const auto* set = std::get_if<action::SetVariable>(&action)) {
    add_setting(*set, cx, values);
  } else if (const auto* data = std::get_if<action::CopyData>(&action)) {
    add_copied(*data, cx, values);
  } else if (const auto* table = std::get_if<action::CreateTable>(&action)) {
    for (const action::ColumnDef& column : table->columns)
      std::ranges::move(secret_values(table->relation, column, cx), std::back_inserter(values));
  }
  return values;
}

std::vector<SecretValue> secret_values(const QualifiedName& table, const action::ColumnDef& column,
                                       const RuleContext& cx) {
  Values values;
  if (!column.default_value || column.default_value->empty()) return values;
  const Expr::Node& value = column.default_value->nodes()[column.default_value->without_casts()];
  if (value.kind != ExprKind::string || !is_secret_value(column.name.text, value.text)) return values;
  for (const StringLiteral& literal :
       string_literals(cx.text(column.default_span), column.default_span.begin))
    add_if_secret(column.name.text, cx.name_of(table) + "." + column.name.text, literal, values);
  return values;
}

// https://www.postgresql.org/docs/current/pgcrypto.html
std::vector<SecretValue> secret_arguments(std::string_view sql, std::uint32_t base) {
  Values values;
  if (std::ranges::none_of(kArguments, [&](std::string_view word) { return mentions(sql, word); }))
    return values;
  for (const PlacedString& string : placed_strings(sql, base)) {
    const std::string& value = string.literal.value;
    const bool is_password = ascii::same(string.word, kPassword)
                                 ? is_plain_password(value)
                                 : ascii::same(string.function, kCrypt) && is_secret_value(kPassword, value);
    if (is_password) values.push_back({.name = {}, .span = string.literal.content});
    add_if_secret(string.key, std::string(string.key), string.literal, values);
  }
  return values;
}

}  // namespace lockstep::rules
