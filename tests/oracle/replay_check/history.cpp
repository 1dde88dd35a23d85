#include "history.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "parser/script.h"
#include "project/discover.h"
#include "project/migrations.h"
#include "support/file.h"

namespace lockstep::oracle {
namespace {

std::vector<Statement> read_statements(const SourceFile& source) {
  std::vector<Statement> statements;
  ScriptReader reader(source);
  for (std::vector<Statement> batch = reader.next(); !batch.empty(); batch = reader.next()) {
    statements.insert(statements.end(), std::make_move_iterator(batch.begin()),
                      std::make_move_iterator(batch.end()));
  }
  return statements;
}

Result<History> read_file(const std::string& path) {
  Result<std::string> bytes = file::read(path);
  if (!bytes) return std::unexpected(bytes.error());
  History history{.name = path, .files = {}, .runner = Runner::psql};
  history.files.emplace_back(path, std::move(*bytes));
  return history;
}

Result<History> read_folder(const std::string& folder) {
  const Result<project::History> found = project::read_history(folder, file::parent(folder));
  if (!found) return std::unexpected(found.error());
  History history{.name = folder, .files = {}};
  for (const project::MigrationFile& migration : found->files) {
    Result<std::string> bytes = file::read(migration.path);
    if (!bytes) return std::unexpected(bytes.error());
    history.files.emplace_back(migration.display, std::move(*bytes));
  }
  return history;
}

}  // namespace

File::File(std::string path, std::string bytes)
    : source(std::move(path), std::move(bytes)), statements(read_statements(source)) {}

bool applies_to(const History& history, int version) {
  if (history.files.empty()) return true;
  const std::string_view text = history.files.front().source.bytes();
  const auto number_behind = [&](std::string_view words) {
    return text.starts_with(words) ? std::atoi(text.data() + words.size()) : 0;
  };
  const int oldest = number_behind("-- pg: >= ");
  const int too_new = number_behind("-- pg: < ");
  return version >= oldest && (too_new == 0 || version < too_new);
}

Result<std::vector<History>> read_histories(const std::string& path) {
  std::vector<std::string> folders;
  if (file::kind(path) != file::Kind::folder) {
    Result<History> history = read_file(path);
    if (!history) return std::unexpected(history.error());
    std::vector<History> histories;
    histories.push_back(std::move(*history));
    return histories;
  }
  const std::string folder = file::real(path);
  if (project::holds_migrations(folder)) {
    folders.push_back(folder);
  } else {
    const Result<std::vector<project::Project>> projects = project::find_projects_below(folder);
    if (!projects) return std::unexpected(projects.error());
    for (const project::Project& found : *projects) {
      folders.insert(folders.end(), found.migrations.begin(), found.migrations.end());
    }
  }
  if (folders.empty()) return std::unexpected(Error{path, "holds no migrations", "name their folder"});
  std::vector<History> histories;
  for (const std::string& each : folders) {
    Result<History> history = read_folder(each);
    if (!history) return std::unexpected(history.error());
    histories.push_back(std::move(*history));
  }
  return histories;
}

std::vector<History> split_batch(std::string_view text) {
  constexpr std::string_view kMark = "-- history: ";
  std::vector<History> histories;
  std::string sql;
  const auto finish = [&] {
    if (!histories.empty()) histories.back().files.emplace_back(histories.back().name, std::move(sql));
    sql.clear();
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    std::string_view line = text.substr(0, end + 1);
    text.remove_prefix(line.size());
    if (!line.starts_with(kMark)) {
      sql += line;
      continue;
    }
    finish();
    line.remove_prefix(kMark.size());
    histories.push_back(
        {.name = std::string(line.substr(0, line.find('\n'))), .files = {}, .runner = Runner::psql});
  }
  finish();
  return histories;
}

}  // namespace lockstep::oracle
