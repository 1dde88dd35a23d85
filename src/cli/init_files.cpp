#include "cli/init_files.h"

#include <algorithm>
#include <set>

#include "project/config.h"
#include "support/counted.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

constexpr const char* kConfigHead =
    R"(# How lockstep reads this project. Options on its command line win over what stands here.
)";

constexpr const char* kConfigTail = R"(
# Which rules run: the pack "recommended", another one, or a list of packs and paths of files of your own.
extends = "recommended"

# Findings that are there already and shall not be reported: `lockstep baseline` writes them down.
# baseline = "lockstep-baseline.json"

# [tables]
# small = ["countries"]  # names or globs; nobody notices how long they are locked
# hot = ["orders"]       # always in use

# [rules]
# drop-index-not-concurrent = "error"  # error, warning, note or off

# [[allow]]
# rule = "drop-column"
# object = "orders.note"
# reason = "no release reads it any more"
)";

constexpr const char* kPreCommit = R"(repos:
  - repo: local
    hooks:
      - id: lockstep-lint
        name: lockstep lint
        entry: lockstep lint
        language: system
        files: (^|/)migrations/.*\.sql$
        require_serial: true  # one run, so that no project is replayed twice
      - id: lockstep-check
        name: lockstep check
        entry: lockstep check --staged
        language: system
        always_run: true
        pass_filenames: false
)";

constexpr const char* kHusky = "lockstep lint --staged\n";

constexpr const char* kLefthook = R"(pre-commit:
  commands:
    lockstep:
      glob: "**/migrations/**/*.sql"
      run: lockstep lint {staged_files}
)";

constexpr const char* kWorkflow =
    R"(# Says at the lines of a pull request, and in code scanning, what its migrations lock, rewrite, lose or break.
name: lockstep
on:
  pull_request:
permissions:
  contents: read
  security-events: write
jobs:
  lockstep:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0  # to see which migrations are new
      # Before this step lockstep has to be on the PATH.
      - run: lockstep check --base "origin/$GITHUB_BASE_REF" --format github --format sarif --output lockstep.sarif
      - uses: github/codeql-action/upload-sarif@v4
        if: success() || failure()
        with:
          sarif_file: lockstep.sarif
)";

constexpr const char* kGitlab = R"(lockstep:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: 0  # to see which migrations are new
  script:
    - lockstep check --base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
)";

bool is_supported(int version) { return project::check_postgres(version).has_value(); }

std::string postgres_lines(const Recognised& recognised) {
  std::string text =
      text::format("\n# Major version of the server, {} to {}. Without it advice fits each of them.\n",
                   project::kOldestPostgres, project::kNewestPostgres);
  std::set<int> versions;
  for (const project::PostgresImage& image : recognised.surroundings.images) {
    text += text::format("# {} has Postgres {}.\n", file::relative(image.file, recognised.surroundings.top),
                         image.version);
    versions.insert(image.version);
  }
  // Several: which of them production has is for people to say.
  const bool sure = versions.size() == 1 && is_supported(*versions.begin());
  const int version = versions.empty() ? project::kNewestPostgres : *versions.rbegin();
  return text +
         text::format("{}postgres = {}\n", sure ? "" : "# ", std::min(version, project::kNewestPostgres));
}

// A text of TOML, which also keeps the name of a folder in its own line of a comment.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += '\\';
    if (byte < 0x20 || byte == 0x7f) {
      result += text::format("\\u{:04x}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string found_lines(const RecognisedProject& project) {
  std::string text = "\n# Found without being named:\n";
  if (!project.schema.empty()) text += text::format("# schema = {}\n", quoted(project.schema));
  for (const std::string& folder : project.migrations)
    text += text::format("# migrations = {}\n", quoted(folder));
  text += text::format("# {}", counted(project.count, "migration"));
  if (!project.prisma) return text + ", of an unknown version of Prisma; it decides how files are sent\n";
  return text + text::format(", of Prisma {}\n", to_text(*project.prisma));
}

// What can be said of one project, but not of all in a monorepo.
std::string single_lines(const RecognisedProject& project) {
  std::string text;
  if (!project.prisma) text += "# prisma = \"7.4.0\"\n";
  if (!project.last.empty()) {
    text +=
        text::format("\n# Migrations up to this one are only replayed, even by --all.\n# start-after = {}\n",
                     quoted(project.last));
  }
  return text;
}

Proposal config(const Recognised& recognised) {
  std::string text = kConfigHead + postgres_lines(recognised);
  for (const RecognisedProject& project : recognised.projects) text += found_lines(project);
  if (recognised.projects.size() == 1) text += single_lines(recognised.projects.front());
  return {.path = file::join(recognised.folder, project::kConfigName), .text = text + kConfigTail};
}

Proposal hook(const project::Surroundings& around) {
  switch (around.hooks) {
    case project::HookManager::husky:
      return {.path = around.hooks_file,
              .text = kHusky,
              .whole = file::kind(around.hooks_file) == file::Kind::none};
    case project::HookManager::lefthook:
      return {.path = around.hooks_file, .text = kLefthook, .whole = false};
    case project::HookManager::pre_commit:
      return {.path = around.hooks_file, .text = kPreCommit, .whole = false};
    case project::HookManager::none: break;
  }
  return {.path = file::join(around.top, ".pre-commit-config.yaml"), .text = kPreCommit};
}

Proposal workflow(const project::Surroundings& around) {
  if (around.ci == project::Ci::gitlab)
    return {.path = file::join(around.top, ".gitlab-ci.yml"), .text = kGitlab, .whole = false};
  return {.path = file::join(around.top, ".github/workflows/lockstep.yml"), .text = kWorkflow};
}

}  // namespace

std::vector<Proposal> propose(const Recognised& recognised) {
  return {config(recognised), hook(recognised.surroundings), workflow(recognised.surroundings)};
}

}  // namespace lockstep::cli
