#include "server/connection.h"

#include <cstdlib>

#include "server/libpq.h"

namespace lockstep::server {
namespace {

class Answer {
 public:
  Answer(const Libpq& library, pg_result* result) : library_(library), result_(result) {}
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() { library_.clear(result_); }

  [[nodiscard]] bool succeeded() const {
    const int status = library_.result_status(result_);
    return status == kCommandOk || status == kTuplesOk || status == kEmptyQuery;
  }
  [[nodiscard]] std::string field(char which) const {
    const char* text = library_.error_field(result_, which);
    return text == nullptr ? std::string() : std::string(text);
  }
  [[nodiscard]] SqlError error(const std::string& of_connection) const {
    SqlError error{.sqlstate = field(kSqlState), .message = field(kMessage), .detail = field(kDetail)};
    error.position = static_cast<std::uint32_t>(std::strtoul(field(kPosition).c_str(), nullptr, 10));
    if (!error.message.empty()) return error;
    // No answer of the server: the connection is lost, or the statement is COPY and waits for data.
    error.sqlstate = "08000";
    error.message = of_connection.empty() ? "COPY needs a client that sends or takes data" : of_connection;
    return error;
  }
  [[nodiscard]] Connection::Rows rows() const {
    Connection::Rows rows;
    for (int row = 0; row < library_.rows(result_); ++row) {
      std::vector<Connection::Value>& values = rows.emplace_back();
      for (int column = 0; column < library_.columns(result_); ++column) {
        if (library_.is_null(result_, row, column) != 0) {
          values.emplace_back();
        } else {
          const auto length = static_cast<std::size_t>(library_.length(result_, row, column));
          values.emplace_back(std::in_place, library_.value(result_, row, column), length);
        }
      }
    }
    return rows;
  }

 private:
  const Libpq& library_;
  pg_result* result_;
};

// Without one, libpq prints notices on standard error.
void ignore_notice(void* /*context*/, const pg_result* /*notice*/) {}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

void Connection::Close::operator()(pg_conn* connection) const { library->finish(connection); }

Result<Connection> Connection::open(const std::string& address) {
  const Result<Libpq>& library = Libpq::get();
  if (!library) return std::unexpected(library.error());
  Connection connection(*library, library->connect(address.c_str()));
  pg_conn* handle = connection.handle_.get();
  if (library->status(handle) != kConnectionOk) {
    // The address may hold a password, so the message stands without it.
    return std::unexpected(Error{"Postgres server", trimmed(library->error_message(handle)), ""});
  }
  library->set_notice_receiver(handle, ignore_notice, nullptr);
  return connection;
}

int Connection::version() const { return library_->server_version(handle_.get()) / 10000; }

std::optional<SqlError> Connection::run(const std::string& sql) {
  const Answer answer(*library_, library_->execute(handle_.get(), sql.c_str()));
  if (answer.succeeded()) return std::nullopt;
  return answer.error(trimmed(library_->error_message(handle_.get())));
}

bool Connection::in_transaction() const {
  return library_->transaction_status(handle_.get()) != kTransactionIdle;
}

bool Connection::failed_transaction() const {
  return library_->transaction_status(handle_.get()) == kTransactionFailed;
}

Result<Connection::Rows> Connection::query(const std::string& sql) {
  const Answer answer(*library_, library_->execute(handle_.get(), sql.c_str()));
  if (answer.succeeded()) return answer.rows();
  const SqlError error = answer.error(trimmed(library_->error_message(handle_.get())));
  return std::unexpected(Error{"Postgres server", to_text(error), ""});
}

std::string quote_address(std::string_view value) {
  std::string quoted = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string to_text(const SqlError& error) {
  std::string text = error.sqlstate + ": " + error.message;
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  return text;
}

}  // namespace lockstep::server
