#pragma once
// Private to src/server: the kinds of objects, a function each that asks one query and fills the catalog.
// They run in this order, as types stand before the columns that have them.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.h"
#include "server/connection.h"
#include "support/result.h"

namespace lockstep::server {

// A row of an answer. NULL reads as an empty text, 0 and false.
class Row {
 public:
  explicit Row(std::span<const Connection::Value> values) : values_(values) {}
  [[nodiscard]] bool has(std::size_t column) const { return values_[column].has_value(); }
  [[nodiscard]] const std::string& text(std::size_t column) const;
  [[nodiscard]] char letter(std::size_t column) const;  // of a "char"; a NUL for none
  [[nodiscard]] bool flag(std::size_t column) const { return letter(column) == 't'; }
  [[nodiscard]] catalog::AttributeNumber number(std::size_t column) const;
  [[nodiscard]] std::vector<std::string> lines(std::size_t column) const;
  [[nodiscard]] std::vector<catalog::AttributeNumber> numbers(
      std::size_t column) const;  // with spaces between

 private:
  std::span<const Connection::Value> values_;
};

class Introspection {
 public:
  Introspection(Connection& connection, catalog::Catalog& catalog)
      : connection_(connection), catalog_(catalog) {}

  // The first thing that goes wrong.
  [[nodiscard]] Result<void> run();

 private:
  void read_schemas();
  void read_extensions();
  void read_enums();
  void read_other_types();
  void read_relations();
  void read_domains();
  void read_domain_checks();
  void read_columns();
  void read_inheritance();
  void read_sequences();
  void read_indexes();
  void read_constraints();
  void read_extras();
  void read_composite_types();
  void read_partitions();
  void read_column_settings();
  void read_sequence_parameters();
  void read_views();
  void read_functions();
  void read_triggers();
  void read_policies();
  void read_rules();
  void read_publications();
  void read_statistics();
  void read_default_privileges();
  void read_named_objects();
  [[nodiscard]] std::vector<catalog::Argument> arguments(const Row& row);

  // Calls `read` for each row; nothing more is asked once something went wrong.
  template <class Read>
  void for_each(const std::string& sql, const Read& read);
  void fail(std::string_view what, std::string_view text);

  // What the server printed, read by our own parser.
  [[nodiscard]] Expr expression(const std::string& text);
  [[nodiscard]] catalog::Type type(const std::string& text);

  [[nodiscard]] static std::string uses(std::string_view catalog, std::string_view row);
  [[nodiscard]] std::vector<catalog::ColumnUse> column_uses(const Row& row, std::size_t column) const;

  [[nodiscard]] catalog::Oid oid(const std::string& servers) const;  // 0 for one that isn't in the catalog
  [[nodiscard]] catalog::Relation* relation(const std::string& servers);

  Connection& connection_;
  catalog::Catalog& catalog_;
  std::unordered_map<std::string, catalog::Oid> oids_;  // by the server's
  std::optional<Error> error_;
};

template <class Read>
void Introspection::for_each(const std::string& sql, const Read& read) {
  if (error_) return;
  const Result<Connection::Rows> rows = connection_.query(sql);
  if (!rows) {
    error_ = rows.error();
    return;
  }
  for (const std::vector<Connection::Value>& values : *rows) read(Row(values));
}

// SQL that says of the row `alias` of a catalog that it is the user's own: in none of the system's schemas
// and no member of an extension.
[[nodiscard]] std::string is_users(std::string_view alias, std::string_view catalog, std::string_view schema);

// What any object may have: four columns of a query over `catalog`, whose columns begin with `prefix`, and
// what attach() makes of them. `kind`: as acldefault() takes it.
[[nodiscard]] std::string attached(std::string_view alias, std::string_view catalog, std::string_view prefix,
                                   std::string_view kind);
void attach(Rare<catalog::Attached>& to, const Row& row, std::size_t first);
void attach(catalog::Attached& attached, const Row& row, std::size_t first);

// The same of the columns of a table, which nobody has a privilege for without a GRANT.
[[nodiscard]] std::string column_privileges();
// The four columns for ALTER DEFAULT PRIVILEGES.
[[nodiscard]] std::string default_privileges();
[[nodiscard]] std::vector<catalog::Privileges> privileges(const Row& row, std::size_t column,
                                                          catalog::AttributeNumber attribute);

// Lines of name=value, sorted by name.
[[nodiscard]] std::vector<catalog::Option> options(const Row& row, std::size_t column);

}  // namespace lockstep::server
