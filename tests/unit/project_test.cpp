// Where projects and migrations are found, which Prisma they use, what is new in git; and the files,
// folders and programs below it all. Every test makes its own small tree in a temporary folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "project/changes.h"
#include "project/discover.h"
#include "project/literals.h"
#include "project/migrations.h"
#include "project/prisma_version.h"
#include "support/file.h"
#include "support/process.h"

namespace lockstep::project {
namespace {

namespace fs = std::filesystem;

class Tree : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = file::real(testing::TempDir()) + "/lockstep-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override {
    std::error_code error;
    fs::permissions(root_, fs::perms::owner_all, error);
    fs::remove_all(root_, error);
  }

  [[nodiscard]] std::string path(const std::string& inside) const { return root_ + "/" + inside; }
  void write(const std::string& inside, const std::string& bytes = "") const {
    fs::create_directories(fs::path(path(inside)).parent_path());
    std::ofstream(path(inside), std::ios::binary) << bytes;
  }
  [[nodiscard]] std::vector<std::string> inside(const std::vector<std::string>& paths) const {
    std::vector<std::string> result;
    for (const std::string& each : paths) result.push_back(file::relative(each, root_));
    return result;
  }
  // "folder: migrations..." of each project.
  [[nodiscard]] std::vector<std::string> projects(const std::string& start) const {
    const auto found = find_projects(start.empty() ? root_ : path(start));
    if (!found) return {found.error().path + ": " + found.error().reason};
    std::vector<std::string> result;
    for (const Project& project : *found) {
      std::string line = file::relative(project.folder, root_) + ":";
      for (const std::string& folder : inside(project.migrations)) line += " " + folder;
      result.push_back(line);
    }
    return result;
  }
  void git(std::vector<std::string> arguments) const {
    std::vector<std::string> command = {
        "git", "-C", root_, "-c", "user.name=t", "-c", "user.email=t@example.org"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto output = process::run(command);
    ASSERT_TRUE(output && output->status == 0) << output->error;
  }

  std::string root_;
};

using Texts = std::vector<std::string>;

// ---- files ----------------------------------------------------------------------------------------

using File = Tree;

TEST_F(File, ReadsBytesAsTheyAre) {
  const std::string bytes("a\0\r\n\xFF", 5);
  write("f", bytes);
  EXPECT_EQ(file::read(path("f")).value(), bytes);
  write("empty");
  EXPECT_EQ(file::read(path("empty")).value(), "");
}

TEST_F(File, SaysWhatCannotBeRead) {
  EXPECT_EQ(file::read(path("none")).error().reason, "no such file or folder");
  EXPECT_EQ(file::read(root_).error().reason, "is a folder, not a file");
}

TEST_F(File, ListsInByteOrder) {
  for (const char* name : {"b", "a", "B", "\xC3\xA9", "a b"}) write(name);
  fs::create_directory(path("c"));
  fs::create_symlink(path("c"), path("link"));
  const auto entries = file::list(root_).value();
  Texts names;
  for (const file::Entry& entry : entries) names.push_back(entry.name);
  EXPECT_EQ(names, (Texts{"B", "a", "a b", "b", "c", "link", "\xC3\xA9"}));
  EXPECT_EQ(entries[5].kind, file::Kind::folder);
  EXPECT_TRUE(entries[5].link);
}

TEST_F(File, PendingFileAppearsOnCommit) {
  {
    auto pending = file::PendingFile::write(path("out"), "new");
    ASSERT_TRUE(pending);
    EXPECT_EQ(file::kind(path("out")), file::Kind::none);
    ASSERT_TRUE(pending->commit());
  }
  EXPECT_EQ(file::read(path("out")).value(), "new");
  EXPECT_EQ(file::list(root_)->size(), 1U);
}

TEST_F(File, PendingFileLeavesNothingBehind) {
  write("out", "old");
  {
    ASSERT_TRUE(file::PendingFile::write(path("out"), "new"));
  }
  EXPECT_EQ(file::read(path("out")).value(), "old");
  EXPECT_EQ(file::list(root_)->size(), 1U);
}

TEST_F(File, PendingFileKeepsLinkAndPermissions) {
  write("real", "old");
  fs::permissions(path("real"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real", path("link"));
  auto pending = file::PendingFile::write(path("link"), "new");
  ASSERT_TRUE(pending && pending->commit());
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(file::read(path("real")).value(), "new");
  EXPECT_EQ(fs::status(path("real")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(File, PendingFileRefusesFoldersAndMissingOnes) {
  EXPECT_EQ(file::PendingFile::write(root_, "").error().reason, "is a folder, not a file");
  EXPECT_EQ(file::PendingFile::write(path("none/out"), "").error().reason, "no such file or folder");
}

TEST_F(File, DevicesAreWrittenNotReplaced) {
  auto pending = file::PendingFile::write("/dev/null", "bytes");
  ASSERT_TRUE(pending && pending->commit());
  EXPECT_EQ(file::kind("/dev/null"), file::Kind::other);
}

TEST(Paths, AreLexical) {
  EXPECT_EQ(file::absolute("/a/./b/../c/"), "/a/c");
  EXPECT_EQ(file::join("/a", "b"), "/a/b");
  EXPECT_EQ(file::join("/a", "/b"), "/b");
  EXPECT_EQ(file::join("/", "b"), "/b");
  EXPECT_EQ(file::join("", "b"), "b");
  EXPECT_EQ(file::parent("/"), "/");
  EXPECT_EQ(file::parent("/a"), "/");
  EXPECT_EQ(file::parent("a/b"), "a");
  EXPECT_EQ(file::parent("a"), "");
  EXPECT_EQ(file::name("/a/b"), "b");
  EXPECT_EQ(file::relative("/a/b/c", "/a/d"), "../b/c");
  EXPECT_TRUE(file::within("/a/b", "/a"));
  EXPECT_TRUE(file::within("/a", "/a"));
  EXPECT_TRUE(file::within("/a", "/"));
  EXPECT_FALSE(file::within("/ab", "/a"));
}

TEST(Process, RunsWithoutAShell) {
  const auto output = process::run({"printf", "%s|", "a b", "$HOME", "*"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->out, "a b|$HOME|*|");
  EXPECT_EQ(output->status, 0);
}

TEST(Process, KeepsBothStreamsAndTheStatus) {
  const auto output =
      process::run({"sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; exit 3"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->out.size(), 300000U);
  EXPECT_EQ(output->error.size(), 300000U);
  EXPECT_EQ(output->status, 3);
}

TEST(Process, Environment) {
  static constexpr std::string_view kWithout[] = {"HOME"};
  static constexpr std::string_view kWith[] = {"LANG=x"};
  const auto output =
      process::run({"sh", "-c", "echo ${HOME-none} $LANG"}, {.without = kWithout, .with = kWith});
  EXPECT_EQ(output->out, "none x\n");
}

TEST(Process, MissingProgram) {
  EXPECT_EQ(process::run({"lockstep-has-no-such-program"}).error().reason, "program not found");
}

// ---- migrations -----------------------------------------------------------------------------------

using Migrations = Tree;

TEST_F(Migrations, FoldersInByteOrder) {
  for (const char* name : {"10_b", "9_a", "0_init", "20250101000000_x"})
    write(std::string("m/") + name + "/migration.sql");
  write("m/migration_lock.toml");
  write("m/20250102000000_data/migration.ts");
  write("m/readme.sql");
  const History history = read_history(path("m"), root_).value();
  Texts names;
  for (const MigrationFile& file : history.files) names.push_back(file.name);
  EXPECT_EQ(names, (Texts{"0_init", "10_b", "20250101000000_x", "9_a"}));
  EXPECT_EQ(history.files[0].display, "m/0_init/migration.sql");
  EXPECT_TRUE(history.complete);
}

TEST_F(Migrations, FlatFiles) {
  for (const char* name : {"002_b.sql", "001_a.sql", "001_a.down.sql", "seed.sql", "003.txt"})
    write(std::string("m/") + name);
  const History history = read_history(path("m"), root_).value();
  ASSERT_EQ(history.files.size(), 2U);
  EXPECT_EQ(history.files[0].name, "001_a");
  EXPECT_EQ(read_sql_files(path("m"), root_)->files.size(), 4U);
  EXPECT_FALSE(read_sql_files(path("m"), root_)->complete);
}

TEST_F(Migrations, FolderOfAFile) {
  EXPECT_EQ(migrations_folder_of("/p/prisma/migrations/x/migration.sql"), "/p/prisma/migrations");
  EXPECT_EQ(migrations_folder_of("/p/db/01_init/migration.sql"), "/p/db");
  EXPECT_EQ(migrations_folder_of("/p/db/20250101_a.sql"), "/p/db");
  EXPECT_EQ(migrations_folder_of("/p/db/query.sql"), "");
  EXPECT_EQ(migrations_folder_of("/migration.sql"), "");
  EXPECT_EQ(migrations_folder_of(path("db/a/migration.sql")), "");
  write("db/migration_lock.toml");
  EXPECT_EQ(migrations_folder_of(path("db/a/migration.sql")), path("db"));
}

// ---- literals -------------------------------------------------------------------------------------

TEST(Literals, Json) {
  static constexpr std::string_view kKeys[] = {"prisma", "schema"};
  EXPECT_EQ(json_string(R"({"name": "schema", "prisma": {"seed": "x", "schema": "db\/s.prisma"}})", kKeys),
            "db/s.prisma");
  EXPECT_EQ(json_string(R"({"schema": "a", "prisma": {"x": {"schema": "b"}}})", kKeys), std::nullopt);
  EXPECT_EQ(json_string(R"({"prisma": "schema"})", kKeys), std::nullopt);
  EXPECT_EQ(json_string(R"(["prisma", {"prisma": {"schema": "b"}}])", kKeys), std::nullopt);
  for (const char* broken : {"", "{", "{\"prisma", "{\"prisma\": {\"schema\": ", "}{", "\"a\\"}) {
    EXPECT_EQ(json_string(broken, kKeys), std::nullopt) << broken;
  }
}

TEST(Literals, PrismaConfig) {
  const PrismaConfig config = read_prisma_config(R"(
import path from 'node:path' // schema: "no"
const other = { schema: "not this" };
export default defineConfig({
  /* schema: "nor this" */
  engine: `x${other.schema}`,
  datasource: { url: env('URL'), schema: 'neither' },
  'schema': "db/schema",
  migrations: { seed: "tsx seed.ts", path: './db/m' },
});)");
  EXPECT_EQ(config.schema, "db/schema");
  EXPECT_EQ(config.migrations, "./db/m");
}

TEST(Literals, PrismaConfigForms) {
  EXPECT_EQ(read_prisma_config("export default { schema: 'a' } satisfies PrismaConfig").schema, "a");
  EXPECT_EQ(read_prisma_config("module.exports = { schema: `a` }").schema, "a");
  EXPECT_EQ(read_prisma_config("const c: PrismaConfig = { schema: 'a' }; export default c;").schema, "a");
  EXPECT_EQ(read_prisma_config("const c = defineConfig({ schema: 'a' }); export default c;").schema, "a");
  EXPECT_EQ(read_prisma_config("export default { schema: path.join('db', 'x.prisma') }").schema,
            "db/x.prisma");
  EXPECT_EQ(read_prisma_config("export default { schema: path.resolve(__dirname, 'x'), }").schema, "x");
}

TEST(Literals, WhatIsComputedCountsAsAbsent) {
  for (const char* text :
       {"export default { schema: process.env.S }", "export default { schema: 'a' + b }",
        "export default { schema: `a${b}` }", "export default { schema: path.join(dir, 'a') }",
        "export default make({ schema: 'a' })", "const schema = 'a'", "export default", "",
        "export default { schema: 'a", "export default c; const c = ", "export default { schema:"}) {
    EXPECT_EQ(read_prisma_config(text).schema, std::nullopt) << text;
  }
}

// ---- discovery ------------------------------------------------------------------------------------

using Discover = Tree;

TEST_F(Discover, SchemaInPrismaFolder) {
  write("prisma/schema.prisma");
  write("prisma/migrations/1_a/migration.sql");
  write("src/deep/er/x.ts");
  const Texts expected = {".: prisma/migrations"};
  EXPECT_EQ(projects(""), expected);
  EXPECT_EQ(projects("src/deep/er"), expected);
  EXPECT_EQ(projects("prisma/migrations/1_a"), (Texts{"prisma: prisma/migrations"}));
}

TEST_F(Discover, FolderOfSchemaFiles) {
  write("prisma/schema/a.prisma");
  write("prisma/migrations/1_a/migration.sql");
  EXPECT_EQ(projects(""), (Texts{".: prisma/migrations"}));
}

TEST_F(Discover, MigrationsInTheFolderOfSchemaFiles) {
  write("prisma/schema/a.prisma");
  write("prisma/schema/migrations/1_a/migration.sql");
  EXPECT_EQ(projects(""), (Texts{".: prisma/schema/migrations"}));
}

TEST_F(Discover, PackageJson) {
  write("package.json", R"({"prisma": {"schema": "db/main.prisma"}})");
  write("db/main.prisma");
  write("db/migrations/1_a/migration.sql");
  EXPECT_EQ(projects(""), (Texts{".: db/migrations"}));
}

TEST_F(Discover, PrismaConfigWinsOverPackageJson) {
  write("package.json", R"({"prisma": {"schema": "old/s.prisma"}})");
  write("old/s.prisma");
  write("old/migrations/1_a/migration.sql");
  write("prisma.config.ts",
        "export default defineConfig({ schema: 'db/s.prisma', migrations: { path: 'sql' } })");
  write("db/s.prisma");
  write("sql/1_a/migration.sql");
  EXPECT_EQ(projects(""), (Texts{".: sql"}));
}

TEST_F(Discover, PrismaConfigWithoutPaths) {
  write(".config/prisma.ts", "export default {}");
  write("prisma/schema.prisma");
  write("prisma/migrations/1_a/migration.sql");
  EXPECT_EQ(projects(""), (Texts{".: prisma/migrations"}));
}

TEST_F(Discover, GeneratedFolderOfTheConfigIsNotThere) {
  write("packages/database/prisma.config.ts",
        "export default defineConfig({ schema: './schema', migrations: { path: './.generated' } })");
  write("packages/database/schema/main.prisma");
  write("packages/database/migration/20250101_a/migration.sql");
  write("packages/database/migration/20250102_b/migration.ts");
  write("packages/database/src/x.ts");
  EXPECT_EQ(projects(""), (Texts{"packages/database: packages/database/migration"}));
  EXPECT_EQ(projects("packages/database/src"), (Texts{"packages/database: packages/database/migration"}));
}

TEST_F(Discover, SchemaFolderWithoutAnyConfig) {
  write("packages/database/schema/main.prisma");
  write("packages/database/migration/20250101_a/migration.sql");
  EXPECT_EQ(projects(""), (Texts{"packages/database: packages/database/migration"}));
}

TEST_F(Discover, OneFolderForEachDatabase) {
  write("prisma/schema.prisma");
  write("prisma/mysql-migrations/1_a/migration.sql");
  write("prisma/mysql-migrations/migration_lock.toml", "# made by Prisma\nprovider = \"mysql\"\n");
  write("prisma/postgres-migrations/1_a/migration.sql");
  write("prisma/postgres-migrations/migration_lock.toml", "# made by Prisma\nprovider = \"postgresql\"\n");
  EXPECT_EQ(projects(""), (Texts{".: prisma/postgres-migrations"}));
}

TEST_F(Discover, MigrationsWithoutASchemaBesideThem) {
  write("db/migrations/1_a/migration.sql");
  write("db/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
  write("db/models/shop.prisma");
  EXPECT_EQ(projects(""), (Texts{"db: db/migrations"}));
}

TEST_F(Discover, Monorepo) {
  write(".git/HEAD");
  for (const char* name : {"packages/b", "apps/a"}) {
    write(std::string(name) + "/prisma/schema.prisma");
    write(std::string(name) + "/prisma/migrations/1_a/migration.sql");
  }
  for (const char* skipped :
       {"node_modules/x", "packages/b/dist", "build", ".cache", "packages/b/node_modules/y"}) {
    write(std::string(skipped) + "/prisma/schema.prisma");
    write(std::string(skipped) + "/prisma/migrations/1_a/migration.sql");
  }
  write("apps/web/src/x.ts");
  const Texts all = {"apps/a: apps/a/prisma/migrations", "packages/b: packages/b/prisma/migrations"};
  EXPECT_EQ(projects(""), all);
  EXPECT_EQ(projects("apps/web/src"), all);
  EXPECT_EQ(projects("packages/b/prisma"), (Texts{"packages/b/prisma: packages/b/prisma/migrations"}));
}

TEST_F(Discover, LockstepTomlWins) {
  write("lockstep.toml", "migrations = ['one', 'two']\n");
  write("prisma/schema.prisma");
  write("prisma/migrations/1_a/migration.sql");
  write("one/1_a/migration.sql");
  write("two/1_a/migration.sql");
  EXPECT_EQ(projects("prisma/migrations/1_a").front(), "prisma: prisma/migrations");
  EXPECT_EQ(projects("").front(), ".: one two");
}

TEST_F(Discover, LockstepTomlNamesWhatIsMissing) {
  write("lockstep.toml", "\nmigrations = 'nowhere'\n");
  EXPECT_TRUE(projects("").front().ends_with("lockstep.toml:2: there is no folder `nowhere`"))
      << projects("").front();
  write("lockstep.toml", "schema = 'no.prisma'\n");
  EXPECT_TRUE(projects("").front().ends_with("lockstep.toml:1: there is no schema `no.prisma`"));
}

TEST_F(Discover, NothingThere) {
  write("src/x.ts");
  EXPECT_EQ(projects("src"), Texts{});
}

TEST_F(Discover, Checkout) {
  write(".git/HEAD");
  write("a/b/c");
  EXPECT_EQ(find_checkout(path("a/b")), root_);
  EXPECT_EQ(find_config(path("a/b"), root_), "");
  write("a/lockstep.toml");
  EXPECT_EQ(find_config(path("a/b"), root_), path("a/lockstep.toml"));
}

// ---- Prisma's version -----------------------------------------------------------------------------

TEST(LockFile, Npm) {
  constexpr std::string_view kLock = R"({
  "packages": {
    "": { "devDependencies": { "prisma": "^6.19.0" } },
    "node_modules/@prisma/client": {
      "version": "6.19.0"
    },
    "node_modules/prisma": {
      "version": "6.19.3",
      "dependencies": { "@prisma/config": "6.19.3" }
    },
    "packages/db/node_modules/prisma": {
      "version": "7.8.0"
    }
  }
})";
  EXPECT_EQ(npm_lock_version(kLock, "."), (Version{6, 19, 3}));
  EXPECT_EQ(npm_lock_version(kLock, "packages/db"), (Version{7, 8, 0}));
  EXPECT_EQ(npm_lock_version(kLock, "packages/other"), (Version{6, 19, 3}));
  EXPECT_EQ(npm_lock_version(R"({"dependencies": {"prisma": {"version": "4.3.1"}}})", "."),
            (Version{4, 3, 1}));
  EXPECT_EQ(npm_lock_version("{}", "."), std::nullopt);
}

TEST(LockFile, Pnpm) {
  constexpr std::string_view kLock = R"(lockfileVersion: '9.0'

catalogs:
  default:
    prisma:
      specifier: 7.8.0
      version: 7.8.0

importers:

  .:
    devDependencies:
      prisma:
        specifier: ^6.2.0
        version: 6.2.1(typescript@5.9.3)

  packages/database:
    dependencies:
      '@prisma/client':
        specifier: 'catalog:'
        version: 7.8.0(prisma@7.8.0)
      prisma:
        specifier: 'catalog:'
        version: 7.8.0(typescript@5.9.3)

packages:

  prisma@6.2.1:
    resolution: {integrity: x}

  prisma@7.8.0:
    resolution: {integrity: x}
)";
  EXPECT_EQ(pnpm_lock_version(kLock, "packages/database"), (Version{7, 8, 0}));
  EXPECT_EQ(pnpm_lock_version(kLock, "."), (Version{6, 2, 1}));
  EXPECT_EQ(pnpm_lock_version(kLock, "apps/web"), (Version{6, 2, 1}));
}

TEST(LockFile, OldPnpm) {
  EXPECT_EQ(pnpm_lock_version("lockfileVersion: 5.4\n\nspecifiers:\n  prisma: ^4.0.0\n\n"
                              "devDependencies:\n  prisma: 4.3.1\n",
                              "."),
            (Version{4, 3, 1}));
  EXPECT_EQ(pnpm_lock_version("packages:\n\n  /prisma/4.3.1:\n    dev: true\n", "."), (Version{4, 3, 1}));
  EXPECT_EQ(pnpm_lock_version("packages:\n\n  /prisma@5.1.0:\n    dev: true\n  /prisma@5.2.0:\n", "."),
            (Version{5, 1, 0}));
  // Both ways of running a file are possible.
  EXPECT_EQ(pnpm_lock_version("packages:\n\n  prisma@7.1.0:\n  prisma@7.5.0:\n", "."), std::nullopt);
  EXPECT_EQ(pnpm_lock_version("packages:\n  prisma-kysely@2.0.0:\n", "."), std::nullopt);
}

TEST(LockFile, Yarn) {
  EXPECT_EQ(yarn_lock_version("\"@prisma/client@^6.2.0\":\n  version \"6.2.2\"\n\n"
                              "prisma@^6.1.0, prisma@^6.2.0:\n  version \"6.2.1\"\n"),
            (Version{6, 2, 1}));
  EXPECT_EQ(yarn_lock_version("\"prisma@npm:^7.4.0\":\r\n  version: 7.4.2\r\n"), (Version{7, 4, 2}));
  EXPECT_EQ(yarn_lock_version("\"@prisma/client@^6.2.0\":\n  version \"6.2.2\"\n"), (Version{6, 2, 2}));
  EXPECT_EQ(yarn_lock_version("prisma-kysely@1:\n  version \"1.0.0\"\n"), std::nullopt);
}

TEST(LockFile, Bun) {
  EXPECT_EQ(bun_lock_version(R"({"packages": { "prisma": ["prisma@6.2.1", "", {}], } })"),
            (Version{6, 2, 1}));
  EXPECT_EQ(bun_lock_version("{}"), std::nullopt);
}

using PrismaVersion = Tree;

TEST_F(PrismaVersion, LockFileAboveTheProject) {
  write("pnpm-lock.yaml",
        "importers:\n  packages/db:\n    dependencies:\n      prisma:\n        version: 7.8.0\n");
  write("packages/db/package.json", R"({"dependencies": {"prisma": "catalog:"}})");
  write("packages/db/prisma/migrations/1_a/migration.sql");
  EXPECT_EQ(find_prisma_version(path("packages/db/prisma/migrations"), root_), (Version{7, 8, 0}));
}

TEST_F(PrismaVersion, RangeOfThePackage) {
  write("package.json",
        R"({"dependencies": {"@prisma/client": "^5.0.0"}, "devDependencies": {"prisma": "^6.2.0"}})");
  EXPECT_EQ(find_prisma_version(root_, root_), (Version{6, 2, 0}));
  write("package.json", R"({"devDependencies": {"prisma": "^7.2.0"}})");  // 7.2 and 7.9 run files differently
  EXPECT_EQ(find_prisma_version(root_, root_), std::nullopt);
  write("package.json", R"({"devDependencies": {"prisma": "^7.4.0"}})");
  EXPECT_EQ(find_prisma_version(root_, root_), (Version{7, 4, 0}));
}

TEST_F(PrismaVersion, Unknown) { EXPECT_EQ(find_prisma_version(root_, root_), std::nullopt); }

// ---- git ------------------------------------------------------------------------------------------

class Changes : public Tree {
 protected:
  void SetUp() override {
    Tree::SetUp();
    git({"init", "--quiet", "--initial-branch=main"});
    write("m/1 a/migration.sql", "one");
    write("m/2_\xC3\xA9\"/migration.sql", "two");
  }
  void commit(const std::string& message) {
    git({"add", "--all"});
    git({"commit", "--quiet", "--message", message});
  }
  [[nodiscard]] Texts unchanged(const GitBase& base) const {
    const auto changes = changes_since(base, path("m"));
    EXPECT_TRUE(changes) << changes.error().reason;
    Texts files;
    std::ranges::copy_if(changes->at_base, std::back_inserter(files),
                         [&](const std::string& file) { return changes->unchanged(file); });
    return inside(files);
  }
};

TEST_F(Changes, NothingIsCommittedYet) {
  const auto base = find_base(path("m"), std::nullopt);
  ASSERT_TRUE(base) << base.error().reason;
  EXPECT_TRUE(base->uncommitted_only);
  EXPECT_EQ(unchanged(*base), Texts{});
}

TEST_F(Changes, OnTheDefaultBranchWhatIsNotCommitted) {
  commit("first");
  write("m/3_c/migration.sql", "three");
  write("m/1 a/migration.sql", "edited");
  const auto base = find_base(path("m"), std::nullopt);
  ASSERT_TRUE(base) << base.error().reason;
  EXPECT_TRUE(base->uncommitted_only);
  EXPECT_EQ(unchanged(*base), (Texts{"m/2_\xC3\xA9\"/migration.sql"}));
}

TEST_F(Changes, OnABranchWhatTheMergeBaseLacks) {
  commit("first");
  git({"switch", "--quiet", "--create", "feature"});
  write("m/3_c/migration.sql", "three");
  commit("second");
  git({"switch", "--quiet", "main"});
  write("m/4_d/migration.sql", "four");
  commit("third");
  git({"switch", "--quiet", "--detach", "feature"});
  const auto base = find_base(path("m"), std::nullopt);
  ASSERT_TRUE(base) << base.error().reason;
  EXPECT_EQ(base->reference, "main");
  EXPECT_FALSE(base->uncommitted_only);
  EXPECT_EQ(unchanged(*base), (Texts{"m/1 a/migration.sql", "m/2_\xC3\xA9\"/migration.sql"}));
}

TEST_F(Changes, RemoteBranchesComeFirst) {
  commit("first");
  git({"update-ref", "refs/remotes/origin/trunk", "HEAD"});
  git({"update-ref", "refs/remotes/origin/main", "HEAD"});
  EXPECT_EQ(find_base(path("m"), std::nullopt)->reference, "origin/main");
  git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"});
  EXPECT_EQ(find_base(path("m"), std::nullopt)->reference, "origin/trunk");
  EXPECT_FALSE(find_base(path("m"), std::nullopt)->uncommitted_only);
}

TEST_F(Changes, TheOnlyBranchIsTheDefaultOne) {
  commit("first");
  git({"branch", "--move", "trunk"});
  EXPECT_EQ(find_base(path("m"), std::nullopt)->reference, "trunk");
  git({"branch", "other"});
  const auto base = find_base(path("m"), std::nullopt);
  ASSERT_FALSE(base);
  EXPECT_EQ(base.error().reason, "cannot tell which branch is the default one");
}

TEST_F(Changes, GivenBase) {
  commit("first");
  git({"tag", "v1"});
  write("m/3_c/migration.sql", "three");
  commit("second");
  EXPECT_EQ(unchanged(find_base(path("m"), "v1").value()).size(), 2U);
  EXPECT_EQ(find_base(path("m"), "v2").error().reason, "git knows no commit `v2`");
  EXPECT_EQ(find_base(path("m"), "--all").error().reason, "git knows no commit `--all`");
}

TEST_F(Changes, UnrelatedHistories) {
  commit("first");
  git({"switch", "--quiet", "--orphan", "other"});
  git({"commit", "--quiet", "--allow-empty", "--message", "x"});
  EXPECT_EQ(find_base(root_, std::nullopt).error().reason, "HEAD and `main` share no history");
}

}  // namespace
}  // namespace lockstep::project
