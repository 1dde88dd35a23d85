#include <algorithm>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/init_files.h"
#include "project/discover.h"
#include "project/migrations.h"
#include "project/prisma_version.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

Result<RecognisedProject> recognise(const project::Project& project, const std::string& folder) {
  RecognisedProject found;
  if (!project.schema.empty()) found.schema = file::relative(project.schema, folder);
  for (const std::string& migrations : project.migrations) {
    const auto history = project::read_history(migrations, folder);
    if (!history) return std::unexpected(history.error());
    found.migrations.push_back(file::relative(migrations, folder));
    found.count += history->files.size();
    if (!history->files.empty()) found.last = std::max(found.last, history->files.back().name);
  }
  found.prisma = project::find_prisma_version(project.folder, project::search_limit(project.folder));
  return found;
}

Result<Recognised> recognise(const std::string& folder) {
  Recognised found{.folder = folder, .projects = {}, .surroundings = project::look_around(folder)};
  const auto projects = project::find_projects(folder);
  if (!projects) return std::unexpected(projects.error());
  for (const project::Project& project : *projects) {
    auto recognised = recognise(project, folder);
    if (!recognised) return std::unexpected(std::move(recognised.error()));
    found.projects.push_back(std::move(*recognised));
  }
  if (!found.projects.empty()) return found;
  return std::unexpected(Error{".", "no project with a Prisma schema or migrations found",
                               "go to its folder, or write `migrations` into a lockstep.toml"});
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    if (line != "\n") result += "    ";
    result += line;
    text.remove_prefix(end);
  }
  return result;
}

// What is done about a proposal.
struct Decision {
  std::string words;
  bool writes = false;
  bool shows = false;
};

bool calls_lockstep(const std::string& path) {
  const auto text = file::read(path);
  return text && text->find("lockstep lint") != std::string::npos;
}

Decision decide(const Proposal& proposal, const InitOptions& options) {
  const bool exists = file::kind(proposal.path) != file::Kind::none;
  if (!proposal.whole && calls_lockstep(proposal.path)) return {.words = "calls lockstep already"};
  if (!proposal.whole) return {.words = "add to it", .shows = true};
  if (exists && !options.force) return {.words = "exists, is kept as it is (--force writes over it)"};
  if (!options.write) return {.words = "new", .shows = true};
  return {.words = exists ? "written anew" : "written", .writes = true};
}

Result<file::PendingFile> prepare(const Proposal& proposal) {
  if (auto done = file::make_folder(file::parent(proposal.path)); !done)
    return std::unexpected(std::move(done.error()));
  return file::PendingFile::write(proposal.path, proposal.text);
}

}  // namespace

Result<int> init(const InitOptions& options) {
  const auto current = file::current_folder();
  if (!current) return std::unexpected(current.error());
  const std::string& folder = *current;
  const auto recognised = recognise(folder);
  if (!recognised) return std::unexpected(recognised.error());
  std::string text;
  std::vector<file::PendingFile> files;
  for (const Proposal& proposal : propose(*recognised)) {
    const Decision decision = decide(proposal, options);
    if (decision.writes) {
      auto pending = prepare(proposal);
      if (!pending) return std::unexpected(std::move(pending.error()));
      files.push_back(std::move(*pending));
    }
    text += text::format("{}: {}\n", file::relative(proposal.path, folder), decision.words);
    if (decision.shows) text += indented(proposal.text) + "\n";
  }
  for (file::PendingFile& pending : files) {
    if (auto done = pending.commit(); !done) return std::unexpected(std::move(done.error()));
  }
  if (!options.write) text += "`lockstep init --write` writes what is new\n";
  if (auto done = file::write_standard_output(text); !done) return std::unexpected(std::move(done.error()));
  return 0;
}

}  // namespace lockstep::cli
