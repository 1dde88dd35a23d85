#include "server/programs.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "support/file.h"
#include "support/process.h"

namespace lockstep::server {
namespace {

bool is_program(const std::string& path) {
  return file::kind(path) == file::Kind::regular && ::access(path.c_str(), X_OK) == 0;
}

bool has_programs(const std::string& folder) {
  return is_program(file::join(folder, "postgres")) && is_program(file::join(folder, "initdb"));
}

// Debian's wrappers and Homebrew's links lead elsewhere; initdb stands beside the real one.
void add_from_path(std::vector<std::string>& folders) {
  const char* variable = std::getenv("PATH");
  std::string_view path = variable == nullptr ? "" : variable;
  while (!path.empty()) {
    const std::size_t colon = path.find(':');
    const std::string program = file::join(path.substr(0, colon), "postgres");
    if (is_program(program)) folders.push_back(file::parent(file::real(program)));
    path = colon == std::string_view::npos ? "" : path.substr(colon + 1);
  }
}

void add_from_pg_config(std::vector<std::string>& folders) {
  const Result<process::Output> output = process::run({"pg_config", "--bindir"});
  if (!output || output->status != 0) return;
  folders.push_back(output->out.substr(0, output->out.find('\n')));
}

// <parent>/<prefix><number><suffix>, the highest number first.
void add_numbered(const std::string& parent, std::string_view prefix, std::string_view suffix,
                  std::vector<std::string>& folders) {
  const Result<std::vector<file::Entry>> entries = file::list(parent);
  if (!entries) return;
  std::vector<std::pair<double, std::string>> found;
  for (const file::Entry& entry : *entries) {
    if (!entry.name.starts_with(prefix)) continue;
    const double number = std::strtod(entry.name.c_str() + prefix.size(), nullptr);
    if (number > 0) found.emplace_back(number, file::join(file::join(parent, entry.name), suffix));
  }
  std::ranges::sort(found, std::greater{});
  for (auto& [number, folder] : found) folders.push_back(std::move(folder));
}

std::vector<std::string> usual_places() {
  std::vector<std::string> folders;
  add_from_path(folders);
  add_from_pg_config(folders);
  add_numbered("/usr/lib/postgresql", "", "bin", folders);
  for (const char* homebrew : {"/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"}) {
    add_numbered(homebrew, "postgresql@", "bin", folders);
  }
  return folders;
}

// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
Result<Programs> ask_version(const std::string& folder) {
  const std::string program = file::join(folder, "postgres");
  const Result<process::Output> output = process::run({program, "--version"});
  if (!output) return std::unexpected(output.error());
  constexpr std::string_view kName = "(PostgreSQL) ";
  const std::string line = output->out.substr(0, output->out.find('\n'));
  const std::size_t at = line.find(kName);
  if (output->status != 0 || at == std::string::npos) {
    return std::unexpected(Error{program, "does not tell its version: " + output->error, ""});
  }
  Programs programs{.folder = folder, .version = line.substr(at + kName.size())};
  programs.major = std::atoi(programs.version.c_str());
  return programs;
}

}  // namespace

Result<Programs> find_programs(const std::string& folder) {
  if (!folder.empty()) {
    if (has_programs(folder)) return ask_version(file::real(folder));
    return std::unexpected(Error{folder, "holds no postgres and initdb", "name the server's bin folder"});
  }
  for (const std::string& place : usual_places()) {
    if (has_programs(place)) return ask_version(place);
  }
  return std::unexpected(Error{"Postgres server", "none is installed here",
                               "install one, or name its bin folder with --postgres-bin"});
}

}  // namespace lockstep::server
