#pragma once
// A session on a Postgres server. Called by introspection and by what compares replay with a server.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

struct pg_conn;

namespace lockstep::server {

struct Libpq;

// What a server said no to.
struct SqlError {
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::uint32_t position = 0;  // 1-based, in characters of what was sent; 0 where the server names none
};

class Connection {
 public:
  // `address`: what libpq takes, a URL or keywords with their values.
  // https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
  [[nodiscard]] static Result<Connection> open(const std::string& address);

  [[nodiscard]] int version() const;  // major: 14 to 18

  // Several statements are one simple query: all of it up to the first error, which is returned.
  [[nodiscard]] std::optional<SqlError> run(const std::string& sql);
  // Whether a transaction is open, failed or not; whether the one that is open failed.
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] bool failed_transaction() const;

  using Value = std::optional<std::string>;  // none: NULL
  using Rows = std::vector<std::vector<Value>>;
  [[nodiscard]] Result<Rows> query(const std::string& sql);

 private:
  struct Close {
    const Libpq* library;
    void operator()(pg_conn* connection) const;
  };
  Connection(const Libpq& library, pg_conn* connection)
      : library_(&library), handle_(connection, {&library}) {}

  const Libpq* library_;
  std::unique_ptr<pg_conn, Close> handle_;
};

// One value of such an address, with the quotes that it needs.
[[nodiscard]] std::string quote_address(std::string_view value);

// "42P01: relation "a" does not exist", with the detail behind it.
[[nodiscard]] std::string to_text(const SqlError& error);

}  // namespace lockstep::server
