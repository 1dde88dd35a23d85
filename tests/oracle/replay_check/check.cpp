#include "check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "catalog/difference.h"
#include "memory.h"
#include "server/extension_stubs.h"
#include "server/introspect.h"
#include "support/line_index.h"
#include "support/text.h"

namespace lockstep::oracle {
namespace {

using server::Connection;
using server::SqlError;

// Its refusals may hang on the rows, or on code, which replay doesn't run.
bool may_fail_by_data(const Action& action) {
  return std::holds_alternative<action::Insert>(action) || std::holds_alternative<action::Update>(action) ||
         std::holds_alternative<action::Delete>(action) || std::holds_alternative<action::Select>(action) ||
         std::holds_alternative<action::Copy>(action) || std::holds_alternative<action::DoBlock>(action) ||
         std::holds_alternative<action::Opaque>(action);
}

bool is_transaction(const Statement& statement) {
  return std::holds_alternative<action::Transaction>(statement.action);
}

// What no server is sent.
bool is_statement(const Statement& statement) {
  return !std::holds_alternative<action::PsqlCommand>(statement.action) &&
         !std::holds_alternative<action::CopyData>(statement.action);
}

std::string answer(std::string_view sqlstate, std::string_view message) {
  return sqlstate.empty() ? "takes it" : text::format("refuses it ({}: {})", sqlstate, message);
}

class Check {
 public:
  Check(const History& history, Connection& database) : history_(history), database_(database) {}

  Result<void> use_stubs();
  Result<Findings> run() {
    for (std::uint32_t i = 0; i < history_.files.size(); ++i) {
      const File& file = history_.files[i];
      memory_.begin_file(i);
      const bool goes_on = history_.runner == Runner::psql ? run_statements(file) : run_file(file);
      if (!end_session()) return std::unexpected(Error{"Postgres server", "lost the connection", ""});
      if (!goes_on) break;
    }
    memory_.begin_file(0);
    if (auto compared = compare(); !compared) return std::unexpected(compared.error());
    return std::move(findings_);
  }

 private:
  using Refusal = std::optional<replay::Refusal>;

  bool run_statements(const File& file);
  bool run_file(const File& file);
  void take_file(const File& file);
  bool refuse_file(const File& file, const SqlError& error);
  std::optional<std::size_t> find_refused(const File& file);
  void compare_answers(const File& file, const Statement& statement, const Refusal& memory,
                       const std::optional<SqlError>& real);
  bool end_session();
  Result<void> compare();

  // What the server is sent.
  [[nodiscard]] std::string sql_of(const File& file, const Statement& statement) const;
  [[nodiscard]] std::string sql_of(const File& file) const;
  [[nodiscard]] bool is_replaced(const Statement& statement) const;
  static std::string place(const File& file, const Statement& statement);

  const History& history_;
  Connection& database_;
  Memory memory_;
  Findings findings_;
  bool stubs_ = false;
  std::set<std::string> extensions_;  // of the server
};

Result<void> Check::use_stubs() {
  // The stubs, which 18 lists with its own extensions, have the version 0.
  const Result<Connection::Rows> rows =
      database_.query("SELECT name FROM pg_available_extensions WHERE default_version <> '0'");
  if (!rows) return std::unexpected(rows.error());
  stubs_ = true;
  for (const auto& row : *rows) extensions_.insert(*row.front());
  return {};
}

bool Check::is_replaced(const Statement& statement) const {
  const auto* extension = std::get_if<action::CreateExtension>(&statement.action);
  return stubs_ && extension != nullptr && !extensions_.contains(extension->extension.text) &&
         server::has_extension_stub(extension->extension.text);
}

std::string Check::sql_of(const File& file, const Statement& statement) const {
  constexpr int kFindsStubs = 18;
  if (database_.version() >= kFindsStubs || !is_replaced(statement)) {
    return std::string(file.source.text(statement.span));
  }
  const auto& extension = std::get<action::CreateExtension>(statement.action);
  return server::in_place_of_create_extension(extension.extension.text, extension.schema,
                                              extension.if_not_exists);
}

std::string Check::sql_of(const File& file) const {
  std::string sql;
  std::uint32_t at = 0;
  for (const Statement& statement : file.statements) {
    sql += file.source.text({.begin = at, .end = statement.span.begin});
    sql += sql_of(file, statement);
    at = statement.span.end;
  }
  return sql.append(file.source.bytes().substr(at));
}

std::string Check::place(const File& file, const Statement& statement) {
  constexpr std::size_t kShown = 70;
  std::string text(file.source.text(statement.span).substr(0, kShown));
  std::ranges::replace(text, '\n', ' ');
  const LineIndex lines(file.source.bytes());
  return text::format("{}:{} `{}`", file.source.path(), lines.position(statement.span.begin).line, text);
}

void Check::compare_answers(const File& file, const Statement& statement, const Refusal& memory,
                            const std::optional<SqlError>& real) {
  ++findings_.statements;
  if (is_replaced(statement)) {
    findings_.notes.push_back(place(file, statement) +
                              ": a stub stands for the extension, which the server doesn't have");
  }
  if (real) ++findings_.refused;
  const std::string ours = memory ? memory->sqlstate : "";
  const std::string theirs = real ? real->sqlstate : "";
  if (ours == theirs) return;
  std::string line =
      text::format("{}: the server {}, replay {}", place(file, statement),
                   answer(theirs, real ? real->message : ""), answer(ours, memory ? memory->message : ""));
  const bool unknowable = ours.empty() && may_fail_by_data(statement.action);
  (unknowable ? findings_.uncertain : findings_.differences).push_back(std::move(line));
}

// ---- one by one ---------------------------------------------------------------------------------

bool Check::run_statements(const File& file) {
  for (const Statement& statement : file.statements) {
    if (!is_statement(statement)) continue;
    const std::optional<SqlError> real = database_.run(sql_of(file, statement));
    const Refusal memory = memory_.run(statement);
    compare_answers(file, statement, memory, real);
    if (real && !memory) memory_.take_back();
  }
  return true;
}

// ---- a file at once -----------------------------------------------------------------------------

bool Check::run_file(const File& file) {
  const bool around = history_.runner == Runner::transaction_per_file;
  std::string sql = sql_of(file);
  if (around) sql = "BEGIN;\n" + sql + "\n;COMMIT";
  const std::optional<SqlError> error = database_.run(sql);
  if (error) return refuse_file(file, *error);
  take_file(file);
  return true;
}

// The server took all of it: whatever replay refuses is a difference.
void Check::take_file(const File& file) {
  const bool together = file.statements.size() > 1 || history_.runner == Runner::transaction_per_file;
  for (const Statement& statement : file.statements) {
    if (together) memory_.begin();
    const Refusal refusal = memory_.run(statement);
    compare_answers(file, statement, refusal, std::nullopt);
    if (refusal) memory_.go_on();
  }
  memory_.commit();
}

// The server refused one statement, and the file is as if it had never been: replay has to refuse it, too.
bool Check::refuse_file(const File& file, const SqlError& error) {
  const std::optional<std::size_t> refused = find_refused(file);
  if (!refused) {
    findings_.uncertain.push_back(text::format("{}: the server refuses a statement ({}), unknown which one",
                                               file.source.path(), to_text(error)));
    return false;
  }
  memory_.begin();
  for (std::size_t i = 0; i <= *refused; ++i) {
    const Statement& statement = file.statements[i];
    const Refusal refusal = memory_.run(statement);
    compare_answers(file, statement, refusal, i == *refused ? std::optional(error) : std::nullopt);
    if (refusal) memory_.go_on();
  }
  memory_.roll_back();
  findings_.notes.push_back(
      text::format("{}: the history ends, as the server refuses it", place(file, file.statements[*refused])));
  return false;
}

// The same statements one by one, in a transaction that is taken back. None where the file has its own.
std::optional<std::size_t> Check::find_refused(const File& file) {
  if (!end_session() || std::ranges::any_of(file.statements, is_transaction)) return std::nullopt;
  if (file.statements.size() == 1) return 0;
  std::optional<std::size_t> found;
  static_cast<void>(database_.run("BEGIN"));
  for (std::size_t i = 0; i < file.statements.size() && !found; ++i) {
    if (database_.run(sql_of(file, file.statements[i]))) found = i;
  }
  static_cast<void>(database_.run("ROLLBACK"));
  return found;
}

// What replay::begin_migration() does: a transaction that was left open counts, settings don't.
bool Check::end_session() {
  if (database_.in_transaction() && database_.run("COMMIT")) return false;
  return !database_.run("DISCARD ALL");
}

Result<void> Check::compare() {
  const Result<catalog::Catalog> real = server::introspect(database_);
  if (!real) return std::unexpected(real.error());
  for (const catalog::Difference& difference : catalog::differences(memory_.catalog(), *real)) {
    (difference.uncertain ? findings_.uncertain : findings_.differences)
        .push_back(to_text(difference, "replay", "server"));
  }
  return {};
}

}  // namespace

Result<Findings> check(const History& history, Connection& database, bool stubs) {
  Check check(history, database);
  if (stubs) {
    if (auto ready = check.use_stubs(); !ready) return std::unexpected(ready.error());
  }
  return check.run();
}

}  // namespace lockstep::oracle
